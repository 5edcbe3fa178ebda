"""The spellings under which one name is looked up: generated variants of Arabic names, and keys for Latin ones.

A *key* is a folded name whose every word has lost its article: «دير الزور» → `دير زور`. What is generated here is orthography (fused and
split compounds, the hamza that many leave out); names in real use are alternatives in the data.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from importlib import resources

from gazetteer.arabic import ARTICLE, bare, fold_word

_WORD = re.compile(r"[\u0621-\u064a]+|[0-9]+|[a-z]+")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_HAMZA = "ء"

# Letters told apart by dots alone, as one letter: typing and reading errors confuse them.
_DOTLESS = str.maketrans("تثنيجخذزشضظغفق" + "ى", "ببببححدرسصطعڡڡ" + "ب")
_SOUND_ALIKE = str.maketrans("طضذظثصقك", "تدزدتسكك")

_LATIN_DIGRAPHS = (
    ("sch", "$"), ("sh", "$"), ("ch", "$"), ("kh", "x"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("ck", "k"),
)  # fmt: skip
_LATIN_LETTERS = str.maketrans({"q": "k", "c": "k", "v": "f", "p": "b", "ş": "$", "ç": "$", "ğ": "", "ı": "", "j": "g", "z": "z"})
_LATIN_DROP = re.compile(r"[aeiouwy'`’ʿʾ‘\-]+")
_LATIN_WORD = re.compile(r"[a-z0-9]+")
_LATIN_SIGNS = str.maketrans("-", " ", "'`’‘ʿʾ")
_SILENT_H = re.compile(r"h\b")
_DOUBLED = re.compile(r"(.)\1+")
_LATIN_ARTICLE = re.compile(r"\b(?:al|el|ad|ed|ar|er|as|es|ash|esh|at|et|an|en|az|ez|ul|l)[- ’']+|\b(?:al|el)(?=[a-z]{3})")
_ARABIC_TO_SKELETON = str.maketrans({
    **dict.fromkeys("اويءعئؤى", ""), "ب": "b", "ت": "t", "ث": "t", "ج": "g", "ح": "h", "خ": "x", "د": "d", "ذ": "d", "ر": "r",
    "ز": "z", "س": "s", "ش": "$", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m",
    "ن": "n", "ه": "h",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Orthography:
    """The words that the generation of variants and the reading of queries need, from the data files.

    Attributes:
        heads: folded first words that writers fuse with the next one, each with what may stand for it.
        nouns: folded generic nouns (مدينة، قرى …) with the place kind that they name.
    """

    heads: dict[str, tuple[str, ...]]
    nouns: dict[str, str]

    @staticmethod
    def load() -> Orthography:
        """Read `compound_heads.csv` and `generic_nouns.csv` as shipped."""
        heads = {}
        for row in data_rows("compound_heads"):
            heads[fold_word(row["form"])] = tuple(fold_word(word) for word in row["also"].split("|") if word)
        nouns = {fold_word(row["form"]): row["kind"] for row in data_rows("generic_nouns")}
        return Orthography(heads=heads, nouns=nouns)


def data_rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of words shipped with the gazetteer."""
    text = resources.files("gazetteer").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def is_arabic(text: str) -> bool:
    """Whether the text holds an Arabic letter."""
    return _ARABIC.search(text) is not None


def key_of(name: str) -> str:
    """The key of an Arabic name: folded, without punctuation, every word without its article."""
    return " ".join(bare(word) for word in _WORD.findall(fold_word(name).lower()))


def variants(name: str, orthography: Orthography) -> tuple[str, ...]:
    """All keys under which an Arabic name is found, its own first.

    Adds fused and split compounds («كفر نبل» / «كفرنبل»), what stands for their first word («أبو» / «البو»), and the forms without hamza.
    """
    return variants_of(key_of(name), orthography)


def variants_of(key: str, orthography: Orthography) -> tuple[str, ...]:
    """`variants` for a name whose key is known."""
    if not key:
        return ()
    words = tuple(key.split())
    keys = dict.fromkeys((key, *(" ".join(form) for form in _first_word_forms(words, orthography))))
    for found in [found for found in keys if _HAMZA in found]:
        keys.setdefault(found.replace(_HAMZA, ""))
    return tuple(keys)


def _first_word_forms(words: tuple[str, ...], orthography: Orthography) -> list[tuple[str, ...]]:
    """Fused and split forms of a compound, and those with another first word."""
    forms: list[tuple[str, ...]] = []
    first, rest = words[0], words[1:]
    if rest and first in orthography.heads:
        forms += [(first + rest[0], *rest[1:]), (first + ARTICLE + rest[0], *rest[1:])]
        for other in orthography.heads[first]:
            forms += [(bare(other), *rest), (other + rest[0], *rest[1:]), (bare(other) + rest[0], *rest[1:])]
        if first.endswith("ه"):  # a ta marbuta inside a fused compound is written ت: «معرتمصرين»
            forms.append((first[:-1] + "ت" + rest[0], *rest[1:]))
    for size in range(2, len(first) - 2):  # a fused head of two letters or more, three or more behind it
        head, tail = first[:size], first[size:]
        if head in orthography.heads:
            forms.append((head, bare(tail), *rest))
            for other in orthography.heads[head]:
                forms += [(bare(other), bare(tail), *rest), (bare(other) + tail, *rest)]
    for index, word in enumerate(words[1:-1], start=1):  # a compound inside: «جسر بيت راس»
        if word in orthography.heads:
            forms.append((*words[:index], word + words[index + 1], *words[index + 2 :]))
    return forms


def dotless(key: str) -> str:
    """What remains of a key without dots and spaces: «الباغور» and «الباغوز» meet."""
    return key.replace(" ", "").translate(_DOTLESS)


def heard(key: str) -> str:
    """A key with letters that sound alike made one."""
    return key.replace(" ", "").translate(_SOUND_ALIKE)


def latin_plain(name: str) -> str:
    """A Latin name in lower case, without accents, apostrophes and articles."""
    text = name.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ş", "sh").replace("ç", "ch"))
        text = "".join(char for char in text if not unicodedata.combining(char))
    text = _LATIN_ARTICLE.sub("", text.translate(_LATIN_SIGNS) + " ")
    return " ".join(_LATIN_WORD.findall(text))


def latin_skeleton(name: str) -> str:
    """The consonants of a Latin name, one letter a sound: "Ma'arrat al-Nu'man" and "Maaret en Numan" meet."""
    text = latin_plain(name)
    for digraph, letter in _LATIN_DIGRAPHS:
        text = text.replace(digraph, letter)
    text = _SILENT_H.sub("", text.translate(_LATIN_LETTERS))
    return _DOUBLED.sub(r"\1", _LATIN_DROP.sub("", text).replace(" ", ""))


def arabic_skeleton(key: str) -> str:
    """The skeleton that a Latin spelling of this Arabic key would have."""
    text = " ".join(word[:-1] if word.endswith("ه") and len(word) > 2 else word for word in key.split())
    return _DOUBLED.sub(r"\1", text.translate(_ARABIC_TO_SKELETON).replace(" ", ""))
