"""What a page knows beside its records: other spellings of its places, what contains them in both languages, what sort its actors are.

The page cannot ask a gazetteer, and this package does not know the pipeline: whoever composes a page hands these in (`geo.page_reference`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from maps.layers import Layers


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A place that contains others.

    Attributes:
        id: as `kharita gazetteer add` takes it for `parent`.
        administrative: a country, governorate, district or subdistrict; not a town that contains its quarters.
    """

    id: str
    name_ar: str
    name_en: str
    administrative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """What is known of a place beside its record.

    Attributes:
        spellings: further Arabic and Latin names, for the page's search.
        holders: what contains it, widest first.
        itself: the place as a holder of others, None where it is no administrative one.
    """

    spellings: tuple[str, ...] = ()
    holders: tuple[Holder, ...] = ()
    itself: Holder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Facts for one page.

    Attributes:
        places: by row of `Layers.places`; a row that is missing is not known.
        inter: actor → ACLED `inter` code.
        ucdp: actor → `state`, `nonstate` or `civilians`.
        counted: the kinds of event that UCDP may count.
        speakers: name of who says things, as records give it → its Arabic name.
    """

    places: Mapping[int, PlaceFacts] = field(default_factory=dict)
    inter: Mapping[str, int] = field(default_factory=dict)
    ucdp: Mapping[str, str] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()
    speakers: Mapping[str, str] = field(default_factory=dict)


def encoded(reference: Reference, layers: Layers) -> bytes:
    """The page's block: holders each once; a row a place `[spellings, holders, itself]`; a row an actor `[inter, ucdp]`."""
    holders: dict[Holder, int] = {}
    places = []
    for row in range(len(layers.places)):
        facts = reference.places.get(row)
        places.append(None if facts is None else (
            facts.spellings,
            [holders.setdefault(holder, len(holders)) for holder in facts.holders],
            -1 if facts.itself is None else holders.setdefault(facts.itself, len(holders)),
        ))  # fmt: skip
    return msgspec.json.encode({
        "holders": [(holder.id, holder.name_ar, holder.name_en, holder.administrative) for holder in holders],
        "places": places,
        "actors": [(reference.inter.get(actor[0]), reference.ucdp.get(actor[0], "")) for actor in layers.actors],
        "counted": sorted(reference.counted),
        "speakers": reference.speakers,
    })  # fmt: skip
