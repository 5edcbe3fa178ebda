"""`--ner camel`: CAMeL's recogniser of named entities, for names of places that the gazetteer lacks. Loaded only when asked for.

The model is not shipped. camel-tools fetches a catalogue from the network when it is imported and finds none; here it is imported with an
empty, valid catalogue in place of a missing one, and a user's own is never touched.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from gazetteer.arabic import ARTICLE, bare
from gazetteer.index import NameIndex
from geo.errors import KharitaError
from geo.mentions import MentionFinder
from geo.options import fitting
from geo.phrases import PROCLITICS
from geo.place_lexicon import PlaceLexicon
from geo.spots import Spot
from geo.text import Text, is_word

_MODEL = Path("data", "ner", "arabert")
_FILES = ("config.json", "vocab.txt")
_EMPTY_CATALOGUE = {"version": "1.6.0", "packages": {}, "components": {}}
_SHORTEST = 3  # letters that remain of a name when a clitic is cut off


class NerError(KharitaError, LookupError):
    """The recogniser cannot be used; the text says what installs it."""


class Recogniser(Protocol):
    """Labels the tokens of sentences: `B-LOC`, `I-LOC` for names of places."""

    def predict(self, sentences: list[list[str]]) -> list[list[str]]:
        """One label a token. A token without a sign that it knows as one is dropped, and its label with it."""


def camel_recogniser() -> Recogniser:
    """CAMeL's recogniser, from the model in `$CAMELTOOLS_DATA` or the user's own camel-tools folder. Opens no connection.

    Raises:
        NerError: the model is not installed, or cannot be loaded.
    """
    model = data_folder() / _MODEL
    if not model.is_dir():
        raise NerError(f"--ner camel needs CAMeL's model, which is not in {model.parent}: install it with  camel_data -i ner-arabert")
    try:
        return _load(model)
    except Exception as error:  # a file that is cut short or spoilt makes each of four libraries raise an error of its own
        why = " ".join(str(error).split())[:200]
        raise NerError(f"{model}: CAMeL's model cannot be loaded ({why}); install it anew with  camel_data -i -f ner-arabert") from error


def _load(model: Path) -> Recogniser:
    for file in _FILES:
        if not (model / file).is_file():  # without them transformers goes on, with a vocabulary and labels of its own
            raise FileNotFoundError(file)
    os.environ.update({"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1"})
    with catalogue_in_place():
        from camel_tools.ner import NERecognizer  # noqa: PLC0415
    recogniser: Recogniser = NERecognizer(str(model))
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
    """The finder of mentions, with what a recogniser finds besides: mostly names without a place, for the user to add."""

    def __init__(self, index: NameIndex, lexicon: PlaceLexicon, recogniser: Recogniser) -> None:
        super().__init__(index, lexicon)
        self._recogniser = recogniser

    def find(self, text: Text) -> tuple[Spot, ...]:
        """All spots of a text, in order, not overlapping; the gazetteer's word counts before the recogniser's."""
        known = super().find(text)
        taken = {token for spot in known for token in range(spot.begin, spot.behind)}
        named = taken | self._blocked(text)
        more: list[Spot] = []
        for first, behind in self._places(text):
            generic = behind == first + 1 and self._generic(text.words[first])
            if named.isdisjoint(range(first, behind)) and not generic and self._leads.read(text, first, (), {}).weight >= 0:
                listed = (first - 2 if text.words[first - 1] in "،," else first - 1) in taken
                more.append(self._named(text, first, behind, listed=listed).in_chain(-1 - len(more)))
                taken.update(range(first, behind))
        return tuple(sorted((*known, *more), key=lambda spot: spot.begin))

    def _places(self, text: Text) -> Iterator[tuple[int, int]]:
        """[first, behind) of every name of a place that the recogniser sees."""
        sentences = [range(first, behind) for first, behind in text.sentences if any(map(is_word, text.words[first:behind]))]
        if not sentences:
            return
        labels = self._recogniser.predict([[_token(text, at) for at in sentence] for sentence in sentences])
        for sentence, found in zip(sentences, labels, strict=True):
            if len(found) == len(sentence):
                yield from _runs((at, label) for at, label in zip(sentence, found, strict=True) if is_word(text.words[at]))

    def _generic(self, word: str) -> bool:
        """Whether a word alone is what places are said with, not a name («المدينة», «شمال»)."""
        lexicon = self._lexicon
        return word in lexicon.cues or word in lexicon.directions or word in lexicon.prepositions or word in lexicon.not_names

    def _named(self, text: Text, first: int, behind: int, *, listed: bool) -> Spot:
        clitic = self._clitic(text.words, first, listed=listed)
        key = " ".join([bare(text.words[first][clitic:]), *map(bare, text.words[first + 1 : behind])])
        return Spot(first=first, behind=behind, clitic=clitic, options=fitting(self._index.met(key), None), reasons=("ner=camel",))

    def _clitic(self, words: Sequence[str], index: int, *, listed: bool) -> int:
        """Letters of a name's first word that are clitics: before an article, before a word that also stands without them, in lists."""
        word, before = words[index], words[index - 1] if index else ""
        if before in self._lexicon.prepositions or before in self._lexicon.cues:
            return 0
        for letters in PROCLITICS:
            rest = word[len(letters) :]
            if not word.startswith(letters) or len(rest) < _SHORTEST:
                continue
            if letters.endswith((ARTICLE, "لل")):
                return len(letters.removesuffix(ARTICLE))
            if (listed and letters == "و") or rest in words or bare(rest) in self._index:
                return len(letters)
        return 0


def _token(text: Text, index: int) -> str:
    """A token as the model is to see it: the letters of a word as they are written, also of one pulled apart; never nothing.

    The model's tokenizer drops marks of direction, controls and unassigned signs, and camel-tools then the label with them.
    """
    word = text.words[index]
    if not is_word(word):
        return word if word.isprintable() and word != "\ufffd" else "."
    written = unicodedata.normalize("NFKC", text.raw[slice(*text.span(index, index + 1))])
    return "".join(sign for sign in written if unicodedata.category(sign) == "Lo") or word


def _runs(labels: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Neighbouring tokens that bear one name."""
    first = behind = -1
    for at, label in labels:
        if label == "I-LOC" and at == behind:
            behind += 1
            continue
        if first >= 0:
            yield first, behind
        first, behind = (at, at + 1) if label.endswith("-LOC") else (-1, -1)
    if first >= 0:
        yield first, behind
