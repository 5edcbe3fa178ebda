"""Arabic names in Latin letters."""

from __future__ import annotations

import pytest

from gazetteer.romanise import Romaniser


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("الباغوز", "al-Baghuz"),
        ("هجين", "Hjin"),
        ("تل شنان", "Tl Shnan"),
        ("وادي", "Wadi"),
        ("القريّة", "al-Qria"),
        ("مخيم_اليرموك", "Mkhim al-Yrmuk"),
        ("M4", "M4"),
        ("", ""),
    ],
)
def test_letters(name, latin):
    assert Romaniser.load().romanise(name) == latin
