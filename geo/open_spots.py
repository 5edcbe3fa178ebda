"""What is known of a report's spots while it is decided which places they mean: the working state of `geo.resolution`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from gazetteer.index import Met
from gazetteer.models import Place, PlaceKind
from geo.areas_meant import REASONS
from geo.spots import Spot

_KM_A_DEGREE_NORTH, _KM_A_DEGREE_EAST = 111.0, 91.5  # at 35 degrees north, the middle of the country


@dataclass(slots=True)
class OpenSpot:
    """Working state of one spot while the rounds run."""

    spot: Spot
    sentence: int
    options: tuple[Met, ...]
    fixed: list[float]
    why: list[list[str]]
    scores: list[float] = field(default_factory=list)
    told: set[str] = field(default_factory=set)  # ids of what the text says holds it

    @property
    def leader(self) -> int:
        """The first of the best options; -1 when there is none."""
        return self.scores.index(max(self.scores)) if self.scores else -1


@dataclass(slots=True)
class Anchor:
    """A place that leads somewhere in the report: what other spots may be near to."""

    place: Place
    trust: float = 0.0
    numbers: list[int] = field(default_factory=list)
    near: set[int] = field(default_factory=set)  # the numbers of the spots next to these
    sentences: set[int] = field(default_factory=set)
    chains: set[int | None] = field(default_factory=set)


def nearness(one: Place, other: Place) -> float:
    """Nearness, 1 at no distance, falling by e every 25 km (on a plane: good to 1 % within Syria)."""
    dx, dy = (one.lon - other.lon) * _KM_A_DEGREE_EAST, (one.lat - other.lat) * _KM_A_DEGREE_NORTH
    return math.exp(-math.hypot(dx, dy) / 25.0)


def governorate_said(state: OpenSpot) -> bool:
    """Whether the words around a name ask for its governorate («محافظة إدلب», «ريف إدلب», «إدلب: …»)."""
    if state.spot.kind == PlaceKind.GOVERNORATE:
        return True
    said = (state.spot.countryside or "dateline" in reasons or not REASONS.isdisjoint(reasons) for reasons in state.why)
    return any(met.place.kind is PlaceKind.GOVERNORATE and words for met, words in zip(state.options, said, strict=True))


def list_ends(states: Sequence[OpenSpot]) -> list[int]:
    """For each spot the number of the last one of its list, up to a «ريف»."""
    ends = list(range(len(states)))
    for at in range(len(states) - 2, -1, -1):
        following = states[at + 1].spot
        if following.chain == states[at].spot.chain and not following.countryside:
            ends[at] = ends[at + 1]
    return ends


def lead_of(state: OpenSpot) -> float:
    """How far the best option of a spot is ahead of the next."""
    first, second = sorted(state.scores, reverse=True)[:2]
    return first - second
