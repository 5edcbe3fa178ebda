"""Event kinds in the words of other projects: ACLED, PLOVER, UCDP. The table is `geo/lexicon/crosswalk.csv`."""

from __future__ import annotations

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
    """The codes of every kind."""

    table: dict[EventKind, Codes]

    @staticmethod
    def load() -> Crosswalk:
        """Read the shipped table.

        Raises:
            ValueError: when a kind is missing or unknown.
        """
        table = {
            EventKind(row["kind"]): Codes((row["acled_event_type"], row["acled_sub_event_type"]), row["plover"])
            for row in rows("crosswalk")
            if not row["side"]
        }
        missing = [kind.value for kind in EventKind if kind not in table]
        if missing:
            raise ValueError(f"crosswalk.csv lacks {', '.join(missing)}")
        return Crosswalk(table)

    def codes(self, kind: EventKind) -> Codes:
        """The codes of one kind."""
        return self.table[kind]
