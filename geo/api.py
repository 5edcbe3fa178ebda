"""The Python interface: reports in, extraction records out. Composition root: here the steps meet the gazetteer.

>>> for record in extract(["reports/"], published=date(2018, 5, 21)):
...     for event in record.events:
...         print(event.kind, event.start)
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from gazetteer.store import Gazetteer, load
from geo.casualties import CasualtyGrammar
from geo.containment import Containment
from geo.dates import DateGrammar
from geo.errors import ReportError
from geo.events import EventFinder
from geo.glued_names import glued_names
from geo.literal import LiteralReader
from geo.locations import Locator
from geo.mentions import MentionFinder
from geo.models import Engine, Extraction
from geo.named_roads import NamedRoads
from geo.numbers import NumberGrammar
from geo.pipeline import Tools, process
from geo.place_lexicon import PlaceLexicon
from geo.relations import RelationReader
from geo.reports import Source, read
from geo.resolution import Resolver
from geo.text import WordSets

__all__ = ["Recipe", "build_tools", "extract", "process", "sources_of", "tools_of"]

_K = TypeVar("_K")
_V = TypeVar("_V")
_REMEMBERED = 100_000  # reports among which a duplicate is noticed: bounds the memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What tools are made from: a few words that travel to a worker process in place of the tools.

    Attributes:
        layers: gazetteer files above the shipped places and the user's own.
        shapes: whether relations become areas and lines, or points with a radius only.
        ner: `none`, or `camel` for the names that CAMeL's recogniser finds and the gazetteer lacks.
    """

    layers: tuple[Path, ...] = ()
    shapes: bool = True
    ner: str = "none"


def tools_of(recipe: Recipe) -> Tools:
    """Load the gazetteer and build the tools that a recipe names.

    Raises:
        GazetteerFileError: a layer has faults.
        KharitaError: `ner` is not installed; the text says how.
    """
    return build_tools(load(recipe.layers), shapes=recipe.shapes, ner=recipe.ner)


def build_tools(gazetteer: Gazetteer, *, shapes: bool = True, ner: str = "none") -> Tools:
    """Everything that `process` needs, from a gazetteer. Takes about a second; make it once.

    Args:
        gazetteer: the places to resolve against.
        shapes: whether relations become areas and lines («ريف X الجنوبي»), or points with a radius only.
        ner: see `Recipe`.

    Raises:
        NerError: the recogniser asked for is not installed.
    """
    collecting = gc.isenabled()
    gc.disable()  # half a million small objects at once, none of them garbage
    try:
        return _tools(gazetteer, shapes=shapes, ner=ner)
    finally:
        if collecting:
            gc.enable()


def _tools(gazetteer: Gazetteer, *, shapes: bool, ner: str) -> Tools:
    words = PlaceLexicon.load()
    places = dict(gazetteer.places)
    numbers = NumberGrammar.load()
    finder, dates, events = _finder(gazetteer, words, ner), DateGrammar.load(), EventFinder.load()
    casualties = CasualtyGrammar.load(numbers)
    steps = (finder, numbers, dates, casualties, events)
    return Tools(
        places=places,
        finder=finder,
        resolver=Resolver(Containment(places), words),
        relations=RelationReader(words),
        roads=NamedRoads(places.values(), words),
        literal=LiteralReader(words),
        locator=Locator(places),
        dates=dates,
        numbers=numbers,
        casualties=casualties,
        events=events,
        word_sets=WordSets((words for step in steps for words in step.word_sets), glued_names(gazetteer.index, words)),
        engine=Engine(kharita=_version(), gazetteer=gazetteer.version, ner=ner),
        shapes=shapes,
    )


def _finder(gazetteer: Gazetteer, words: PlaceLexicon, ner: str) -> MentionFinder:
    if ner == "none":
        return MentionFinder(gazetteer.index, words)
    from geo.ner import NerFinder, camel_recogniser  # noqa: PLC0415  (loads PyTorch)

    return NerFinder(gazetteer.index, words, camel_recogniser())


def extract(
    inputs: Sequence[str],
    *,
    published: dt.date | None = None,
    recipe: Recipe | None = None,
    jobs: int = 1,
    on_error: Callable[[ReportError], None] | None = None,
) -> Iterator[Extraction]:
    """Read reports and extract them, one record for each, in the order of the inputs.

    The gazetteer is loaded once; nothing of a report is kept after its record was given out.

    Args:
        inputs: paths of files or folders, or `-` for standard input; extraction records in them are passed on as they are.
        published: the day of publication for reports that do not say theirs.
        recipe: gazetteer layers and options.
        jobs: local processes; the records are the same whatever the number.
        on_error: what to do with a report that cannot be read; None raises its error.

    Raises:
        ReportError: a report cannot be read, and `on_error` is None.
        GazetteerFileError: a gazetteer layer has faults.
    """
    from geo.runners import run  # noqa: PLC0415  (a runner makes tools with this module)

    return run(sources_of(inputs, published, on_error), recipe or Recipe(), jobs)


def sources_of(
    inputs: Sequence[str], published: dt.date | None = None, on_error: Callable[[ReportError], None] | None = None
) -> Iterator[Source]:
    """The reports of the inputs, the unreadable ones handed to `on_error`, repeated ones with a notice."""
    return _with_repeats_noticed(_readable(read(inputs, published), on_error))


def _readable(found: Iterable[Source | ReportError], on_error: Callable[[ReportError], None] | None) -> Iterator[Source]:
    for item in found:
        if isinstance(item, Source):
            yield item
        elif on_error is None:
            raise item
        else:
            on_error(item)


def _with_repeats_noticed(sources: Iterable[Source]) -> Iterator[Source]:
    """Say of a report that its text, or its id, was there before."""
    texts: dict[bytes, str] = {}
    ids: dict[str, bytes] = {}
    for source in sources:
        digest, identity = bytes.fromhex(source.report.sha256)[:12], source.report.id
        notices = source.notices
        if source.record is None and digest in texts and source.report.text:
            notices = (*notices, f"the same text as report {texts[digest]}")
        elif source.record is None and ids.get(identity, digest) != digest:
            notices = (*notices, f"another report has the id {identity} too")
        _remember(texts, digest, identity)
        _remember(ids, identity, digest)
        yield replace(source, notices=notices)


def _remember(seen: dict[_K, _V], key: _K, value: _V) -> None:
    seen.setdefault(key, value)
    if len(seen) > _REMEMBERED:
        del seen[next(iter(seen))]


def _version() -> str:
    try:
        return version("kharita")
    except PackageNotFoundError:
        return "0"
