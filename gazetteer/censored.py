"""Words with a sign inside, written so to pass the filters of social networks: «دا.عش», «صار.وخ», «ق.س.د», «قُ*تل».

A star between two letters always is one. A point also ends a sentence whose writer left out the space («في المدينة.قال»), so it is
one only inside a word that such writers hide, which stand in `data/censored_words.csv`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from importlib import resources

_LETTER = "\u0621-\u064a"
_SIGN = re.compile(f"[.*](?<=[{_LETTER}][.*])(?=[{_LETTER}])")  # by its first letter: many times as fast as by what stands before
_WHOLE = re.compile(f"[{_LETTER}]*(?:[.*][{_LETTER}]+)*")
# Proclitics and the letter of the imperfect, and endings, of folded words.
_BEFORE, _BEHIND = "[وف]?(?:لل|[بلك]?(?:ال)?)(?:س?[يتنا])?", "(?:ا|ت|تا|ه|ها|هم|وا|ون|ين|ان|ات|تين|تان|ي|يه|يين|نا|ته|تها|تهم)?"
_NO_LETTER = re.compile(f"[^{_LETTER}]")


class Censored:
    """Finds such signs. Holds the words."""

    def __init__(self, one_letter: Callable[[str], str]) -> None:
        """Read the words as shipped; `one_letter` folds the letters of a text and keeps its length."""
        table = resources.files("gazetteer").joinpath("data", "censored_words.csv").read_text(encoding="utf-8")
        words = "|".join(one_letter(row["form"]) for row in csv.DictReader(table.splitlines()))
        self._words = re.compile(f"{_BEFORE}({words}){_BEHIND}")

    def signs(self, text: str) -> list[int]:
        """Offsets of the signs that hide a word of a text without marks, with its letters folded; ascending. Never raises."""
        found: list[int] = []
        behind = 0
        for sign in _SIGN.finditer(text):
            if sign.start() < behind:  # seen with the sign before it
                continue
            begin = sign.start()
            while begin and _WHOLE.fullmatch(text[begin - 1]):
                begin -= 1
            whole = _WHOLE.match(text, begin)
            behind = whole.end() if whole is not None else sign.end()
            found += [begin + at for at in self._hidden(text[begin:behind])]
        return found

    def _hidden(self, whole: str) -> list[int]:
        """Offsets of the signs in a stretch without spaces: each star, and each point that is inside one of the words."""
        signs = [at for at, letter in enumerate(whole) if letter in ".*"]
        letters = [at for at, letter in enumerate(whole) if not _NO_LETTER.match(letter)]
        word = self._words.fullmatch("".join(whole[at] for at in letters))
        first, last = (letters[word.start(1)], letters[word.end(1) - 1]) if word is not None else (0, 0)
        return [sign for sign in signs if whole[sign] == "*" or first < sign < last]
