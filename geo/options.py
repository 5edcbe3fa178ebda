"""What the places that a name may mean tell of it: its article, its noun, whether it is a state's."""

from __future__ import annotations

from collections.abc import Mapping

from gazetteer.arabic import ARTICLE, bare, begins_with_article, fold_word
from gazetteer.index import HEADLESS, Met, kind_bonus
from gazetteer.models import Place, PlaceKind

_ARTICLE_DIFFERS, _ARTICLE_MISSING = -1.2, -0.9
# Cues that a country may follow under its name; behind others it is an adjective.
_COUNTRY_CUES = frozenset({"country", "region", "countryside", "foreign_place", "front"})


def region_called(place: Place, form: str) -> bool:
    """Whether a region is called just so, by its name or for short («في الغوطة»، «في البادية»)."""
    return place.kind is PlaceKind.REGION and any(fold_word(name) == form for name in (place.name_ar, *place.alt_ar))


def of_noun(options: tuple[Met, ...], noun: str, synonyms: Mapping[str, str]) -> tuple[Met, ...]:
    """Options without buildings called by another noun («مفرق صيدنايا» is not «سجن صيدنايا»); `synonyms`: bare noun → its group."""
    wanted = synonyms.get(bare(noun), bare(noun))
    return tuple(met for met in options if not met.how & HEADLESS or called(met, wanted, synonyms))


def called(met: Met, noun: str, synonyms: Mapping[str, str]) -> bool:
    """Whether some name of a place begins with this noun, or one of this group."""
    firsts = (bare(fold_word(name).split()[0]) for name in (met.place.name_ar, *met.place.alt_ar))
    return any(synonyms.get(first, first) == noun for first in firsts)


def ends_in(met: Met, word: str) -> bool:
    """Whether some name of a place ends in this very word, without an article."""
    return any(fold_word(name).split()[-1:] == [word] for name in (met.place.name_ar, *met.place.alt_ar))


def article_weight(options: tuple[Met, ...], level: int, *, definite: bool) -> float:
    """What speaks against a single word that has its article otherwise than the name («سفيرة» is hardly «السفيرة»)."""
    if level:
        return _ARTICLE_DIFFERS if all(definite != met.place.name_ar.startswith(ARTICLE) for met in options) else 0.0
    names = (name for met in options for name in (met.place.name_ar, *met.place.alt_ar))
    return _ARTICLE_MISSING if all(definite != begins_with_article(name) for name in names) else 0.0


def has_article(word: str) -> bool:
    """Whether a folded word has the article («الي» and «الا» have not)."""
    return bare(word) != word


def only_country(options: tuple[Met, ...]) -> bool:
    """Whether a name can only be a country's."""
    return all(met.place.kind is PlaceKind.COUNTRY for met in options)


def abroad(options: tuple[Met, ...]) -> bool:
    """Whether a name can only be a state's or a foreign town's: where states confer («مسار أستانا»)."""
    return all(met.place.kind in (PlaceKind.COUNTRY, PlaceKind.FOREIGN_PLACE) for met in options)


def adjective(options: tuple[Met, ...], kind: str | None, *, definite: bool) -> bool:
    """Whether a country's name is an adjective: behind a cue («مدينة سورية»، «قاعدة تركية»), or with an article that it never has."""
    if not only_country(options):
        return False
    if kind is not None and kind not in _COUNTRY_CUES:
        return True
    return definite and not any(begins_with_article(met.place.name_ar) for met in options)


def fitting(options: tuple[Met, ...], kind: str | None) -> tuple[Met, ...]:
    """Options without those whose name lacks its generic noun, unless the text gives it («الساعة» is no square, «دوار الساعة» is)."""
    if not any(met.how & HEADLESS for met in options):
        return options
    found = tuple(met for met in options if not met.how & HEADLESS or kind_bonus(met.place.kind, kind) > 0)
    return found or tuple(met for met in options if quarter(met, kind))


def quarter(met: Met, kind: str | None) -> bool:
    """Whether a quarter is named without its noun behind «منطقة» («منطقة الصناعة» is «حي الصناعة»)."""
    return kind == PlaceKind.REGION and met.place.kind is PlaceKind.NEIGHBOURHOOD and bool(met.how & HEADLESS)
