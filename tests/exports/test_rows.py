"""What a row says: nothing is lost, nobody is counted twice."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from geo.exports import COLUMNS, rows_of
from geo.exports.crosswalk import ucdp_deaths
from geo.exports.geojson import feature
from geo.incidents import join
from geo.models import Casualties, Qualifier


@pytest.fixture
def rows(specimens):
    return {row.cells["id"]: row for row in rows_of(specimens, join(specimens))}


def test_a_row_is_one_event_at_one_site(rows):
    assert list(rows) == [
        "joint-1", "joint-2", "joint-3", "single-1", "period-1", "movement-1", "area-1", "unknown-1", "nowhere-1", "denied-1", "hostile-1",
    ]  # fmt: skip
    assert all(list(row.cells) == [column.name for column in COLUMNS] for row in rows.values())


# row, killed (may be added up), incident_killed (may not)
TOLLS = [
    ("joint-1", None, 5), ("joint-2", None, 5), ("joint-3", None, 5), ("single-1", 2, 2), ("period-1", None, 540), ("movement-1", None, None),
    ("unknown-1", 1, 1), ("nowhere-1", None, None), ("denied-1", None, 9),
]  # fmt: skip


@pytest.mark.parametrize(("row", "killed", "incident_killed"), TOLLS)
def test_tolls(rows, row, killed, incident_killed):
    assert (rows[row].cells["killed"], rows[row].cells["incident_killed"]) == (killed, incident_killed)


# low, high, qualifier, UCDP best, low, high
DEATHS = [
    (3, 3, "exact", 3, 3, 3), (5, 7, "exact", 5, 5, 7), (20, 20, "at_least", 20, 20, 20), (20, 20, "more_than", 20, 20, 20), (30, 30, "about", 30, 30, 30),
    (20, 20, "up_to", None, None, 20), (None, None, "dozens", None, None, None), (None, None, "at_least", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("low", "high", "qualifier", "best", "ucdp_low", "ucdp_high"), DEATHS)
def test_deaths_in_the_words_of_ucdp(low, high, qualifier, best, ucdp_low, ucdp_high):
    assert ucdp_deaths(Casualties(low=low, high=high, qualifier=Qualifier(qualifier))) == (best, ucdp_low, ucdp_high)


def test_the_table_has_them(rows):
    assert [rows["joint-1"].cells[name] for name in ("ucdp_best", "ucdp_low", "ucdp_high")] == [5, 5, 5]
    assert [rows["nowhere-1"].cells[name] for name in ("ucdp_best", "ucdp_low", "ucdp_high")] == [None, None, None]


def test_a_sum_never_counts_a_death_twice(specimens):
    twice = (*specimens, *(again(record) for record in specimens))
    total = sum(row.cells["killed"] or 0 for row in rows_of(twice, join(twice)))
    assert total == sum(row.cells["killed"] or 0 for row in rows_of(specimens, join(specimens)))


def again(record):
    """The same record from a second outlet."""
    return replace(record, report=replace(record.report, id=f"copy of {record.report.id}"))


def test_what_has_no_position_keeps_its_row(rows):
    assert rows["nowhere-1"].point is None
    assert rows["joint-3"].point is None
    assert rows["joint-3"].cells["place_ar"] == "قرية كذا"
    assert rows["joint-3"].cells["place_status"] == "unresolved"
    assert feature(rows["nowhere-1"])["geometry"] is None


def test_a_movement_is_told_in_columns(rows):
    cells = rows["movement-1"].cells
    assert (cells["origin_en"], cells["destination_en"], cells["destination_radius_m"]) == ("Town 1", "Badia", 200000)
    assert cells["figures"] == "buses 6 (SOHR); buses >20"
    assert (cells["start_time"], cells["end_time"]) == ("12h00", "05h00")


def test_claims_and_correction_and_relation(rows):
    assert rows["single-1"].cells["claims"] == "SOHR via AFP: asserted; SANA: denied"
    assert rows["joint-2"].cells["corrected_from"] == "بلدت"
    assert rows["area-1"].cells["relation"] == "direction S"
    assert rows["joint-1"].cells["admin"] == "Syria > Idlib"


def test_geojson_is_rfc_7946(rows):
    for row in rows.values():
        found = json.loads(json.dumps(feature(row)))
        assert set(found) == {"type", "id", "geometry", "properties"}
        assert not any(isinstance(value, dict | list) for value in found["properties"].values())
        if found["geometry"]:
            lon, lat = found["geometry"]["coordinates"]
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
            assert (lon, lat) == (found["properties"]["lon"], found["properties"]["lat"])
