"""Times since when something goes on that no date tells: «لليوم الثالث على التوالي», «منذ سقوط النظام»."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from geo.date_calendar import shift_days
from geo.date_expr import RUNNING
from geo.date_lexicon import Match
from geo.date_piece import Piece
from geo.date_points import PointReader

_MOST = 90  # days on end that a report counts


@dataclass(frozen=True, slots=True)
class SinceReader:
    """Reads such times in one text."""

    points: PointReader

    def read(self, index: int, floor: int) -> Piece | None:
        """The time, to the day of publication, that begins at a token (or with «منذ» before it, from token `floor` on), or None."""
        return self._running(index) or self._known(index, floor)

    def _running(self, index: int) -> Piece | None:
        """«لليوم الثاني»: since the day before; the number in digits with «على التوالي» only."""
        match, today = self.points.match, self.points.published
        word = match(index, "running_day")
        if word is None or today is None:
            return None
        which = match(word.behind, "ordinal")
        article = match(word.behind, "ordinal_article")
        at = article.behind if article is not None else word.behind
        number = None if which is not None else self.points.lexicon.numerals.read(self.points.text, at)
        count = which.entry.value if which is not None else number.value if number is not None else None
        behind = which.behind if which is not None else number.behind if number is not None else at
        row = match(behind, "in_a_row")
        if count is None or not 1 < count <= _MOST or (which is None and row is None):
            return None
        return self._since(word, row.behind if row is not None else behind, shift_days(today, 1 - count), RUNNING)

    def _known(self, index: int, floor: int) -> Piece | None:
        """«منذ سقوط النظام»: since a day that every reader knows."""
        word = self.points.match(index, "known_time")
        since = self.points.lexicon.before(self.points.text, index, "since") if word is not None and word.entry.lone else None
        if word is None or since is None or since.first < floor:
            return None
        return self._since(since, word.behind, dt.date.fromordinal(word.entry.value), "since_known")

    def _since(self, word: Match, behind: int, first: dt.date | None, rule: str) -> Piece | None:
        today = self.points.published
        if first is None or today is None or first > today:
            return None
        return Piece(
            begin=word.first, behind=behind, outside=word.entry.outside, joins=word.entry.joins, first=first, last=today, relative=True,
            rule=rule,
        )  # fmt: skip
