"""What the gazetteer and the table of actors know of a page's places and actors, for `maps.reference`."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.models import ADMIN_KINDS, Place
from gazetteer.store import Gazetteer
from geo.exports.crosswalk import Sides
from geo.lexicon import rows
from maps.layers import Layers, PlaceRow
from maps.reference import Holder, PlaceFacts, Reference


def reference(layers: Layers, gazetteer: Gazetteer) -> Reference:
    """The facts of every place of `layers`; those without an id (coarsened) are told their containers, but no spelling."""
    sides = Sides.load()
    places = {row: facts for row, place in enumerate(layers.places) if (facts := _facts(place, gazetteer)) is not None}
    return Reference(
        places=places, inter=sides.inter_of, ucdp=sides.ucdp_of, counted=frozenset(kind.value for kind in sides.counted),
        speakers=_speakers(),
    )  # fmt: skip


def _speakers() -> dict[str, str]:
    """Arabic names of those who say things: media and monitors, and the parties themselves."""
    table = (*rows("actor_table"), *rows("sources"))
    return {row["name_en"]: row["name_ar"] for row in table if row["name_en"] and row["name_ar"]}


def _facts(row: PlaceRow, gazetteer: Gazetteer) -> PlaceFacts | None:
    place = gazetteer.get(row.id) if row.id is not None else None
    if place is not None:
        return PlaceFacts(
            spellings=(*place.alt_ar, *place.alt_en),
            holders=tuple(_holder(above) for above in reversed(gazetteer.parents(place))),
            itself=_holder(place) if place.kind in ADMIN_KINDS else None,
        )
    chain = _named((*row.admin, *((row.name_en,) if row.id is None else ())), gazetteer)
    if not chain:
        return None
    own = len(chain) > len(row.admin)
    return PlaceFacts(
        holders=tuple(_holder(above) for above in (chain[:-1] if own else chain)), itself=_holder(chain[-1]) if own else None
    )


def _named(names: Sequence[str], gazetteer: Gazetteer) -> list[Place]:
    """The administrative places of these English names, each in the one before; as far as they are known."""
    chain: list[Place] = []
    for name in names:
        among = gazetteer.children(chain[-1].id) if chain else gazetteer.places.values()
        found = next((place for place in among if place.name_en == name and place.kind in ADMIN_KINDS), None)
        if found is None:
            break
        chain.append(found)
    return chain


def _holder(place: Place) -> Holder:
    return Holder(id=place.id, name_ar=place.name_ar, name_en=place.name_en, administrative=place.kind in ADMIN_KINDS)
