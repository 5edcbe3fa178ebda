"""Finding the expressions that name a place: tokens → spots. Which place a spot means is decided in `geo.resolution`.

A name of the gazetteer is taken when the evidence around it adds up: its own strength (two words are strong, an ordinary word is weak)
and its context (a cue before it, a preposition, its place in a list; against it a title, an organisation). The weights below were set by
reading; the words stand in `geo/lexicon/`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from gazetteer.arabic import ARTICLE, bare, fold_word, is_definite
from gazetteer.index import GENERATED, HEADLESS, Met, NameIndex
from gazetteer.models import ADMIN_KINDS, PlaceKind
from geo.common_towns import CommonTowns
from geo.duals import DualReader
from geo.echoes import EchoReader
from geo.epithets import EpithetReader
from geo.finding import replace
from geo.joined import INNER, JoinedNames, following_word
from geo.leads import BETWEEN, MAX_GAP, OPENING, QUOTES, Lead, LeadReader, is_symbol
from geo.name_forms import FIRST_WORD, NAME, NO_WORD, WORD, NameForms
from geo.options import abroad, adjective, article_weight, ends_in, fitting, has_article, of_noun, only_country, region_called
from geo.page_authors import author_tokens
from geo.phrases import Found
from geo.place_lexicon import PlaceLexicon
from geo.second_look import SecondLook
from geo.spots import Listing, Spot, rather
from geo.text import Text, is_word
from geo.titles import ORGANISED, TitleReader
from geo.unknown_names import NAMING_CUES, UnknownNames, ends_item

# Strength of a name by itself, by its level of ordinariness (0 no ordinary word, 1 also a word, 2 a common word).
_SINGLE = (1.5, 0.4, -0.6)
_COMPOUND = (2.5, 0.6, -0.4)
_THRESHOLD = 1.0
_PREFIX, _FOLLOWED, _PREPOSITION, _NISBA, _BESIDE_COUNTRY = 0.4, 1.1, 0.7, -1.5, 1.0
_SHORT = -1.0
_TOWNS, _KNOWN = frozenset({PlaceKind.CITY, PlaceKind.TOWN}), 3  # towns that people know, by their importance
_WHERE = frozenset({"in", "on", "to", "near", "over", "dir", "of"})  # prepositions behind which no paper or channel stands
_INTO = frozenset({"in", "to", "from"})  # prepositions behind which the area of an operation stands
_DASHES = frozenset("-–—/")
_PEOPLED = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})  # «قلب لوزة» is a village
_APART = INNER | QUOTES
_OUTLETS = frozenset({"outlet", "media"})
_COMMON = 2  # level of ordinariness
_NEVER, _EVENT = 99, "event"  # words of a name; what stands before one
_SETTLED = frozenset({"city", "town", "village", "camp", "neighbourhood", "governorate", "region", "district", "subdistrict"})
# Looked for by their first letter, not by what stands before: that is many times as fast.
_TANWEEN = re.compile("[\u064b-\u064d](?<=[\u0621-\u064a].)")
_ITS = re.compile("\u0627\u0626\u0647(?![\u0621-\u064a])")  # «حلفائه»: folded it could be a name that ends in ta marbuta


class MentionFinder:
    """Finds place names in texts. Holds the name index and the lexicon; no state between texts but the memo of `geo.name_forms`."""

    def __init__(self, index: NameIndex, lexicon: PlaceLexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self._leads = LeadReader(lexicon)
        self._joined = JoinedNames(index, lexicon)
        self._unknown = UnknownNames(index, lexicon, self._joined)
        self._epithets = EpithetReader(index, lexicon)
        self._echoes = EchoReader(lexicon)
        self._towns = CommonTowns(lexicon)
        self._second = SecondLook(index, lexicon)
        self._titles = TitleReader(lexicon)
        self._duals = DualReader(lexicon)
        self._cues = frozenset(lexicon.cues)
        self._forms = NameForms(index, lexicon)

    @property
    def word_sets(self) -> tuple[frozenset[str], ...]:
        """The words that it looks for in every text, beside the names."""
        readers = (self._epithets.words, self._second.words, self._titles.words, *self._duals.words)
        return (self._cues, self._lexicon.middles, *self._lexicon.blocked.word_sets, *readers)

    def find(self, text: Text) -> tuple[Spot, ...]:
        """All spots of a text, in order, not overlapping."""
        blocked, words = self._blocked(text), text.words
        headings, objects = self._leads.headings(text), self._leads.objects(text)
        cued = self._behind_cues(text) | headings.keys()
        stops = self._stops(text, cued, objects)
        spots: list[Spot] = []
        index, chain, listed = 0, 0, -1
        while True:
            if index > listed:  # most words are passed over
                following = bisect_left(stops, index)
                if following == len(stops):
                    break
                index = stops[following]
            elif index >= len(words):
                break
            if index in blocked or (index <= listed and not self._goes_on_list(words, index, spots, cued)):
                index += 1
                continue
            lead = self._leads.read(text, index, spots, headings, objects)
            spot = self._known(text, index, lead, blocked) or self._unknown.read(text, index, lead, blocked)
            if spot is None:
                index += 1
                continue
            if spot.chain is None:
                chain += 1
                spot = spot.in_chain(chain)
            elif spots and spots[-1].chain is not None and spots[-1].chain != spot.chain:
                spot = spot.in_chain(spots[-1].chain)
            spots.append(spot)
            index = spot.behind
            listed = index + MAX_GAP
        found = (*spots, *self._second.find(text, tuple(spots), blocked, objects))
        again = self._echoes.read(text, found, blocked, lambda at: self._leads.read(text, at, (), headings))
        for spot in (*found[len(spots) :], *self._epithets.read(text, tuple(spots), blocked), *again):
            chain += 1
            spots.append(spot.in_chain(chain))
        spots.sort(key=lambda spot: spot.begin)
        return tuple(spots)

    def _stops(self, text: Text, cued: set[int], objects: Mapping[int, str]) -> list[int]:
        """The tokens at which some name may begin outside of a list: names, what follows a cue, and words that only begin a name where
        another word of it follows or a place is told.
        """
        words = text.words
        found = {at for at in cued if self._forms.of(words[at]).promise != NO_WORD}
        for word, indices in text.places.items():
            form = self._forms.of(word)
            if form.promise == NAME:
                found.update(indices)
            elif form.promise == FIRST_WORD:
                seconds = form.seconds
                found.update(
                    at for at in indices if (seconds and following_word(words, at) in seconds) or at in objects or self._placed(words, at)
                )
        return sorted(found)

    def _behind_cues(self, text: Text) -> set[int]:
        """Tokens that follow a cue, or quotes and brackets behind one: what an unknown name needs."""
        words, found = text.words, set()
        for at in text.among(self._cues):
            behind = at + 1
            while behind < len(words) and (words[behind] in OPENING or (words[behind] == "\n" and behind == at + 1)):
                behind += 1
            if behind < len(words):
                found.add(behind)
        return found

    def _goes_on_list(self, words: Sequence[str], index: int, spots: Sequence[Spot], cued: set[int]) -> bool:
        """Whether a look at a token shortly behind a spot can give anything: quick, since most words are no names."""
        promise = self._forms.of(words[index]).promise
        if promise != WORD or index in cued:
            return promise != NO_WORD
        last = spots[-1]  # an unknown name in a list
        beside = index == last.behind or words[index - 1] in BETWEEN or is_symbol(words[index - 1])
        return beside and (last.kind in NAMING_CUES or last.kind is None)

    def _placed(self, words: Sequence[str], index: int) -> bool:
        """Whether a common word may still be a name: a preposition before it, and behind it what contains it or a name beside it."""
        before = words[index - 1] if index else "\n"
        if before in QUOTES and index > 1 and words[index - 2] in self._lexicon.prepositions:  # «بـ"الباب"»
            return True
        if before in self._lexicon.firm or before in self._lexicon.directions or self._towns.inside(words, index):
            return True
        if index + 1 >= len(words) or not (before in self._lexicon.prepositions or before == "\n" or before in self._lexicon.relations):
            return False
        following = words[index + 1]
        if following in self._lexicon.cues or following in self._lexicon.directions or (following == ":" and before == "\n"):
            return True
        return self._joined.beside(words, index + 1, countries=True)

    def _blocked(self, text: Text) -> frozenset[int]:
        """Tokens inside names of organisations, media and operations, and nouns that are no names: with tanween («سفيرًا»), with «his»."""
        hits = (hit for hit in self._lexicon.blocked.scan(text) if not self._zone(text.words, hit))
        sayings = (hit for hit in self._lexicon.sayings.scan(text) if hit.value != "outlet" or not self._happening(text.words, hit))
        sayings = (hit for hit in sayings if not self._longer(text.words, hit))
        inside = {token for hit in (*hits, *sayings) for token in range(hit.first, hit.behind)}
        inside.update(text.token_at(match.end() - 2) for ending in (_TANWEEN, _ITS) for match in ending.finditer(text.raw))
        inside.update(token for at in text.among(self._lexicon.middles) if self._goes_on(text.words, at) for token in (at, at + 1))
        inside.update(self._titles.blocked(text))
        inside.update(self._duals.blocked(text))
        inside.update(author_tokens(text))
        return frozenset(inside)

    def _zone(self, words: Sequence[str], hit: Found[str]) -> bool:
        """Whether the name of an operation is that of the area which it took («منطقة نبع السلام», «إلى نبع السلام»)."""
        if hit.value != "operation" or not hit.first:
            return False
        before = words[hit.first - 1]
        if before in QUOTES and hit.first > 1:
            before = words[hit.first - 2]
        elif self._lexicon.prepositions.get(before) in _INTO or self._lexicon.prepositions.get(before.removeprefix("و")) in _INTO:
            return True
        cue = self._lexicon.cues.get(before)
        return cue is not None and cue[1].kind == PlaceKind.REGION

    def _longer(self, words: Sequence[str], hit: Found[str]) -> bool:
        """Whether the last word of a saying begins a longer name («على باب توما»)."""
        seconds = self._index.second_words.get(words[hit.behind - 1], ()) if hit.value == "phrase" else ()
        return bool(seconds) and following_word(words, hit.behind - 1) in seconds

    def _happening(self, words: Sequence[str], hit: Found[str]) -> bool:
        """Whether what is also the name of a paper or a channel is meant as it says («في حلب اليوم»، «إلى الشرق الأوسط»)."""
        if "ب" in words[hit.first][: hit.clitic]:
            return True
        before = words[hit.first - 1] if hit.first else ""
        cue, prepositions = self._lexicon.cues.get(before), self._lexicon.prepositions
        return (cue is not None and cue[1].kind != "facility") or (prepositions.get(before) or prepositions.get(before[1:])) in _WHERE

    def _goes_on(self, words: Sequence[str], at: int) -> bool:
        """Whether a word goes on the name of a brigade, and with it the next («لواء صقور حمص»)."""
        before = bare(words[at - 1]) if at else ""
        cue = self._lexicon.cues.get(before)
        return self._lexicon.heads.get(before) in ORGANISED or (cue is not None and cue[1].kind == "base")

    # -- names of the gazetteer -------------------------------------------------------------------------------------------------

    def _known(self, text: Text, index: int, lead: Lead, blocked: frozenset[int]) -> Spot | None:
        """The longest name of the gazetteer that begins here and whose evidence suffices."""
        best: Spot | None = None
        readings = self._forms.of(text.words[index]).readings
        following = following_word(text.words, index) if readings else ""
        for clitic, stem in readings:
            least = self._least(text.words, index, clitic)
            definite = is_definite(text.words[index][:clitic], text.words[index][clitic:])
            longer = following in self._index.second_words.get(stem, ())
            for length in self._index.first_words[stem]:
                if length < least or (length > 1 and not longer):
                    continue
                behind = self._behind(text, index, length)
                if behind is None or text.within_figure(index, behind) or not blocked.isdisjoint(range(index, behind)):
                    continue
                key = stem
                if length > 1:
                    key = " ".join([stem, *(bare(w.lower()) for w in text.words[index + 1 : behind] if w not in _APART)])
                if key not in self._index:
                    continue
                if length == 1 and text.words[index][clitic:] in self._lexicon.centres:  # «وسط المدينة» in a list is no «الوسط»
                    continue
                plain = lead.cue is not None and (lead.cue.number != "singular" or lead.kind in ("front", "camp"))
                if length == 1 and text.words[index] in self._lexicon.not_names and (plain or self._indefinite(key, lead, definite)):
                    continue  # «مخيم النازحين» is any, «مدينة منكوبة» is not «المنكوبة»
                if length == 1 and lead.kind in NAMING_CUES and not definite and self._unknown.opens_compound(text.words, index, key):
                    continue  # «قرية كفر كذا» is not «الكفر»
                if length == 1 and key in self._index.orthography.nouns and not self._own_name(text, index, clitic, lead):
                    continue
                options = fitting(self._index.met(key), lead.kind)
                if lead.kind in ("facility", "street") and (noun := self._noun(text.words, index, lead)):
                    options = of_noun(options, noun, self._lexicon.synonyms)
                if length > 1 and stem in self._index.orthography.nouns and _short(options):
                    continue  # «مدينة الباب» is no short form of «صوامع مدينة الباب»
                if plain and length > 1 and any(word[0] == "و" for word in text.words[index + 1 : behind]) and _short(options):
                    continue  # «مقاطعتي الشهباء وعفرين» are two, not «مقاطعة الشهباء وعفرين»
                options = self._namesakes(key, options)
                if not options or (length > 1 and self._construct(text, behind, options)) or (lead.accord and abroad(options)):
                    continue
                if lead.folk and not any(met.place.importance >= _KNOWN for met in options):
                    continue  # «عشائر درعا» names a place, «عشائر الجبور» a tribe that a village is called after
                if length > 1 and self._road_between(text.words, index, behind, options):
                    continue
                if length > 1 and (self._relational(text.words[index][clitic:], options) or self._bordering(text.words, index, behind)):
                    continue
                if length > 1 and lead.kind == "neighbourhood" and plain and text.words[behind - 1] in self._lexicon.directions:
                    continue  # «أحياء حلب الشرقية» are quarters of Aleppo
                if adjective(options, lead.kind, definite=definite and length == 1):
                    continue
                spot = self._weigh(text, index, behind, clitic, key, options, lead)
                if spot is not None and length > 1:
                    spot = replace(spot, behind=self._without_town(text.words, index, behind))
                if spot and (best is None or (spot.behind, best.clitic) > (best.behind, spot.clitic) or rather(spot, best)):
                    best = spot  # «ولبنان» is Lebanon, not «لـ بنان»
                if spot:
                    break
        return best

    def _indefinite(self, key: str, lead: Lead, definite: bool) -> bool:
        """Whether a word behind a noun lacks the article that every place of its name has."""
        return lead.cue is not None and not definite and all(met.place.name_ar.startswith(ARTICLE) for met in self._index.met(key))

    def _least(self, words: Sequence[str], index: int, clitic: int) -> int:
        """How many words a name has at least that begins here: «شمال سوريا» is a place and a relation, «شمال وشرق سوريا» may be a name."""
        directions = self._lexicon.directions
        if words[index][clitic:] not in directions:
            return 1
        return 3 if index + 1 < len(words) and words[index + 1][:1] == "و" and words[index + 1][1:] in directions else _NEVER

    def _without_town(self, words: Sequence[str], index: int, behind: int) -> int:
        """Where a name ends that goes on with the town that it stands in, which is a name of its own («المشفى الوطني في درعا»)."""
        for at in range(index + 1, behind):
            word = words[at]
            if at + 1 < behind and self._lexicon.prepositions.get(word) == "in" and len(word) > 1:
                return at
            towns = self._index.met(bare(word[1:])) if word[0] == "ب" and at + 1 == behind else ()
            if any(met.place.kind in _TOWNS and met.place.importance >= _KNOWN for met in towns):
                return at
        return behind

    def _noun(self, words: Sequence[str], index: int, lead: Lead) -> str:
        """The generic noun right before a name, without its clitics, or ""."""
        at = index - 1 if lead.cue_at is None else lead.cue_at
        found = self._lexicon.cues.get(words[at]) if lead.cue is not None and at >= 0 else None
        return words[at][found[0] :] if found is not None else ""

    def _construct(self, text: Text, behind: int, options: tuple[Met, ...]) -> bool:
        """Whether a name that ends in «المدينة» is really the noun of the next one («سوق مدينة الباب»)."""
        last = text.words[behind - 1]
        following = behind < len(text.words) and is_word(text.words[behind])
        return following and last in self._index.orthography.nouns and not any(ends_in(met, last) for met in options)

    def _namesakes(self, key: str, options: tuple[Met, ...]) -> tuple[Met, ...]:
        """Options of a name that holds its generic noun, and places of that kind whose name lacks it («حي الميدان» is also in Aleppo)."""
        noun, _, rest = key.partition(" ")
        kind = self._index.orthography.nouns.get(noun) if rest and options else None
        if kind is None:
            return options
        known = {met.place.id for met in options}
        more = (met for met in self._index.met(rest) if met.place.kind == kind and not met.how & HEADLESS)
        return (*options, *(met for met in more if met.place.id not in known))

    def _own_name(self, text: Text, index: int, clitic: int, lead: Lead) -> bool:
        """Whether a generic noun is a name here: with its article and a cue, in a list, before what contains it («في التل بريف دمشق»)."""
        letters, form = text.words[index][:clitic], text.words[index][clitic:]
        definite = is_definite(letters, form)
        if self._index.orthography.nouns.get(bare(form)) in _SETTLED and lead.kind not in _PEOPLED:  # «مشفى المدينة»
            written = form if form.startswith(ARTICLE) or not definite else ARTICLE + form
            regions = [met.place for met in self._index.met(bare(form)) if region_called(met.place, written)]
            told = index > 0 and not letters and self._lexicon.loose.get(text.words[index - 1]) == _EVENT  # «ألغام البادية»
            placed = told or lead.placed or lead.chain is not None or letters.endswith(("ال", "لل"))  # «بالغوطة»
            return any(placed or fold_word(place.name_ar) == written for place in regions) and lead.weight >= 0
        return definite and (lead.cue is not None or lead.chain is not None or self._followed(text, index + 1))

    def _road_between(self, words: Sequence[str], index: int, behind: int, options: tuple[Met, ...]) -> bool:
        """Whether «طريق الباب» begins «طريق الباب - حلب», or a name holds such a dash: two places and the road between them."""
        if not _DASHES.isdisjoint(words[index:behind]) and not words[behind - 1].isdigit():  # «M-4»
            return all(met.place.kind is PlaceKind.ROAD for met in options)
        found = self._lexicon.cues.get(words[index])
        at = behind + (behind < len(words) and words[behind] in OPENING)
        if behind - index > 1 and all(met.place.kind is PlaceKind.ROAD for met in options) and self._forms.promise_at(words, at) > WORD:
            return words[at].isascii() or any(word in _DASHES for word in words[at + 1 : at + 3])  # «الطريق الدولي دمشق – حمص»، «… (M5)»
        joined = behind + 1 < len(words) and words[behind] in _DASHES and is_word(words[behind + 1])
        return joined and found is not None and found[1].kind == "road"

    def _relational(self, word: str, options: tuple[Met, ...]) -> bool:
        """Whether a name is a place with a relation («ريف إدلب الجنوبي», «ضفة الفرات») and no official one: the place is what is named."""
        found = self._lexicon.cues.get(word)
        part = found is not None and (found[1].kind == "countryside" or (found[1].kind == "neighbourhood" and found[1].number == "plural"))
        if not part and word not in self._lexicon.banks and word not in self._lexicon.centres:
            return False
        return all(met.place.kind not in ADMIN_KINDS | _PEOPLED for met in options)

    def _bordering(self, words: Sequence[str], index: int, behind: int) -> bool:
        """Whether a name is «الحدود مع تركيا», or the first words of it: the state is what is named, and the border its relation."""
        hit = self._lexicon.relations.at(words, index)
        if hit is None or hit.value != "border":
            return False
        if hit.behind != behind - 1:
            return hit.behind > behind
        state, definite = self._index.met(bare(words[hit.behind])), words[hit.behind].startswith(ARTICLE)
        return bool(state) and only_country(state) and not adjective(state, None, definite=definite)

    def _behind(self, text: Text, index: int, length: int) -> int | None:
        """The token behind a name of `length` words that begins at `index` (it may hold a dash or run over a line end), or None."""
        words, at, left = text.words, index + 1, length - 1
        found = self._lexicon.cues.get(words[index]) if length > 2 else None
        quoted = found is not None and found[1].kind == "road"
        while left:
            if at + 1 < len(words) and (words[at] in INNER or (quoted and words[at] in QUOTES)):  # «الطريق الدولي "إم 4"»
                at += 1
            if at >= len(words) or not (is_word(words[at]) or words[at].isdigit() or words[at].isalpha()):
                return None
            at += 1
            left -= 1
        return at

    def _weigh(self, text: Text, index: int, behind: int, clitic: int, key: str, options: tuple[Met, ...], lead: Lead) -> Spot | None:
        """Add up the evidence for one reading; None when it does not suffice."""
        word = text.words[index]
        letters = word[:clitic]
        chained = lead.chain is not None
        if chained and letters and letters[0] != "و":
            lead, chained = Lead(), False
        elif lead.person and only_country(options):  # «سفير روسيا»
            lead = Lead()
        elif letters and (lead.weight > 0 or lead.person) and not chained and lead.reasons != ("hashtag",):
            lead = Lead()  # «بلدة بحاس»: a cue takes its name bare; «زيارة محمد لدمشق»: so does a person
        single = " " not in key
        definite = is_definite(letters, word[clitic:])
        level = self._lexicon.level(key, definite=definite)
        weight = (_SINGLE if single else _COMPOUND)[level] + lead.weight * (single or not lead.quoted)
        if chained and level and lead.country and only_country(options):  # «تركيا والسعودية»
            weight += _BESIDE_COUNTRY
        elif chained and level and self._joined.beside(text.words, behind):  # «زيزون والمنصورة وقسطون»
            weight += _PREFIX
        reasons = list(lead.reasons)
        if single:
            cued = lead.cue is not None or chained
            weight += self._form_weight(word[clitic:], options, level, definite=definite, cued=cued)
            if not cued and self._nisba(text.words, index, word, options):
                weight += _NISBA
        followed = lead.cue is None and not chained and self._followed(text, behind)
        if letters.endswith("لل") and (chained or followed):  # «للرقة وللباب»: a preposition and the article
            weight += _PREPOSITION
        if lead.cue is None and not chained:
            if letters[-1:] in ("ب", "ل") and letters and not (followed and letters.endswith("لل")):
                weight += _PREFIX
                reasons.append("prefix")
            if letters in ("ب", "ل", "ك", "ف", "فب", "فل", "وك") and level:
                weight -= _PREFIX * 2
            if followed:
                weight += _FOLLOWED
                reasons.append("followed-by-region")
            elif level and self._joined.beside(text.words, behind, countries=only_country(options)):
                weight += _FOLLOWED + (_PREPOSITION if self._opens(text.words, index) else 0.0)
                reasons.append("beside-a-name")
            elif level and self._towns.heads_line(text.words, index, behind, options):
                weight += _FOLLOWED
                reasons.append("heads-a-line")
            elif level and self._town(text.words, index, behind, lead, options):
                weight += _FOLLOWED
                reasons.append("well-known")
        if level == _COMMON and chained and not lead.country and abroad(options):
            return None  # «…، وأن كذا» is no word on Van
        if level and chained and single and self._no_item(text.words, behind, word[clitic:]):
            return None
        if level == _COMMON and lead.cue is not None and lead.listing is Listing.LINES and not ends_item(text.words, behind):
            return None  # «أوضاع المخيمات: الثورة مستمرة»
        if weight < _THRESHOLD or (behind < len(text.words) and text.words[behind] in self._lexicon.tails):
            return None
        if letters.endswith(ARTICLE):  # «والباب»: the article belongs to the name
            clitic -= len(ARTICLE)
        cue_at = lead.cue_at
        if lead.kind == PlaceKind.ROAD and not any(met.place.kind is PlaceKind.ROAD for met in options):
            cue_at = None  # «طريق نوى» is a road, Nawa is not
        return Spot(
            first=index, behind=behind, clitic=clitic, cue_at=cue_at, cue_clitic=lead.cue_clitic, kind=lead.kind,
            countryside=lead.countryside, options=options, listing=lead.listing, chain=lead.chain, weight=round(weight, 2),
            reasons=tuple(reasons),
        )  # fmt: skip

    def _no_item(self, words: Sequence[str], behind: int, form: str) -> bool:
        """Whether a common word in a list is a number («وأربعة في حماة») or, by what follows, a verb («هيمو، نجم عن ذلك») or the noun of an
        outlet («القامشلي - شبكة كذا»).
        """
        after = words[behind] if behind < len(words) else "\n"
        outlet = self._lexicon.heads.get(form) in _OUTLETS and is_word(after) and after[0] != "و"
        verb = words[behind - 2] == "،" and not form.startswith(ARTICLE) and self._subject(words, behind)
        return outlet or verb or form in self._lexicon.numbers or after in self._lexicon.deeds

    def _subject(self, words: Sequence[str], at: int) -> bool:
        """Whether what follows a common word is no more of a list, so that it was rather a verb: two words («، ودمر سلاح الجو رتلا»)."""
        lexicon, following = self._lexicon, words[at : at + 2]
        tables = (lexicon.prepositions, lexicon.directions, lexicon.cues, lexicon.days)
        told = any(word in table for word in following for table in tables)
        return len(following) == 2 and not told and all(is_word(word) and word[0] != "و" for word in following)

    def _opens(self, words: Sequence[str], index: int) -> bool:
        """Whether a pair of names is likely here: where a line begins («سلوك وعين عيسى: هدوء»), or behind «بين»."""
        return not index or words[index - 1] == "\n" or words[index - 1] in self._lexicon.relations

    def _town(self, words: Sequence[str], index: int, behind: int, lead: Lead, options: tuple[Met, ...]) -> bool:
        """Whether a common word names a town here, by the preposition before it."""
        return self._towns.inside(words, index) or (lead.firm and self._towns.well_known(words, behind, words[index], options))

    def _form_weight(self, form: str, options: tuple[Met, ...], level: int, *, definite: bool, cued: bool) -> float:
        """What the written form of a single word adds: its length, and whether it has its article as the name has."""
        weight = 0.0
        if len(form) <= 2 and not cued and not definite:
            weight += _SHORT
        if not cued:
            weight += article_weight(options, level, definite=definite)
        if all(met.how & GENERATED for met in options):
            weight -= 0.3
        return weight

    def _nisba(self, words: Sequence[str], index: int, form: str, options: tuple[Met, ...]) -> bool:
        """Whether a name is rather an adjective of another place: «الحلبية» behind a definite noun («الكبة الحلبية»)."""
        if not (form.startswith(ARTICLE) and form.endswith("يه") and index and has_article(words[index - 1])):
            return False
        stem = form[len(ARTICLE) : -2]
        return (stem in self._index and not self._lexicon.level(stem, definite=False)) or only_country(options)

    def _followed(self, text: Text, behind: int) -> bool:
        """Whether what contains the place follows («حاس بريف إدلب», «نوى غربي درعا», «الزارة (ريف حماة)»)."""
        words = text.words
        at = behind
        while at < len(words) and words[at] in '(-،"”»':
            at += 1
        for word in words[at : at + 2]:
            found = self._lexicon.cues.get(word)
            if found and found[1].kind in ("countryside", "governorate", "subdistrict"):
                return True
            if word in self._lexicon.directions and not word.startswith(ARTICLE):
                return True
            if word not in self._lexicon.prepositions:
                return False
        return False


def _short(options: Sequence[Met]) -> bool:
    """Whether a name is only the short form of others, without their generic noun."""
    return all(met.how & HEADLESS for met in options)
