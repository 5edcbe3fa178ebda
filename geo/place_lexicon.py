"""The words around place names, read once from the tables in `geo/lexicon/` and `gazetteer/data/`."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.arabic import ARTICLE, bare, fold_word
from gazetteer.spelling import data_rows, key_of
from geo.lexicon import rows
from geo.phrases import PROCLITICS, PhraseTable

_EXACT = frozenset({"phrase", "outlet"})  # of the names that are no places: those whose articles count
_WITHOUT_ARTICLE = 3  # in `ordinary_names.csv`: an ordinary word only where the article is missing


@dataclass(frozen=True, slots=True)
class Cue:
    """A generic noun: the kind of place that it announces, whether one name or several follow, whether it is listed in this very form."""

    kind: str
    number: str
    listed: bool = False


@dataclass(frozen=True, slots=True)
class PlaceLexicon:
    """What the recogniser of place mentions knows of Arabic.

    Attributes:
        cues: token (with or without clitics and article) → (letters of clitic, cue).
        blocked: names of organisations, media and operations that hold place names.
        sayings: phrases that hold the letters of a name, with the articles as they are («من باب الاحتياط», but «من الباب»), and papers and
            channels whose name may also be meant as it says («حلب اليوم»).
        heads: bare nouns that make the name behind them no place («لواء القدس») → what they make of it.
        persons: titles and first names, bare.
        kunyas: words that with the name behind them name a person («أبو خالد»).
        tails: folded words that make the name before them part of another one («إدلب الإعلامي»).
        not_names: folded words that follow a cue without being a name.
        prepositions: folded words that stand before places.
        firm: those of them behind which hardly anything but a place stands («أهالي الباب»).
        inside: folded common words that are towns behind «في» and «إلى» («في الطبقة»).
        loose: folded words before which as well something else than a place may stand («خسارة الباب», «فوق الباب») → what they are.
        deeds: folded words behind which, in a list, a common word before them was a verb («نجم عن ذلك», «ودمر لهم»).
        of_office: folded adjectives of an office, not of the town before them («رئيس بلدية نصيب السابق»).
        numbers: folded numerals, which are no items of a list of places.
        everywhere: keys of names that parts of many towns bear («الحي الشمالي», «سوق الغنم»).
        days: folded words of days and their parts, with their article («الأحد»، «الليلة»).
        taking: folded verbs and their nouns that take a place as their object («قصف الطيران الباب»).
        middles: bare nouns that go on the name of a brigade («كتيبة أحرار درعا»).
        virtues: bare common words that places are often named after («حي السلام»).
        qualifiers: folded adjectives that end names («الغارية الشرقية») → whether they may also tell a side («محيط القرية الغربي»).
        speech: folded verbs of saying.
        verbal: folded cues that are also verbs («سد المتظاهرون الطريق») → whether a name behind them needs more that says place.
        faculties: folded words that schools and colleges are called after («كلية الآداب»).
        directions: folded words → compass point.
        borders: those of the relations that tell of a border.
        relations: phrases such as «بالقرب من» → type of relation.
        ordinary: bare names that are also ordinary words → 1 (also a word), 2 (a common word), 3 (a word where it lacks its article).
        whole: folded words that only look like a proclitic and a name («لعبة»).
        given: folded first names of people.
        openers: folded words that begin names of two words and nothing else («كر زيرو»).
        named: definite nouns with an adjective that are a name («المدينة الصناعية») → kind of place.
        synonyms: bare nouns of buildings → what they have in common («مشفى», «مستشفى»).
        naming: bare nouns behind which a word with its article is a name («دوار الحلبي»).
        honorifics: folded titles of those whom buildings are called after («مدرسة الشهيد كذا»).
        units: bare nouns of army units, which are places only where something says so («من اللواء 52», not «شكل الفرقة الأولى»).
    """

    cues: dict[str, tuple[int, Cue]]
    blocked: PhraseTable[str]
    sayings: PhraseTable[str]
    heads: dict[str, str]
    persons: frozenset[str]
    kunyas: frozenset[str]
    tails: frozenset[str]
    not_names: frozenset[str]
    prepositions: dict[str, str]
    firm: frozenset[str]
    inside: frozenset[str]
    loose: dict[str, str]
    deeds: frozenset[str]
    of_office: frozenset[str]
    numbers: frozenset[str]
    everywhere: frozenset[str]
    days: frozenset[str]
    taking: frozenset[str]
    middles: frozenset[str]
    virtues: frozenset[str]
    qualifiers: dict[str, bool]
    speech: frozenset[str]
    verbal: dict[str, bool]
    faculties: frozenset[str]
    directions: dict[str, str]
    borders: PhraseTable[str]
    relations: PhraseTable[str]
    banks: frozenset[str]
    centres: frozenset[str]
    distance_units: dict[str, float]
    ordinary: dict[str, int]
    common: frozenset[str]
    whole: frozenset[str]
    given: frozenset[str]
    honorifics: frozenset[str]
    openers: frozenset[str]
    named: PhraseTable[str]
    synonyms: dict[str, str]
    naming: frozenset[str]
    units: frozenset[str]

    def level(self, key: str, *, definite: bool) -> int:
        """How ordinary a name is as words: 0 not, 1 also a word or a person's name, 2 a common word.

        Args:
            key: the bare name.
            definite: whether the text gives it with its article («الهند» is a country, «هند» a woman).
        """
        known = self.ordinary.get(key)
        if known == _WITHOUT_ARTICLE:
            return int(not definite)
        if known is not None:
            return known
        head, _, rest = key.partition(" ")
        if rest:
            person = rest in self.given and (head in self.persons or self.heads.get(head) == "person")
            return int(person or head in self.given or head in self.units)
        return 2 * (key in self.common)

    @staticmethod
    def load() -> PlaceLexicon:
        """Read the shipped tables."""
        return PlaceLexicon(
            cues=_cues(),
            blocked=PhraseTable((row["form"], row["what"]) for row in rows("not_places") if row["what"] not in _EXACT),
            sayings=PhraseTable(((row["form"], row["what"]) for row in rows("not_places") if row["what"] in _EXACT), exact_article=True),
            heads={bare(fold_word(row["form"])): row["what"] for row in rows("name_heads")},
            persons=frozenset(bare(fold_word(row["form"])) for row in rows("person_cues") if row["what"] != "kunya"),
            kunyas=frozenset(fold_word(row["form"]) for row in rows("person_cues") if row["what"] == "kunya"),
            tails=frozenset(fold_word(row["form"]) for row in rows("name_tails")),
            not_names=frozenset(fold_word(row["form"]) for row in rows("after_cue_not_name")),
            prepositions={fold_word(row["form"]): row["meaning"] for row in rows("place_prepositions")},
            firm=frozenset(fold_word(row["form"]) for row in rows("place_prepositions") if row["firm"]),
            inside=frozenset(fold_word(row["form"]) for row in rows("towns_behind_in")),
            loose={fold_word(row["form"]): row["what"] for row in rows("loose_place_words")},
            deeds=frozenset(fold_word(row["form"]) for row in rows("behind_verbs")),
            of_office=frozenset(fold_word(row["form"]) for row in rows("office_adjectives")),
            numbers=frozenset(fold_word(row["form"]) for row in rows("number_words") if row["kind"] != "fraction"),
            everywhere=frozenset(key_of(row["form"]) for row in rows("everywhere_names")),
            days=frozenset(fold_word(row["form"]) for name in ("weekdays", "day_parts", "relative_days") for row in rows(name)),
            taking=frozenset(fold_word(row["form"]) for row in rows("place_objects")),
            middles=frozenset(bare(fold_word(row["form"])) for row in rows("brigade_words")),
            virtues=frozenset(bare(fold_word(row["form"])) for row in rows("virtue_names")),
            qualifiers={fold_word(row["form"]): bool(row["side"]) for row in rows("name_qualifiers")},
            speech=frozenset(fold_word(row["form"]) for row in rows("said_verbs") if row["kind"] == "say"),
            verbal={fold_word(row["form"]): bool(row["needs_place"]) for row in rows("cues_like_verbs")},
            faculties=frozenset(fold_word(row["form"]) for row in rows("faculties")),
            directions={fold_word(row["form"]): row["point"] for row in rows("directions")},
            borders=_relations("border"),
            relations=_relations(),
            centres=frozenset(fold_word(row["form"]).split()[0] for row in rows("relation_words") if row["type"] == "centre"),
            banks=frozenset(fold_word(row["form"]) for row in rows("relation_words") if row["type"] == "bank"),
            distance_units={fold_word(row["form"]): float(row["metres"]) for row in rows("distance_units")},
            ordinary={key_of(row["form"]): int(row["level"]) for row in data_rows("ordinary_names")},
            common=_common(),
            whole=frozenset(fold_word(row["form"]) for row in rows("whole_words")),
            given=frozenset(fold_word(row["form"]) for row in rows("given_names")),
            openers=frozenset(fold_word(row["form"]) for row in rows("name_openers")),
            named=PhraseTable(((row["form"], row["kind"]) for row in rows("named_nouns")), exact_article=True),
            synonyms={bare(fold_word(row["form"])): row["group"] for row in rows("noun_synonyms")},
            honorifics=frozenset(fold_word(row["form"]) for row in rows("honorifics")),
            naming=frozenset(bare(fold_word(row["form"])) for row in rows("naming_nouns")),
            units=frozenset(bare(fold_word(row["form"])) for row in rows("unit_nouns")),
        )


def _relations(*types: str) -> PhraseTable[str]:
    """The phrases that tell of a position, all or those of some types."""
    wanted = (row for row in rows("relation_words") if not types or row["type"] in types)
    return PhraseTable(((row["form"], row["type"]) for row in wanted), exact_article=True)


def _cues() -> dict[str, tuple[int, Cue]]:
    """Every way in which a generic noun may stand in a text: with its article, with proclitics."""
    table: dict[str, tuple[int, Cue]] = {}
    whole = {fold_word(row["form"]) for row in rows("whole_words")}
    for row in (*data_rows("generic_nouns"), *({**row, "kind": "facility"} for row in rows("building_nouns"))):
        cue = Cue(row["kind"], row["number"])
        stem = bare(fold_word(row["form"]))
        for clitic in ("", ARTICLE, *PROCLITICS):
            if clitic + stem not in whole:  # «كتل» are blocs, not «like a hill»
                table.setdefault(clitic + stem, (0 if clitic == ARTICLE else len(clitic), cue))
    for row in data_rows("generic_nouns"):  # the noun as it is listed wins over a clitic reading of another one
        form = fold_word(row["form"])
        table[form] = (0, Cue(row["kind"], row["number"], listed=True))
    return table


def _common() -> frozenset[str]:
    """Common words, folded and bare."""
    return frozenset(bare(fold_word(row["form"])) for row in rows("common_words"))
