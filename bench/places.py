"""How fast names become places: loading, looking a name up, scanning a text, resolving what was found.

    python -m bench.places [--reports 100]

Targets: load below 0.3 s; a lookup below 20 µs with an exact spelling, 1 ms with a misspelling; scan + resolution + relations 300 reports/s
of 7.7 kB on one core; the scan alone as fast as flashgeotext's on the same text and names (compared where that is installed).
Reports are made of names of the gazetteer and filler sentences, with a fixed seed. Times are seconds of the processor.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import click

from bench.extract import BYTES, FILLER, seconds
from bench.gazetteer import misspelt
from gazetteer.models import SETTLEMENT_KINDS
from gazetteer.spelling import key_of
from gazetteer.store import Gazetteer, load
from geo.api import build_tools
from geo.pipeline import Tools
from geo.text import Text

SENTENCES = (
    "وقصفت المدفعية بلدة {} ومحيط {} صباح اليوم.",
    "واندلعت اشتباكات عنيفة على محاور {} و{} و{} منذ ساعات الفجر.",
    "ووصلت تعزيزات إلى مدينة {} قادمة من {}.",
    "كما استهدفت الغارات قرية {} وأطراف {}.",
)
SPOKEN = 4  # sentences with names in a report, about a dozen mentions


def texts(count: int, names: Sequence[str]) -> list[str]:
    """Made-up reports of about 7.7 kB in UTF-8 with a dozen names each."""
    dice, made = random.Random(11), []
    for _ in range(count):
        lines = [sentence.format(*(dice.choice(names) for _ in range(sentence.count("{}")))) for sentence in dice.sample(SENTENCES, SPOKEN)]
        while len("\n".join(lines).encode()) < BYTES:
            lines.append(dice.choice(FILLER))
        dice.shuffle(lines)
        made.append("\n".join(lines))
    return made


def scan(tools: Tools, made: Sequence[str]) -> None:
    """Fold, cut and find names."""
    for text in made:
        tools.finder.find(Text.of(text))


def places(tools: Tools, made: Sequence[str]) -> None:
    """The scan with resolution and relations."""
    for raw in made:
        text = Text.of(raw)
        tools.relations.read(text, tools.resolver.resolve(text, tools.finder.find(text)))


def flashgeotext(gazetteer: Gazetteer, made: Sequence[str]) -> float | None:
    """Processor seconds of flashgeotext with the same names; None when it is not installed."""
    try:
        from flashgeotext.geotext import GeoText, GeoTextConfiguration  # noqa: PLC0415
        from flashgeotext.lookup import LookupData  # noqa: PLC0415
    except ImportError:
        return None
    finder = GeoText(GeoTextConfiguration(use_demo_data=False))
    data = {place.id: sorted({place.name_ar, *place.alt_ar}) for place in gazetteer.places.values() if place.name_ar}
    finder.add(LookupData(name="places", data=data))
    return seconds(lambda: [finder.extract(input_text=text) for text in made])


@click.command()
@click.option("--reports", "count", default=100, show_default=True)
def main(count: int) -> None:
    """Measure and print a table."""
    load(user_layer=None)
    loading = seconds(lambda: load(user_layer=None).index, 5)
    gazetteer = load(user_layer=None)
    tools = build_tools(gazetteer, shapes=False)
    dice = random.Random(5)
    names = sorted({p.name_ar for p in gazetteer.places.values() if p.kind in SETTLEMENT_KINDS and len(key_of(p.name_ar)) > 4})
    wrong = [misspelt(name, dice) for name in dice.sample(names, 500)]
    made = texts(count, names)
    gazetteer.index.close(key_of(wrong[0]))
    print(f"load with its index                  {loading:10.3f} s ({len(gazetteer.places)} places)")
    for title, call, asked in (
        ("lookup, exact spelling", gazetteer.index.lookup, names),
        ("close spellings of a misspelling", lambda name: gazetteer.index.close(key_of(name)), wrong),
        ("find, misspelling", gazetteer.find, wrong),
    ):
        taken = seconds(lambda call=call, asked=asked: [call(name) for name in asked]) / len(asked)  # type: ignore[misc]
        print(f"{title:36} {taken * 1e6:10.1f} µs")
    rival = flashgeotext(gazetteer, made)
    for title, taken in (
        ("scan", seconds(lambda: scan(tools, made))),
        ("scan + resolution + relations", seconds(lambda: places(tools, made))),
        ("flashgeotext, scan", rival),
    ):
        print(f"{title:36} " + (f"{count / taken:10.0f} reports/s of {BYTES / 1000:.1f} kB" if taken else "not installed"))


if __name__ == "__main__":
    main()
