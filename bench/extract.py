"""How fast reports become records on one core, where the time goes, and that memory stays flat.

    python -m bench.extract [--reports 300]

Targets: 150 reports/s on reports of 7.7 kB with the gazetteer loaded (aim 500); memory the same for any number of reports.
The reports are made of the sentences of `examples/`, shuffled with a fixed seed, each with names of its own in it. Dense reports are short
and list villages by the dozen, as daily counts of strikes do: most of their time goes into the places. Times are seconds of the
processor, rates the best of three: other work on the same cores slows them by a third and more.
"""

from __future__ import annotations

import cProfile
import datetime as dt
import io
import json
import platform
import pstats
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from gazetteer.store import load
from geo import events
from geo.api import Recipe, build_tools
from geo.pipeline import Tools, process
from geo.reports import Source, report_of
from geo.runners import run

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports.jsonl"
BYTES = 7_700
SHOWN = 15
FILLER = (
    "وأضاف المصدر أن الأوضاع الإنسانية تزداد صعوبة مع استمرار انقطاع المياه والكهرباء عن معظم الأحياء السكنية.",
    "ودعا المتحدث جميع الأطراف إلى ضبط النفس والعودة إلى طاولة المفاوضات، مؤكداً أن الحل لا يكون إلا سياسياً.",
    "وتعد هذه المرة الثالثة التي تشهد فيها المنطقة توتراً من هذا النوع منذ بداية العام، بحسب ما ذكر ناشطون.",
    "ولم يصدر حتى ساعة إعداد هذا التقرير أي تعليق رسمي من الجهات المعنية حول ما جرى.",
    "ويعاني السكان من نقص حاد في المواد الغذائية والأدوية، في ظل ارتفاع غير مسبوق في الأسعار.",
    "وكانت الأمم المتحدة قد حذرت من تداعيات التصعيد على المدنيين، ولا سيما النساء والأطفال.",
    "وشوهدت سيارات الإسعاف تنقل المصابين إلى المشافي القريبة، بينما واصلت فرق الإنقاذ عملها حتى ساعات المساء.",
    "وقال شهود عيان إن أصوات الانفجارات سُمعت على بعد كيلومترات عدة، وإن أعمدة الدخان غطت السماء.",
)


def reports(count: int, names: list[str]) -> Iterator[Source]:
    """Made-up reports of about 7.7 kB in UTF-8 with some fifteen places each, as real ones have."""
    told = [line for row in EXAMPLES.read_text(encoding="utf-8").splitlines() for line in json.loads(row)["text"].splitlines()]
    chance = random.Random(7)
    for number in range(count):
        own = (f"وقصفت المدفعية بلدة {chance.choice(names)} ومحيط {chance.choice(names)} صباحاً." for _ in range(4))
        lines = [*chance.sample(told, 5), *own]
        while len("\n".join(lines).encode()) < BYTES:
            lines.append(chance.choice(FILLER))
        chance.shuffle(lines)
        yield report_of(f"made-{number}", "\n".join(lines), published=dt.date(2018, 5, 21))


def dense(count: int, names: list[str]) -> Iterator[Source]:
    """Made-up daily counts of about 2 kB: six lines, each a strike on ten places."""
    chance = random.Random(8)
    acts = ("قصف مدفعي استهدف بلدات", "غارات جوية على قرى", "اشتباكات عنيفة على محاور", "قصفت قوات النظام بالصواريخ كلاً من")
    for number in range(count):
        lines = [f"{chance.choice(acts)} {' و'.join(chance.sample(names, 10))} بريف {chance.choice(names)}." for _ in range(6)]
        yield report_of(f"dense-{number}", "\n".join(lines), published=dt.date(2018, 5, 21))


def seconds(call: Callable[[], object], runs: int = 3) -> float:
    """The least processor time of some runs."""
    least = float("inf")
    for _ in range(runs):
        began = time.process_time()
        call()
        least = min(least, time.process_time() - began)
    return least


def rate(tools: Tools, made: list[Source]) -> float:
    """Reports a second of the processor."""
    return len(made) / seconds(lambda: [process(source.report, tools) for source in made])


def handed_on(made: list[Source]) -> float:
    """Milliseconds a report that the main process spends when others do the work: how many of them it can keep busy."""
    began = time.process_time()
    count = sum(1 for _ in run(made, Recipe(), 2))
    return (time.process_time() - began) / count * 1000


def peak(tools: Tools, count: int, names: list[str]) -> float:
    """Megabytes at most allocated while `count` reports pass by."""
    tracemalloc.start()
    for source in reports(count, names):
        process(source.report, tools)
    top = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return top / 1e6


@click.command()
@click.option("--reports", "count", default=300, show_default=True)
def main(count: int) -> None:
    """Measure and print."""
    made_of = "sources" if (events.__file__ or "").endswith(".py") else "compiled steps"
    print(f"Python {platform.python_version()} at {sys.base_prefix}, {made_of}")
    began = time.process_time()
    gazetteer = load(user_layer=None)
    tools = build_tools(gazetteer)
    print(f"gazetteer and tools       {time.process_time() - began:8.2f} s")
    names = [place.name_ar for place in gazetteer.places.values() if place.name_ar]
    made = list(reports(count, names))
    print(f"extract, one core         {rate(tools, made):8.0f} reports/s of {BYTES / 1000:.1f} kB")
    lists = list(dense(count, names))
    size = sum(len(source.report.text or "") for source in lists) / len(lists) * 2 / 1000
    print(f"dense lists, one core     {rate(tools, lists):8.0f} reports/s of {size:.1f} kB, 66 names each")
    print(f"--jobs, main process      {handed_on(made):8.2f} ms a report")
    print(f"memory for {count // 10:>5} reports  {peak(tools, count // 10, names):8.1f} MB")
    print(f"memory for {count:>5} reports  {peak(tools, count, names):8.1f} MB")
    profile = cProfile.Profile()
    profile.runcall(rate, tools, made[: max(20, count // 10)])
    out = io.StringIO()
    pstats.Stats(profile, stream=out).sort_stats("tottime").print_stats(SHOWN)
    print("\n".join(line.replace(str(Path(__file__).parents[1]), ".") for line in out.getvalue().splitlines() if line.strip()))


if __name__ == "__main__":
    sys.exit(main())
