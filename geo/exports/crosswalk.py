"""What an event is to UCDP, and its sides to ACLED: from `geo/lexicon/crosswalk.csv` and the table of actors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.lexicon import rows
from geo.models import Casualties, Event, EventKind, Qualifier, Role

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
_STATE, _CIVILIANS = "state", "civilians"


def ucdp_deaths(toll: Casualties | None) -> tuple[int | None, int | None, int | None]:
    """UCDP's `best`, `low` and `high` of a toll as one report tells it.

    UCDP GED codebook: where no figure is more reliable than another, the best estimate is the lower one; so a range gives its lower end as
    best, and a single number all three. «ما يصل إلى» tells only the highest, «عشرات» no number.
    """
    if toll is None or toll.qualifier is Qualifier.DOZENS:
        return None, None, None
    if toll.qualifier is Qualifier.UP_TO:
        return None, None, toll.high
    return toll.low, toll.low, toll.high


@dataclass(frozen=True, slots=True)
class Sides:
    """What sort of actor each one is, and what follows from that for an event.

    Attributes:
        inter_of: actor → ACLED `inter` code: 1 state forces, 2 rebels, 3 political militias, 4 identity militias, 5 rioters,
            6 protesters, 7 civilians, 8 external or other forces.
        ucdp_of: actor → `state`, `nonstate` or `civilians`.
        counted: the kinds of event that UCDP may count.
    """

    inter_of: Mapping[str, int]
    ucdp_of: Mapping[str, str]
    counted: frozenset[EventKind]

    @staticmethod
    def load() -> Sides:
        """Read the tables of actors and of kinds."""
        actors = rows("actor_table")
        return Sides(
            {row["actor"]: int(row["acled_inter"]) for row in actors if row["acled_inter"].isdigit()},
            {row["actor"]: row["ucdp_type"] for row in actors if row["ucdp_type"]},
            frozenset(EventKind(row["kind"]) for row in rows("crosswalk") if row["ucdp"] == "sides"),
        )

    def inter(self, event: Event, role: Role) -> int | None:
        """The ACLED `inter` code of the first actor in this role that has one."""
        return next((self.inter_of[actor.id] for actor in event.actors if actor.role is role and actor.id in self.inter_of), None)

    def type_of_violence(self, event: Event) -> int | None:
        """UCDP type_of_violence.

        Returns:
            1 when a state and another armed side meet, 2 when armed sides that are no state meet, 3 when an armed side acts against
            civilians; None where UCDP counts no such event or a side is unknown.
        """
        if event.kind not in self.counted:
            return None
        known = [(actor, self.ucdp_of[actor.id]) for actor in event.actors if actor.id in self.ucdp_of]
        armed = {actor.id: sort for actor, sort in known if sort != _CIVILIANS}
        hit = {sort for actor, sort in known if actor.role is Role.TARGET}
        if hit == {_CIVILIANS}:
            return ONE_SIDED if armed else None
        if len(armed) < 2:
            return None
        return STATE_BASED if _STATE in armed.values() else NON_STATE
