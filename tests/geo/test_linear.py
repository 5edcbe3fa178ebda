"""The work for a report grows as its length does, also where one word is repeated a thousand times.

It is counted in lines of code run, which are the same on every machine; what is done inside one line (slices, sorting) only the clock sees,
which is asked with so wide a margin, and so often, that no busy machine can fail it.
"""

from __future__ import annotations

import sys
import time

import pytest

from geo.event_lexicon import EventLexicon
from geo.frames import FrameFinder
from geo.pipeline import places_of, process
from geo.reports import report_of
from geo.text import Text

FRAMED = ["قصف ", "قصف حلب وقصفت حماة ", "وقصفت القوات حلب واعتقلت رجلا في حماة بقذيفة ", "اشتباكات بين الطرفين في حلب "]
REPEATED = [
    *FRAMED,
    # signs and letters
    "ا", "و", "ـ.", "ـ ـ", "#", "\n", "(", "«", "ﻻ", "\u064b",
    # places
    "حلب ", "وحلب", "بين حلب و", "قرية ", "قرية تل ", "ريف ", "قرية الباغور ", "قرية عناب ", "على بعد 10 كم شمال حلب ", "ريف حلب الجنوبي، ",
    # events, and dates of them
    "قصف حلب ", "أمس ", "أمس قصفت حلب ", "قصفت المدفعية بلدة سرمين. ", "اقرأ أيضا: قصف حلب\n",
    # numbers
    "3 ", "- 4\n", "غادرت 3 حافلات حلب ", "وصلت 3 حافلات. ",
    # people killed
    "قتل 3 مدنيين ", "قتل 3 مدنيين في حلب ", "قصفت حلب وقتل 3 مدنيين ", "خلال أسبوع قتل 3 مدنيين. ", "توفي طفل نتيجة البرد ", "قتل رجل بالرصاص إثر شجار ",
    # who says so
    "وقال المرصد إن ", "وأضاف أن ", "الذي نفى القصف ", "بحسب المرصد قصفت حلب ", "نفت سانا خروج حافلات من حلب. ", "من المتوقع أن تقصف القوات حلب ",
    "اتهمت الفصائل النظام بقصف حلب ", "بحسب المصدر؛ ", "أنباء عن إصابات ",
]  # fmt: skip
SHORT = 750  # letters; four times as many are more than every window of words that the steps look through
FRAMES = FrameFinder(EventLexicon.load())


def repeated(unit: str, letters: int) -> str:
    return unit * max(1, letters // len(unit))


def lines_run(call) -> int:
    """How many lines, and rounds of comprehensions, a call runs: the same on every machine."""
    count = 0

    def trace(_frame, event, _arg):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def seconds(call) -> float:
    """The processor's time for a call: the less of two."""
    taken = []
    for _ in range(2):
        begun = time.process_time()
        call()
        taken.append(time.process_time() - begun)
    return min(taken)


@pytest.mark.parametrize("unit", FRAMED)
def test_frames(unit, tools):
    def find(times):
        text = Text.of(unit * times)
        mentions = places_of(text, tools)
        tokens = [(text.token_at(m.start), text.token_at(m.end - 1) + 1) for m in mentions]
        return lines_run(lambda: FRAMES.find(text, mentions, tokens))

    assert find(400) < 5 * find(100)  # four times the text; the square would be sixteen


@pytest.mark.parametrize("unit", REPEATED)
def test_a_whole_report(unit, tools):
    def read(letters):
        report = report_of("endless", repeated(unit, letters)).report
        process(report, tools)  # what is remembered of words
        return lines_run(lambda: process(report, tools))

    assert read(4 * SHORT) < 6 * read(SHORT)  # the square would be sixteen


@pytest.mark.parametrize("unit", REPEATED)
def test_by_the_clock(unit, tools):
    short, long = (report_of("endless", repeated(unit, letters)).report for letters in (SHORT, 16 * SHORT))

    def grows_as_the_text() -> bool:
        return seconds(lambda: process(long, tools)) < 64 * seconds(lambda: process(short, tools))  # the square would be 256

    assert any(grows_as_the_text() for _ in range(4))
