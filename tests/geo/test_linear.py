"""The work for a report grows as its length does, also where one word is repeated a thousand times: counted in lines of code run."""

from __future__ import annotations

import sys

import pytest

from geo.event_lexicon import EventLexicon
from geo.frames import FrameFinder
from geo.pipeline import places_of, process
from geo.reports import report_of
from geo.text import Text

REPEATED = ["قصف ", "قصف حلب وقصفت حماة ", "وقصفت القوات حلب واعتقلت رجلا في حماة بقذيفة ", "اشتباكات بين الطرفين في حلب "]
FRAMES = FrameFinder(EventLexicon.load())


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


@pytest.mark.parametrize("unit", REPEATED)
def test_frames(unit, tools):
    def find(times):
        text = Text.of(unit * times)
        mentions = places_of(text, tools)
        tokens = [(text.token_at(m.start), text.token_at(m.end - 1) + 1) for m in mentions]
        return lines_run(lambda: FRAMES.find(text, mentions, tokens))

    assert find(400) < 5 * find(100)  # four times the text; the square would be sixteen


@pytest.mark.parametrize("unit", REPEATED)
def test_a_whole_report(unit, tools):
    def read(times):
        report = report_of("endless", unit * times).report
        return lines_run(lambda: process(report, tools))

    read(2)  # what is remembered of words
    assert read(120) < 9 * read(30)
