"""`--ner camel`: CAMeL's recogniser of named entities, for names of places that the gazetteer lacks. Loaded only when asked for.

The model is not shipped. camel-tools fetches a catalogue from the network when it is imported and finds none; here it is imported with an
empty, valid catalogue in place of a missing one, and a user's own is never touched.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from gazetteer.index import NameIndex
from geo.errors import KharitaError
from geo.mentions import MentionFinder
from geo.place_lexicon import PlaceLexicon
from geo.spots import Spot
from geo.text import Text, is_word

_MODEL = Path("data", "ner", "arabert")
_EMPTY_CATALOGUE = {"version": "1.6.0", "packages": {}, "components": {}}
_LONGEST = 80  # tokens given to the model at a time
_MARKS = str.maketrans("", "", "\u200e\u200f\ufeff\u0640")  # the model drops tokens made of these, and with them the labels' places


class NerError(KharitaError, LookupError):
    """The recogniser cannot be used; the text says what installs it."""


class Recogniser(Protocol):
    """Labels the tokens of a sentence: `B-LOC`, `I-LOC` for names of places."""

    def predict_sentence(self, sentence: list[str]) -> list[str]:
        """One label a token."""


def camel_recogniser() -> Recogniser:
    """CAMeL's recogniser, from the model in `$CAMELTOOLS_DATA` or the user's own camel-tools folder. Opens no connection.

    Raises:
        NerError: the model is not installed, or cannot be loaded.
    """
    model = data_folder() / _MODEL
    if not model.is_dir():
        raise NerError(f"--ner camel needs CAMeL's model, which is not in {model.parent}: install it with  camel_data -i ner-arabert")
    os.environ.update({"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"})
    try:
        with catalogue_in_place():
            from camel_tools.ner import NERecognizer  # noqa: PLC0415
        recogniser: Recogniser = NERecognizer(str(model))
    except (ImportError, OSError, ValueError) as error:
        raise NerError(f"{model}: CAMeL's model cannot be loaded ({error}); install it anew with  camel_data -i ner-arabert") from error
    return recogniser


def data_folder() -> Path:
    """Where camel-tools keeps its data: `$CAMELTOOLS_DATA`, else its folder in the user's home."""
    given = os.environ.get("CAMELTOOLS_DATA")
    if given:
        return Path(given).expanduser().absolute()
    return Path.home() / ("AppData/Roaming/camel_tools" if sys.platform == "win32" else ".camel_tools")


@contextmanager
def catalogue_in_place() -> Iterator[None]:
    """While this lasts, camel-tools finds a valid catalogue: the user's own, or an empty one in a folder that is removed again."""
    if _is_catalogue(data_folder() / "catalogue.json"):
        yield
        return
    before = os.environ.get("CAMELTOOLS_DATA")
    with tempfile.TemporaryDirectory(prefix="kharita-") as folder:
        Path(folder, "catalogue.json").write_text(json.dumps(_EMPTY_CATALOGUE), encoding="utf-8")
        os.environ["CAMELTOOLS_DATA"] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ["CAMELTOOLS_DATA"]
            else:
                os.environ["CAMELTOOLS_DATA"] = before


def _is_catalogue(path: Path) -> bool:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and _EMPTY_CATALOGUE.keys() <= found.keys()


class NerFinder(MentionFinder):
    """The finder of mentions, with what a recogniser finds besides: names without a place, for the user to add."""

    def __init__(self, index: NameIndex, lexicon: PlaceLexicon, recogniser: Recogniser) -> None:
        super().__init__(index, lexicon)
        self._recogniser = recogniser

    def find(self, text: Text) -> tuple[Spot, ...]:
        """All spots of a text, in order, not overlapping; the gazetteer's word counts before the recogniser's."""
        known = super().find(text)
        taken = {token for spot in known for token in range(spot.first if spot.cue_at is None else spot.cue_at, spot.behind)}
        free = ((first, behind) for first, behind in self._places(text) if not taken & {*range(first, behind)})
        more = (Spot(first=first, behind=behind, reasons=("ner=camel",)) for first, behind in free)
        return tuple(sorted((*known, *more), key=lambda spot: spot.first if spot.cue_at is None else spot.cue_at))

    def _places(self, text: Text) -> Iterator[tuple[int, int]]:
        """[first, behind) of every name of a place that the recogniser sees."""
        for first, behind in text.sentences:
            for start in range(first, behind, _LONGEST):
                words = [at for at in range(start, min(behind, start + _LONGEST)) if is_word(text.words[at])]
                yield from _runs(words, self._labels(text, words))

    def _labels(self, text: Text, words: Sequence[int]) -> list[str]:
        if not words:
            return []
        tokens = [text.raw[slice(*text.span(at, at + 1))].translate(_MARKS) or text.words[at] for at in words]
        labels = self._recogniser.predict_sentence(tokens)
        return labels if len(labels) == len(words) else []


def _runs(words: Sequence[int], labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Neighbouring tokens that bear one name."""
    first = behind = -1
    for at, label in zip(words, labels, strict=False):
        if label == "I-LOC" and at == behind:
            behind += 1
            continue
        if first >= 0:
            yield first, behind
        first, behind = (at, at + 1) if label.endswith("-LOC") else (-1, -1)
    if first >= 0:
        yield first, behind
