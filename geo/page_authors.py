"""Who wrote a copied post, as the page of the network says: «Facebook سرمين الآن's Post», «سرمين الآن@handle». That is no place.

The same name heads the page's title and stands before the post's date, each time where a line begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geo.text import Text

_NETWORK, _POST, _QUOTES, _HANDLE = "Facebook", ("s", "Post"), frozenset("'’"), "@"
_LONGEST = 10  # words of a page's name


def author_tokens(text: Text) -> Iterator[int]:
    """The tokens of the author's name wherever the page gives it."""
    words = text.words
    for at in text.places.get(_NETWORK, ()):
        for end in range(at + 2, min(at + 2 + _LONGEST, len(words))):
            if words[end] in _QUOTES and words[end + 1 : end + 3] == _POST:
                yield from _headings(text, words[at + 1 : end])
                yield from range(at + 1, end)
                break
    for at in text.places.get(_HANDLE, ()):
        if text.glued(at) and at + 1 < len(words) and text.glued(at + 1) and words[at + 1].isascii():
            start = at
            while start and at - start < _LONGEST and words[start - 1] != "\n":
                start -= 1
            if not start or words[start - 1] == "\n":
                yield from range(start, at)


def _headings(text: Text, name: Sequence[str]) -> Iterator[int]:
    """The tokens of a name where it begins a line."""
    words, size = text.words, len(name)
    for at in text.places.get(name[0], ()):
        if (not at or words[at - 1] == "\n") and words[at : at + size] == name:
            yield from range(at, at + size)
