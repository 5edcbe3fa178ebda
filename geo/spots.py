"""A stretch of a text that names a place, before it is decided which."""

from __future__ import annotations

from enum import Enum, auto

from gazetteer.index import Met
from geo.finding import Finding, replace
from geo.text import Text

_QUOTES = frozenset("«\"“'‘")
CLOSING = frozenset("»\"”’'")


class Listing(Enum):
    """What a name's list was announced by: nothing, a noun in the dual or plural, a heading behind which every line may be a name."""

    NONE = auto()
    PAIR = auto()
    SEVERAL = auto()
    LINES = auto()


class Spot(Finding, frozen=True, kw_only=True):
    """A stretch of tokens that names a place.

    Attributes:
        first, behind: tokens of the name itself.
        clitic: letters of the first token that are clitics, not name.
        cue_at: token of the generic noun directly before, where the span begins with it; None otherwise.
        cue_clitic: letters of that token that are clitics.
        kind: what the generic noun asks for (also one further left in the list), or None.
        countryside: whether «ريف» stands before it.
        options: the gazetteer's places of this name; () for a name that it lacks.
        correction: reason code of a spelling that was put right, or None.
        listing: by what the list was announced that it is an item of.
        chain: number of the list that it is an item of, or None.
        weight: evidence that this names a place at all.
        reasons: codes of that evidence.
    """

    first: int
    behind: int
    clitic: int = 0
    cue_at: int | None = None
    cue_clitic: int = 0
    kind: str | None = None
    countryside: bool = False
    options: tuple[Met, ...] = ()
    correction: str | None = None
    listing: Listing = Listing.NONE
    chain: int | None = None
    weight: float = 0.0
    reasons: tuple[str, ...] = ()

    @property
    def begin(self) -> int:
        """The token that the span begins with."""
        return self.first if self.cue_at is None else self.cue_at

    def span(self, text: Text) -> tuple[int, int]:
        """Raw offsets, from the generic noun where the span holds it, with the quotation marks behind that (مخيم "الركبان")."""
        clitic = self.clitic if self.cue_at is None else self.cue_clitic
        start = text.folded.raw_start(text.starts[self.begin] + clitic)
        quoted = not _QUOTES.isdisjoint(text.words[self.begin + 1 : self.behind])
        closed = quoted and self.behind < len(text.words) and text.words[self.behind] in CLOSING
        return start, text.folded.raw_end(text.ends[self.behind - 1 + closed])

    def in_chain(self, chain: int) -> Spot:
        """The spot as an item of a list."""
        return replace(self, chain=chain)


def rather(spot: Spot, best: Spot) -> bool:
    """Whether the next item of a list is rather a town than a little place that begins with «و» («أطمة وقاح»)."""
    known, little = (max((met.place.importance for met in one.options), default=0) for one in (spot, best))
    return spot.behind == best.behind and spot.chain is not None and best.clitic == 0 and spot.clitic == 1 and known > little
