"""Event kinds in the words of other projects: ACLED, PLOVER, UCDP. The table is `geo/lexicon/crosswalk.csv`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from geo.lexicon import rows
from geo.models import EventKind


@dataclass(frozen=True, slots=True)
class Codes:
    """One kind in other vocabularies: ACLED event and sub-event type, PLOVER event code."""

    acled: tuple[str, str]
    plover: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The codes of every kind.

    Attributes:
        table: kind → codes.
        of_state: kind → codes where the state did it («Government regains territory»).
        sides: side of an actor → the days [from, to) on which it was the state; None where open.
    """

    table: dict[EventKind, Codes]
    of_state: dict[EventKind, Codes]
    sides: dict[str, tuple[dt.date | None, dt.date | None]]

    @staticmethod
    def load() -> Crosswalk:
        """Read the shipped table.

        Raises:
            ValueError: when a kind is missing or unknown.
        """
        table = {EventKind(row["kind"]): _codes(row) for row in rows("crosswalk") if not row["side"]}
        of_state = {EventKind(row["kind"]): _codes(row) for row in rows("crosswalk") if row["side"] == "state"}
        missing = [kind.value for kind in EventKind if kind not in table]
        if missing:
            raise ValueError(f"crosswalk.csv lacks {', '.join(missing)}")
        sides = {row["side"]: (_day(row["from"]), _day(row["to"])) for row in rows("state_sides")}
        return Crosswalk(table, of_state, sides)

    def codes(self, kind: EventKind, sides: Collection[str] = (), day: dt.date | None = None) -> Codes:
        """The codes of one kind.

        Args:
            kind: what happened.
            sides: the sides of those who did it, as in the actor table.
            day: when; None where it is not known: then a side counts as the state if it ever was.
        """
        if kind in self.of_state and any(self._is_state(side, day) for side in sides):
            return self.of_state[kind]
        return self.table[kind]

    def _is_state(self, side: str, day: dt.date | None) -> bool:
        since, until = self.sides.get(side, (dt.date.max, None))
        if day is None:
            return side in self.sides
        return (since is None or day >= since) and (until is None or day < until)


def _codes(row: dict[str, str]) -> Codes:
    return Codes((row["acled_event_type"], row["acled_sub_event_type"]), row["plover"])


def _day(written: str) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None
