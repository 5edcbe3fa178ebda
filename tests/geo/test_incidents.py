"""The same event told by several reports: what joins, what does not, and what is said of it."""

from __future__ import annotations

import datetime as dt
import itertools
import random

import pytest

from gazetteer.models import PlaceKind
from geo.incidents import join
from geo.models import (
    ActorRef,
    Casualties,
    Claim,
    DateBasis,
    Event,
    EventKind,
    EventStatus,
    Extraction,
    Location,
    Mention,
    MentionStatus,
    PlaceRef,
    Report,
    Role,
    Stance,
    Story,
)
from geo.pipeline import process
from geo.reports.source import report_of

TABLES = {"test_reports_in_arabic": ["incidents"]}
DAY = dt.date(2021, 10, 20)
WORDS = ("قصف", "مدفعي", "عنيف", "على", "أطراف", "البلدة", "صباح", "اليوم")
WHERE = {"ariha": (36.60, 35.81), "near": (36.62, 35.82), "far": (36.60, 35.95), "idlib": (36.63, 35.93)}


def told(report, *, kind="shelling", at="ariha", day=0, days=0, by=None, killed=None, source=None, says=(), stance="asserted", text=None, radius=2000.0, basis=None):
    """A report that tells one event."""
    lon, lat = WHERE[at]
    mention = Mention(
        start=0, end=1, surface="x", kind=PlaceKind.TOWN, status=MentionStatus.RESOLVED,
        place=PlaceRef(id=at, name_ar=at, name_en=at.title(), kind=PlaceKind.TOWN, lat=lat, lon=lon),
        location=Location(lat=lat, lon=lon, radius_m=radius),
    )  # fmt: skip
    start = DAY + dt.timedelta(days=day)
    actors = (ActorRef(id=by, name_en=by, name_ar=by, role=Role.INITIATOR),) if by else ()
    event = Event(
        id=f"e-{report}", kind=EventKind(kind), acled=("", ""), plover="", sites=(0,), start=start, end=start + dt.timedelta(days=days),
        date_basis=DateBasis(basis) if basis else None, actors=actors, killed=Casualties(low=killed, high=killed) if killed is not None else None, stance=Stance(stance),
        claims=tuple(Claim(by=name, stance=Stance(stance)) for name in says),
    )  # fmt: skip
    words = text or f"{report} " * 3 + " ".join(random.Random(report).choices(WORDS, k=60))
    report_ = Report(id=report, source=source or report, published=start + dt.timedelta(days=1), text=words, sha256=f"{report:0<64}" if text is None else "f" * 64)
    return Extraction(report=report_, mentions=(mention,), events=(event,))


# name, second telling (the first is of the government's shelling of Ariha with 10 killed), joined?
PAIRS = [
    ("the same", {}, True),
    ("another figure", {"killed": 13}, True),
    ("the day after", {"day": 1}, True),
    ("the day after, both days told, another toll", {"day": 1, "basis": "text", "killed": 13}, False),
    ("the day after, both days told, the same toll", {"day": 1, "basis": "text"}, True),
    ("the day after by its publication, a higher toll", {"day": 1, "basis": "published", "killed": 13}, True),
    ("two days after", {"day": 2}, False),
    ("a village nearby", {"at": "near"}, True),
    ("a town 15 km off", {"at": "far"}, False),
    ("told as an air strike", {"kind": "airstrike"}, True),
    ("another kind of thing", {"kind": "protest"}, False),
    ("no initiator told", {"by": None}, True),
    ("another initiator, another toll", {"by": "russia", "killed": 3}, False),
    ("another initiator, the same toll", {"by": "russia"}, True),
    ("a denial", {"stance": "denied", "killed": None}, True),
    ("a period that holds the day", {"day": -5, "days": 30}, False),
    ("the whole region, nobody named", {"radius": 30000.0, "by": None, "killed": None}, False),
]


@pytest.mark.parametrize(("name", "more", "joined"), PAIRS)
def test_what_joins(name, more, joined):
    one = told("a", by="syrian_government", killed=10, basis="text")
    two = told("b", **({"by": "syrian_government", "killed": 10} | more))
    assert len(join([one, two])) == (1 if joined else 2), name


def test_figures_stand_side_by_side_and_the_conflict_is_said():
    (incident,) = join([told("a", killed=10, says=("White Helmets",)), told("b", killed=13, says=("SOHR",))])
    assert [(figure.low, figure.by, figure.report) for figure in incident.figures] == [(10, "White Helmets", "a"), (13, "SOHR", "b")]
    assert incident.conflicts == ("killed: 10 (White Helmets, a) against 13 (SOHR, b)",)
    assert (incident.sources, incident.independent, incident.status) == (("SOHR", "White Helmets"), 2, EventStatus.CORROBORATED)
    assert incident.why == ("b with a: at Ariha in both; the same day",)


def test_two_initiators_for_one_toll_are_joined_and_said():
    (incident,) = join([told("a", by="russia", killed=10), told("b", by="syrian_government", killed=10)])
    assert incident.conflicts == ("initiator: russia (a) against syrian_government (b)",)


def test_a_denial_disputes():
    (incident,) = join([told("a"), told("b", stance="denied")])
    assert incident.status is EventStatus.DISPUTED
    assert incident.conflicts == ("denied by b (b)",)
    assert incident.sources == ("a",)


def test_two_outlets_with_one_source_are_one_source():
    (incident,) = join([told("a", says=("SOHR",)), told("b", says=("SOHR",))])
    assert (incident.independent, incident.status) == (1, EventStatus.REPORTED)


def test_a_reprint_adds_no_source():
    words = " ".join(str(number) for number in range(200))
    (incident,) = join([told("a", text=words), told("b", text=words + " بتصرف")])
    assert incident.reprints == (("b", "a"),)
    assert incident.sources == ("a",)


def test_two_events_of_one_report_stay_two():
    record = told("a")
    twice = Extraction(report=record.report, mentions=record.mentions, events=(record.events[0], Event(**_other(record.events[0]))))
    assert len(join([twice])) == 2


def _other(event):
    return {name: getattr(event, name) for name in Event.__dataclass_fields__} | {"id": "other"}


def _mixed(seed, count):
    """Records that overlap in place, day, toll and actor, some of them reprints."""
    pick = random.Random(seed)
    words = " ".join(str(number) for number in range(80))
    return [
        told(
            f"r{n}", at=pick.choice(["ariha", "near", "idlib"]), day=pick.choice([0, 0, 1, 2]), killed=pick.choice([None, 3, 5]),
            by=pick.choice([None, "russia", "unknown_gunmen"]), stance=pick.choice(["asserted", "asserted", "denied"]),
            basis=pick.choice(["text", "published"]), text=pick.choice([None, f"{words} {n}"]), says=pick.choice([(), ("SOHR",)]),
        )
        for n in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_reports_given_twice_or_in_another_order_change_nothing(seed):
    records = _mixed(seed, 14)
    wanted = join(records)
    again = [*records, *records]
    random.Random(seed).shuffle(again)
    assert join(again) == wanted
    members = [member for incident in wanted for member in incident.members]
    assert len(members) == len(set(members)) == len(records)  # every telling stands in exactly one incident
    for incident in wanted:
        assert len({report for report, _ in incident.members}) == len(incident.members)
        assert incident.independent == len(incident.sources) <= len(incident.members) - len(incident.reprints)
        assert len(incident.why) == len(incident.members) - 1
        told_killed = {figure.low for figure in incident.figures if figure.what == "killed"}
        assert (len(told_killed) > 1) == any(line.startswith("killed:") for line in incident.conflicts)


def test_unrelated_headlines_are_left_out():
    record = told("a")
    furniture = Event(**(_other(record.events[0]) | {"story": Story.FURNITURE}))
    assert join([Extraction(report=record.report, mentions=record.mentions, events=(furniture,))]) == ()


def test_the_order_of_reports_changes_nothing():
    records = [told(f"r{n}", at=["ariha", "near", "idlib"][n % 3], day=n % 2, killed=n % 4, by=[None, "russia"][n % 2]) for n in range(24)]
    wanted = join(records)
    for seed in range(5):
        shuffled = records[:]
        random.Random(seed).shuffle(shuffled)
        assert join(shuffled) == wanted


def test_reports_in_arabic(row, tools):
    records = [
        process(report_of(told["id"], told["text"], source=told["source"], published=dt.date.fromisoformat(told["published"])).report, tools)
        for told in row["reports"]
    ]
    for order in itertools.permutations(records):
        found = [
            {
                "kind": incident.kind.value, "members": [report for report, _ in incident.members], "sources": list(incident.sources),
                "status": incident.status.value, "conflicts": list(incident.conflicts),
            }
            for incident in sorted(join(order), key=lambda incident: (incident.start, incident.members))
        ]  # fmt: skip
        assert found == row["incidents"]
