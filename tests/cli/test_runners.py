"""One contract for whoever does the work: the same records, in order; records pass through; errors come out as one error."""

from __future__ import annotations

import msgspec
import pytest

from geo.api import Recipe, sources_of
from geo.errors import KharitaError
from geo.reports import report_of
from geo.runners import run


@pytest.fixture(autouse=True)
def _home(monkeypatch, home):
    monkeypatch.setenv("KHARITA_HOME", str(home))


@pytest.fixture(scope="module")
def scheduler():
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, processes=False) as cluster:
        yield cluster.scheduler_address


@pytest.fixture(params=["serial", "two processes", "dask"])
def runner(request):
    if request.param == "dask":
        return {"cluster": request.getfixturevalue("scheduler")}
    return {"jobs": 1 if request.param == "serial" else 2}


def many(count):
    return [report_of(f"r{number}", f"قصفت المدفعية بلدة كنصفرة {number} مرة.") for number in range(count)]


def test_the_same_bytes_in_the_same_order(runner, examples):
    made = [*many(70), *sources_of([examples])]
    wanted = [msgspec.json.encode(record) for record in run(made, Recipe())]
    assert [msgspec.json.encode(record) for record in run(made, Recipe(), **runner)] == wanted


def test_nothing_in_nothing_out(runner):
    assert list(run([], Recipe(), **runner)) == []


def test_a_gazetteer_with_faults_is_one_error(runner, tmp_path):
    (tmp_path / "mine.csv").write_text("id,name_ar,name_en,kind,lat,lon\nx,كذا,X,village,135,36\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"mine\.csv") as raised:
        list(run(many(3), Recipe(layers=(tmp_path / "mine.csv",)), **runner))
    assert isinstance(raised.value, KharitaError)


def test_stopping_half_way_ends_the_work(runner):
    records = run(many(200), Recipe(), **runner)
    assert next(iter(records)).report.id == "r0"
    records.close()


def test_reports_are_read_as_they_are_needed():
    taken = []

    def slowly():
        for source in many(500):
            taken.append(source)
            yield source

    records = run(slowly(), Recipe(), jobs=2)
    next(records)
    assert len(taken) < 200
    records.close()
