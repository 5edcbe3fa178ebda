"""Records that no text gave: one event of every sort that an export must carry."""

from __future__ import annotations

import datetime as dt

import pytest

from gazetteer.models import PlaceKind
from geo.models import (
    ActorRef,
    Casualties,
    Claim,
    DateBasis,
    Event,
    EventKind,
    EventStatus,
    Extraction,
    Figure,
    Location,
    Mention,
    MentionStatus,
    PlaceRef,
    Qualifier,
    Relation,
    Report,
    Role,
    Span,
    Stance,
    Story,
)

TEXT = "قصفت المدفعية بلدة أولى وبلدة ثانية وقرية كذا.\nخرجت الحافلات من أولى باتجاه البادية."
AREA = {"type": "Polygon", "coordinates": [[[38.0, 34.0], [39.0, 34.0], [39.0, 35.0], [38.0, 34.0]]]}
GOVERNMENT = ActorRef(id="syrian_government", name_en="Syrian government forces", name_ar="قوات النظام السوري", role=Role.INITIATOR)
DAY = dt.date(2018, 5, 20)


def place(number: int, lon: float, lat: float, **more) -> Mention:
    name = f"بلدة {number}"
    return Mention(
        start=14, end=23, surface="بلدة أولى", kind=PlaceKind.TOWN, status=MentionStatus.RESOLVED, score=0.9,
        place=PlaceRef(id=f"p{number}", name_ar=name, name_en=f"Town {number}", kind=PlaceKind.TOWN, lat=lat, lon=lon, admin=("Syria", "Idlib")),
        location=Location(lat=lat, lon=lon, radius_m=2000.0), **more,
    )  # fmt: skip


def event(identity: str, kind: EventKind = EventKind.SHELLING, **more) -> Event:
    given = {
        "acled": ("Explosions/Remote violence", "Shelling/artillery/missile attack"), "plover": "ASSAULT", "start": DAY, "end": DAY,
        "date_basis": DateBasis.TEXT, "evidence": (Span(start=0, end=45),), "rule": "verb", "confidence": 0.9,
    }  # fmt: skip
    return Event(id=identity, kind=kind, **(given | more))


def record(identity: str, events: tuple[Event, ...], mentions: tuple[Mention, ...] | None = None, **report) -> Extraction:
    given = {"text": TEXT, "source": identity, "published": DAY + dt.timedelta(days=1), "sha256": "0" * 64}
    if mentions is None:
        unknown = Mention(start=36, end=44, surface="قرية كذا", kind=PlaceKind.VILLAGE)
        badia = Mention(
            start=78, end=85, surface="البادية", kind=PlaceKind.REGION, status=MentionStatus.RESOLVED,
            place=PlaceRef(id="badia", name_ar="البادية", name_en="Badia", kind=PlaceKind.REGION, lat=34.5, lon=38.5),
            location=Location(lat=34.5, lon=38.5, radius_m=200000.0, geometry=AREA, acled_geo_precision=3, ucdp_where_prec=5),
            relation=Relation(type="direction", direction="S", text="جنوب"),
        )  # fmt: skip
        mentions = (place(1, 36.5, 35.5), place(2, 36.7, 35.6, corrected_from="بلدت"), unknown, badia)
    return Extraction(report=Report(id=identity, **(given | report)), mentions=mentions, events=events)


def toll(number: int | None, **more) -> Casualties:
    return Casualties(low=number, high=number, **more)


@pytest.fixture
def specimens() -> tuple[Extraction, ...]:
    """One event of every sort: joint toll, single site, period, movement, unknown place, no place, no date, denied, hostile text."""
    return (
        record("one", (
            event("joint", sites=(0, 1, 2), killed=toll(5), injured=toll(3, qualifier=Qualifier.AT_LEAST), actors=(GOVERNMENT,)),
            event("single", sites=(0,), killed=toll(2), claims=(Claim(by="SOHR", via="AFP"), Claim(by="SANA", stance=Stance.DENIED)),
                  status=EventStatus.DISPUTED),
            event("period", EventKind.CAMPAIGN, sites=(1,), start=dt.date(2018, 4, 20), killed=toll(540, aggregate=True)),
            event("movement", EventKind.EVACUATION, sites=(0,), origin=0, destination=3, start_time="12:00", end_time="05:00",
                  figures=(Figure(what="buses", low=6, high=6, by="SOHR"), Figure(what="buses", low=20, high=None, qualifier=Qualifier.MORE_THAN))),
            event("area", sites=(3,), story=Story.BACKGROUND, acled_time_precision=2, ucdp_date_prec=3),
            event("unknown", sites=(2,), killed=toll(1)),
            event("nowhere", start=None, end=None, date_basis=None, killed=toll(None, qualifier=Qualifier.DOZENS)),
            event("denied", sites=(0,), stance=Stance.DENIED, status=EventStatus.DENIED, killed=toll(9)),
        ), url="https://example.org/1", title="عنوان"),
        record("=cmd|' /C calc'!A0", (event("hostile", sites=(0,), rule="+1-1", evidence=(Span(start=0, end=12),)),),
               text="@SUM(1+1)\t'x'\r\n<script>alert(1)</script> قصف", source="-2+3"),
        record("empty", ()),
    )  # fmt: skip
