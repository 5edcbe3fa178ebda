"""Made-up records for tests and benchmarks: sentences of our own, positions and numbers from a fixed arithmetic, no chance and no clock."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from gazetteer.models import Place, PlaceKind
from geo.models import (
    ActorRef,
    CandidateRef,
    Casualties,
    Claim,
    DateBasis,
    Engine,
    Event,
    EventKind,
    EventStatus,
    Extraction,
    Figure,
    Group,
    Location,
    Mark,
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

# name, Latin name, kind, longitude, latitude, governorate, importance
TOWNS = (
    ("دمشق", "Damascus", "city", 36.29, 33.51, "Damascus", 5), ("حلب", "Aleppo", "city", 37.16, 36.20, "Aleppo", 5),
    ("حمص", "Homs", "city", 36.72, 34.73, "Homs", 5), ("إدلب", "Idlib", "city", 36.63, 35.93, "Idlib", 4),
    ("الرقة", "Raqqa", "city", 39.01, 35.95, "Raqqa", 4), ("دير الزور", "Deir ez-Zor", "city", 40.14, 35.34, "Deir ez-Zor", 4),
    ("درعا", "Daraa", "city", 36.10, 32.62, "Daraa", 4), ("الحسكة", "Hasakah", "city", 40.75, 36.50, "Hasakah", 4),
    ("حماة", "Hama", "city", 36.75, 35.13, "Hama", 4), ("اللاذقية", "Latakia", "city", 35.78, 35.53, "Latakia", 4),
    ("السويداء", "Suwayda", "city", 36.57, 32.71, "Suwayda", 4), ("تدمر", "Palmyra", "city", 38.28, 34.56, "Homs", 4),
    ("القامشلي", "Qamishli", "city", 41.22, 37.05, "Hasakah", 4), ("منبج", "Manbij", "city", 37.95, 36.53, "Aleppo", 3),
    ("الباب", "Al-Bab", "city", 37.52, 36.37, "Aleppo", 3), ("عفرين", "Afrin", "city", 36.87, 36.51, "Aleppo", 3),
    ("هجين", "Hajin", "town", 40.83, 34.69, "Deir ez-Zor", 3), ("الباغوز", "Baghuz", "town", 40.95, 34.47, "Deir ez-Zor", 3),
    ("الميادين", "Mayadin", "city", 40.45, 35.02, "Deir ez-Zor", 3), ("دوما", "Douma", "city", 36.40, 33.57, "Rif Dimashq", 3),
    ("كفرنبل", "Kafr Nabl", "town", 36.56, 35.61, "Idlib", 2), ("سراقب", "Saraqib", "town", 36.80, 35.86, "Idlib", 3),
    ("جسر الشغور", "Jisr al-Shughur", "city", 36.32, 35.81, "Idlib", 3), ("طرطوس", "Tartus", "city", 35.89, 34.89, "Tartus", 4),
    ("نوى", "Nawa", "town", 36.03, 32.89, "Daraa", 2), ("الطبقة", "Tabqa", "city", 38.55, 35.84, "Raqqa", 3),
)  # fmt: skip
ACTORS = (
    ("army", "Government forces", "قوات الحكومة"), ("sdf", "Syrian Democratic Forces", "قوات سوريا الديمقراطية"),
    ("isis", "Islamic State", "تنظيم داعش"), ("opposition", "Opposition factions", "فصائل المعارضة"), ("turkey", "Turkish forces", "القوات التركية"),
    ("coalition", "International coalition", "التحالف الدولي"), ("russia", "Russian forces", "القوات الروسية"), ("unknown", "Unknown gunmen", "مسلحون مجهولون"),
)  # fmt: skip
SOURCES = ("وكالة الفرات", "مرصد المدينة", "شبكة السهل", "مراسل ميداني", "Northern Wire")
WORDS = {
    EventKind.SHELLING: "قصفت", EventKind.AIRSTRIKE: "شنّت غارات على", EventKind.CLASH: "خاضت اشتباكات في", EventKind.CAPTURE: "سيطرت على",
    EventKind.ADVANCE: "تقدّمت نحو", EventKind.EVACUATION: "أجلت عائلات من", EventKind.DISPLACEMENT: "هجّرت سكانًا من", EventKind.ARREST: "اعتقلت شبّانًا في",
}  # fmt: skip
_ACLED = ("Explosions/Remote violence", "Shelling/artillery/missile attack")
_FIRST_DAY = dt.date(2016, 1, 4)
_SHOWN = (*EventKind,)


@dataclass(frozen=True, slots=True)
class Incident:
    """A group of tellings."""

    id: str
    kind: EventKind
    members: tuple[tuple[str, str], ...]


def places() -> list[Place]:
    """The towns as gazetteer places, and a river and a lake of a few points."""
    towns = [
        Place(id=f"t{n}", name_ar=ar, name_en=en, kind=PlaceKind(kind), lon=lon, lat=lat, importance=rank)
        for n, (ar, en, kind, lon, lat, _, rank) in enumerate(TOWNS)
    ]
    river = {"type": "LineString", "coordinates": [[38.0, 36.8], [38.2, 36.2], [38.6, 35.8], [39.0, 35.92], [40.15, 35.33], [40.5, 34.95], [40.95, 34.42]]}
    lake = {"type": "Polygon", "coordinates": [[[38.0, 36.1], [38.25, 36.2], [38.5, 35.95], [38.4, 35.88], [38.15, 35.98], [38.0, 36.1]]]}
    return [
        *towns,
        Place(id="r1", name_ar="نهر الفرات", name_en="Euphrates", kind=PlaceKind.RIVER, lon=39.0, lat=35.9, geometry=river),
        Place(id="l1", name_ar="بحيرة الأسد", name_en="Lake Assad", kind=PlaceKind.OTHER, lon=38.2, lat=36.0, geometry=lake),
    ]


def mix(n: int, salt: int) -> int:
    """A number that looks random and is not."""
    return (n * 2_654_435_761 + salt * 40_503_003 + (n ^ salt) * 97) % 4_294_967_296 >> 7


def extractions(count: int) -> Iterator[Extraction]:
    """Records with `count` events in all, two to a report."""
    for n in range(0, count, 2):
        yield record(n, min(2, count - n))


def record(n: int, size: int) -> Extraction:
    """One report with `size` events."""
    published = _FIRST_DAY + dt.timedelta(days=mix(n, 1) % 1390)
    text, mentions, events = "", [], []
    for k in range(size):
        text, mentions, events = _add_event(n + k, text, mentions, events, published)
    digest = hashlib.sha256(text.encode()).hexdigest()
    report = Report(id=f"r{n}", title=f"نشرة الأخبار رقم {n}", source=SOURCES[mix(n, 2) % 5], url=f"https://news.example/{n}", published=published,
                    sha256=digest, text=text)  # fmt: skip
    return Extraction(report=report, mentions=tuple(mentions), events=tuple(events), engine=Engine(kharita="0.1", gazetteer="synthetic"))


def _add_event(
    n: int, text: str, mentions: list[Mention], events: list[Event], published: dt.date
) -> tuple[str, list[Mention], list[Event]]:
    kind = _SHOWN[mix(n, 3) % len(_SHOWN)]
    town, other = TOWNS[mix(n, 4) % len(TOWNS)], TOWNS[mix(n, 5) % len(TOWNS)]
    actor, target = ACTORS[mix(n, 6) % 8], ACTORS[mix(n, 7) % 8]
    killed = mix(n, 8) % 9
    start = len(text)
    head = f"قالت مصادر إن {actor[2]} {WORDS.get(kind, 'نفّذت عملًا في')} "
    line = f"{head}{town[0]} يوم {published.isoformat()}، وقُتل {killed} أشخاص وفق {SOURCES[mix(n, 9) % 5]}، والخبر رقم {n}. "
    at = start + len(head)
    sites = ()
    if n % 23 != 5:
        mentions = [*mentions, _mention(n, town, at, at + len(town[0]))]
        sites = (len(mentions) - 1,)
    origin = destination = None
    if kind in (EventKind.EVACUATION, EventKind.DISPLACEMENT, EventKind.RETURN) and sites and other is not town:
        tail = f"ثم اتجهوا إلى {other[0]}. "
        where = start + len(line) + len("ثم اتجهوا إلى ")
        line += tail
        wide = mix(n, 11) % 3 == 0
        mentions = [*mentions, _mention(n + 1, other, where, where + len(other[0]), wide=wide)]
        origin, destination = sites[0], len(mentions) - 1
    digits = line.index(f"قُتل {killed}") + len("قُتل ")
    day = line.index("يوم ")
    stance = (Stance.ASSERTED, Stance.ASSERTED, Stance.ASSERTED, Stance.ALLEGED, Stance.DENIED, Stance.PLANNED)[mix(n, 12) % 6]
    status = (EventStatus.REPORTED, EventStatus.REPORTED, EventStatus.CORROBORATED, EventStatus.DISPUTED)[mix(n, 13) % 4]
    if n % 46 == 5 and not sites:
        mentions = [*mentions, Mention(start=at, end=at + len(town[0]), surface=town[0], kind=PlaceKind.VILLAGE)]
    dated = mix(n, 15) % 30 != 0
    event = Event(
        id=hashlib.sha256(f"{n}".encode()).hexdigest()[:16], kind=kind, acled=_ACLED, plover="ASSAULT", sites=sites, origin=origin, destination=destination,
        story=Story.FURNITURE if mix(n, 16) % 40 == 0 else Story.MAIN, start=published if dated else None, end=published if dated else None,
        date_basis=DateBasis.TEXT if dated else None, acled_time_precision=1, ucdp_date_prec=1,
        actors=(ActorRef(id=actor[0], name_en=actor[1], name_ar=actor[2], role=Role.INITIATOR), ActorRef(id=target[0], name_en=target[1], name_ar=target[2], role=Role.TARGET)),
        killed=Casualties(low=killed, high=killed, groups=(Group(who="مدنيون", low=killed, high=killed),)) if killed else None,
        figures=(Figure(what="حافلات", low=6, high=6, qualifier=Qualifier.ABOUT),) if kind is EventKind.EVACUATION else (),
        stance=stance, status=EventStatus.DENIED if stance is Stance.DENIED else status,
        claims=(Claim(by=SOURCES[mix(n, 9) % 5], via="مراسل" if n % 3 == 0 else None, stance=stance, evidence=(start, start + len(line))),),
        evidence=(Span(start=start, end=start + len(line) - 1),), confidence=(50 + mix(n, 17) % 50) / 100, rule="synthetic",
        marks=(
            Mark(field="actor", start=start + len("قالت مصادر إن "), end=start + len("قالت مصادر إن ") + len(actor[2]), rule="actor-name"),
            Mark(field="killed", start=start + digits, end=start + digits + 1, rule="number"),
            Mark(field="date", start=start + day, end=start + day + 14, rule="iso-date"),
        ),
    )  # fmt: skip
    return text + line, mentions, [*events, event]


def _mention(n: int, town: tuple[str, str, str, float, float, str, int], start: int, end: int, *, wide: bool = False) -> Mention:
    name_ar, name_en, kind, lon, lat, governorate, _ = town
    lon, lat = lon + (mix(n, 20) % 1000 - 500) / 1600, lat + (mix(n, 21) % 1000 - 500) / 2000
    precision = 3 if wide else 1 + (mix(n, 22) % 4 == 0)
    radius = 35_000.0 if wide else (9_000.0 if precision == 2 else 1_500.0)
    place = PlaceRef(id=f"p{name_en}", name_ar=name_ar, name_en=name_en, kind=PlaceKind(kind), lat=lat, lon=lon, admin=("Syria", governorate))
    rival = CandidateRef(id=f"x{name_en}", name_ar=name_ar, name_en=f"{name_en} (other)", kind=PlaceKind.VILLAGE, lat=lat + 1, lon=lon, score=0.4)
    return Mention(
        start=start, end=end, surface=name_ar, kind=PlaceKind(kind), status=MentionStatus.RESOLVED, place=place,
        relation=Relation(type="near", text="قرب") if precision == 2 else None,
        location=Location(lat=lat, lon=lon, radius_m=radius, acled_geo_precision=precision, ucdp_where_prec=precision),
        corrected_from="الباغور" if name_en == "Baghuz" else None, score=0.95, reasons=("exact-name", "near-others=درعا", "odd-code=7"),
        candidates=(rival,) if n % 4 == 0 else (),
    )  # fmt: skip
