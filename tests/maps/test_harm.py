"""Coarsening cannot be undone: two reports of one cell become the same, and no finer name, id or word stays."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.harm import WITHHELD, Coarsener, HarmError, coarsen, snap, without_quotes
from geo.models import Extraction, Figure
from tests.maps import synthetic

lons, lats, grids = st.floats(30, 45), st.floats(28, 40), st.sampled_from([100.0, 1000.0, 5000.0, 25_000.0, 100_000.0])


@given(lons, lats, grids)
def test_a_snapped_point_stays(lon, lat, metres):
    assert snap(*snap(lon, lat, metres), metres) == snap(lon, lat, metres)


@given(lons, lats, grids)
def test_a_snapped_point_is_within_its_cell(lon, lat, metres):
    new_lon, new_lat = snap(lon, lat, metres)
    assert abs(new_lat - lat) * 111_320 <= metres * 0.51 + 2
    assert abs(new_lon - lon) * 111_320 * 0.9 <= metres * 0.6 + 2


def _moved(record: Extraction, lon: float, lat: float, name: str) -> Extraction:
    mentions = tuple(
        replace(
            mention,
            surface=name,
            place=replace(mention.place, lon=lon, lat=lat, name_ar=name, name_en=name, id=name),
            location=replace(mention.location, lon=lon, lat=lat, geometry={"type": "Point", "coordinates": [lon, lat]}),
        )
        if mention.place and mention.location
        else mention
        for mention in record.mentions
    )
    return replace(record, mentions=mentions, report=replace(record.report, text=name * 9))


@given(lons, lats, grids, st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_all_points_of_a_cell_give_the_same_record(lon, lat, metres, n):
    record = synthetic.record(n * 2, 2)
    middle = snap(lon, lat, metres)
    assert coarsen(_moved(record, lon, lat, "قرية سرية"), metres) == coarsen(_moved(record, *middle, "اسم آخر"), metres)


@given(st.integers(0, 60), grids)
@settings(max_examples=40, deadline=None)
def test_nothing_that_names_the_place_stays(n, metres):
    record = synthetic.record(n * 2, 2)
    written = msgspec.json.encode(coarsen(record, metres)).decode()
    for mention in record.mentions:
        if mention.place is not None:
            assert mention.place.name_ar not in written
            assert mention.place.id not in written
    for word in (record.report.text, record.report.title, record.report.url, record.report.sha256, "(other)"):
        assert word not in written
    assert f'"{record.report.id}"' not in written


@given(st.integers(0, 60), grids)
@settings(max_examples=30, deadline=None)
def test_coarsening_twice_is_coarsening_once(n, metres):
    once = coarsen(synthetic.record(n * 2, 2), metres)
    again = coarsen(once, metres)
    assert [m.location and (m.location.lon, m.location.lat) for m in again.mentions] == [m.location and (m.location.lon, m.location.lat) for m in once.mentions]


def test_the_level_of_names_follows_the_grid():
    record = synthetic.record(0, 2)
    names = {mention.place.name_en for mention in coarsen(record, 50_000).mentions if mention.place}
    assert names <= {town[5] for town in synthetic.TOWNS}


def test_the_circle_still_holds_the_place():
    record = synthetic.record(0, 2)
    for before, after in zip(record.mentions, coarsen(record, 5000).mentions, strict=True):
        if before.location and after.location:
            away = ((before.location.lat - after.location.lat) ** 2 + ((before.location.lon - after.location.lon) * 0.83) ** 2) ** 0.5 * 111_320
            assert away + before.location.radius_m <= after.location.radius_m + 50


def test_without_quotes_keeps_places_and_drops_words():
    record = without_quotes(synthetic.record(0, 2))
    assert record.report.text is None
    assert record.report.title is None
    assert any(mention.place for mention in record.mentions)


def test_a_grid_that_is_none():
    for metres in (0.0, -5.0, float("nan"), float("inf"), 1e9):
        with pytest.raises(HarmError, match="5km"):
            coarsen(synthetic.record(0, 1), metres)


def test_new_ids_are_stable_and_each_records_own():
    records = [synthetic.record(n, 2) for n in (0, 2, 4)]
    runs = [[run.coarsen(record) for record in records] for run in (Coarsener(5000.0), Coarsener(5000.0))]
    assert runs[0] == runs[1]
    ids = [record.report.id for record in runs[0]] + [event.id for record in runs[0] for event in record.events]
    assert len(set(ids)) == len(ids)
    old = {record.report.id for record in records} | {event.id for record in records for event in record.events}
    assert not old & set(ids)


def test_two_reports_alike_in_all_that_stays_keep_ids_of_their_own():
    run = Coarsener(5000.0)
    record = synthetic.record(0, 2)
    other = replace(record, report=replace(record.report, sha256="another text"))
    one, two = run.coarsen(record), run.coarsen(other)
    assert {event.id for event in one.events}.isdisjoint(event.id for event in two.events)


def test_a_report_given_twice_keeps_the_same_events():
    run = Coarsener(5000.0)
    one, two = run.coarsen(synthetic.record(0, 2)), run.coarsen(synthetic.record(0, 2))
    assert [event.id for event in one.events] == [event.id for event in two.events]
    assert one.report.id != two.report.id


@pytest.mark.parametrize(("by", "told"), [
    ("تنسيقية {}", WITHHELD), ("مراسلنا ب{}", WITHHELD), ("{} Media Office", WITHHELD), ("مرصد المدينة", "مرصد المدينة"),
])  # fmt: skip
def test_a_source_that_names_the_place_is_withheld(by, told):
    record = synthetic.record(0, 1)
    place = next(record.mentions[site].place for event in record.events for site in event.sites)
    name = by.format(place.name_en if by.endswith("Office") else place.name_ar)
    claims = tuple(replace(claim, by=name, via=name) for claim in record.events[0].claims)
    event = replace(record.events[0], claims=claims, figures=(replace_figure(name),))
    coarse = coarsen(replace(record, report=replace(record.report, source=name), events=(event,)), 25_000.0)
    assert {coarse.report.source, *(c.by for c in coarse.events[0].claims), *(c.via for c in coarse.events[0].claims), coarse.events[0].figures[0].by} == {told}


def replace_figure(by: str) -> Figure:
    return Figure(what="buses", low=6, high=6, by=by)
