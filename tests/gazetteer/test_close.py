"""Close keys: the parts that keys share find all that comparing with every key finds, and nothing else."""

from __future__ import annotations

import random

from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from gazetteer.close import CloseKeys

LETTERS = "ابتد "
keys = st.text(LETTERS, min_size=1, max_size=14)


def brute(known: set[str], key: str, reach: int) -> dict[str, int]:
    return {other: edits for other in known if (edits := OSA.distance(key, other)) <= reach}


@given(st.sets(keys, max_size=60), keys, st.sampled_from([1, 2]))
@example({"باتدبا", "ابتدبا"}, "اتبدبا", 1)
def test_finds_what_comparing_with_all_finds(known: set[str], key: str, reach: int) -> None:
    found = CloseKeys(known).within(key, reach)
    assert len(found) == len(dict(found))
    assert dict(found) == brute(known, key, reach)


def edited(key: str, dice: random.Random) -> str:
    at = dice.randrange(len(key))
    letter = dice.choice(LETTERS)
    return dice.choice([
        key[:at] + key[at + 1 :], key[:at] + letter + key[at:], key[:at] + letter + key[at + 1 :],
        key[:at] + key[at + 1 : at + 2] + key[at : at + 1] + key[at + 2 :],
    ])  # fmt: skip


@given(st.text("ابتثجحخدذرزسشص", min_size=2, max_size=16), st.randoms(use_true_random=False))
def test_meets_a_key_behind_any_one_or_two_edits(key: str, dice: random.Random) -> None:
    known = CloseKeys([key])
    once = edited(key, dice)
    twice = edited(once or key, dice)
    assert dict(known.within(once, 1)) == brute({key}, once, 1)
    assert dict(known.within(twice, 2)) == brute({key}, twice, 2)
