"""Stretches answer as going through all of them would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.stretches import Stretches, within

_STRETCHES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=8)


@given(_STRETCHES, st.integers(0, 12))
def test_what_holds_a_place(stretches: list[tuple[int, int]], at: int) -> None:
    holding = [(start, end) for start, end in stretches if start <= at < end]
    asked = Stretches(stretches)
    assert asked.hold(at) == bool(holding)
    assert asked.holding(at) == (holding[0] if holding else None)


@given(_STRETCHES, st.integers(0, 12), st.integers(0, 12))
def test_what_begins_in_a_place(stretches: list[tuple[int, int]], first: int, length: int) -> None:
    assert Stretches(stretches).begin_in(first, first + length) == any(first <= start < first + length for start, _ in stretches)


@given(st.lists(st.integers(0, 9)).map(sorted), st.integers(0, 9), st.integers(0, 9))
def test_what_lies_within(items: list[int], first: int, length: int) -> None:
    assert list(within(items, first, first + length, lambda item: item)) == [item for item in items if first <= item < first + length]
