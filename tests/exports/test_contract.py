"""One suite over all exporters: the same rows, whole files, the same bytes twice."""

from __future__ import annotations

import geopandas
import pandas as pd
import pytest

from geo.errors import OutputError
from geo.exports import COLUMNS, FORMATS, rows_of, write_rows
from geo.exports.tables import frame

TABLES = [suffix for suffix in FORMATS if suffix != ".kml"]


def read(path):
    """A file as any other program reads it: dates as days, nothing as None."""
    if path.suffix == ".csv":
        table = pd.read_csv(path, encoding="utf-8-sig")
    elif path.suffix == ".parquet":
        table = geopandas.read_parquet(path)
    else:
        table = geopandas.read_file(path, **({"layer": "events"} if path.suffix == ".gpkg" else {}))
    return table


def cells(table):
    """Rows of plain values, comparable whatever the format calls "nothing"."""
    rows = table[[column.name for column in COLUMNS]].to_dict("records")
    return [{column.name: _plain(row[column.name], column.type) for column in COLUMNS} for row in rows]


def _plain(value, kind):
    if value is None or pd.isna(value):
        return None
    if kind == "date":
        return pd.Timestamp(value).date().isoformat()
    return {"text": str, "integer": int, "number": float, "boolean": bool}[kind](value)


@pytest.mark.parametrize("suffix", TABLES)
def test_every_column_comes_back_equal(specimens, tmp_path, suffix):
    rows = rows_of(specimens)
    write_rows(rows, tmp_path / f"events{suffix}")
    found, wanted = cells(read(tmp_path / f"events{suffix}")), cells(frame(rows))
    if suffix == ".csv":  # text is defused there: one line, never a formula
        wanted = [{name: _defused(value) for name, value in row.items()} for row in wanted]
    assert found == wanted


def _defused(value):
    if not isinstance(value, str):
        return value
    return ("'" if value.lstrip()[:1] in tuple("=+-@") else "") + " ".join(value.splitlines())


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".parquet"])
def test_geometry_comes_back_equal(specimens, tmp_path, suffix):
    rows = rows_of(specimens)
    write_rows(rows, tmp_path / f"events{suffix}")
    table = read(tmp_path / f"events{suffix}")
    assert [None if point is None or point.is_empty else (point.x, point.y) for point in table.geometry] == [row.point for row in rows]
    assert table.crs.to_authority() in {("EPSG", "4326"), ("OGC", "CRS84")}


def test_kml_holds_every_row_that_has_a_position(specimens, tmp_path):
    rows = rows_of(specimens)
    write_rows(rows, tmp_path / "events.kml")
    table = geopandas.read_file(tmp_path / "events.kml", driver="LIBKML")
    assert [(point.x, point.y) for point in table.geometry] == [row.point for row in rows if row.point]
    assert table["Name"].iloc[0] == "shelling · Town 1"
    assert list(table["row_id"]) == [row.cells["id"] for row in rows if row.point]
    assert set(table["start_day"]) == {"2018-05-20", "2018-04-20"}


def test_geopackage_keeps_areas_in_a_layer_of_their_own(specimens, tmp_path):
    write_rows(rows_of(specimens), tmp_path / "e.gpkg")
    areas = geopandas.read_file(tmp_path / "e.gpkg", layer="areas")
    assert list(areas["id"]) == ["area-1"]
    assert areas.geometry.iloc[0].geom_type == "Polygon"


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_bytes_twice(specimens, tmp_path, suffix):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_rows(rows_of(specimens), tmp_path / name / f"e{suffix}")
    assert (tmp_path / f"a/e{suffix}").read_bytes() == (tmp_path / f"b/e{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_events_is_an_empty_table(tmp_path, suffix):
    write_rows((), tmp_path / f"e{suffix}")
    assert (tmp_path / f"e{suffix}").stat().st_size > 0


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_old_file_stays_when_the_new_one_cannot_be_written(specimens, tmp_path, suffix, monkeypatch):
    path = tmp_path / f"e{suffix}"
    path.write_text("old")

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OutputError, match="No space left"):
        write_rows(rows_of(specimens), path)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", FORMATS)
def test_folders_are_made(specimens, tmp_path, suffix):
    write_rows(rows_of(specimens), tmp_path / f"new/folder/e{suffix}")
    assert (tmp_path / f"new/folder/e{suffix}").exists()


def test_an_unknown_format(tmp_path):
    with pytest.raises(OutputError, match=r"kharita writes \.geojson"):
        write_rows((), tmp_path / "e.shp")
