"""Which triggers of a sentence tell the same occurrence, and where the clause of each occurrence begins.

Triggers that tell the same thing («شن غارات استهدفت …») belong together; a coordinated clause of its own («كما قصفت …»), a new subject or
a place of its own begins another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from geo.event_lexicon import EventLexicon, Trigger
from geo.finding import replace
from geo.frame_kinds import FALLEN, STRIKES
from geo.models import EventKind
from geo.text import Text, is_word
from geo.triggers import Hit

_FROM_ABOVE = ("airstrike", "shelling", "chemical_attack")
_ABOVE = frozenset(_FROM_ABOVE)
_SHOTS, _SEIZES, _ARRESTS = Trigger("shooting", "active"), Trigger("abduction", "active"), Trigger("arrest", "active")
_STANDS, _POST = Trigger("deployment", "active"), 10  # tokens from «ينتشرون» over their places to what they did
_ABSORBED = {"raid": {"shooting", "stray_shots", "attack", "launch", "siege", "destroy"},
             "clash": {"shooting", "stray_shots", "attack", "launch", "destroy"},
             "ceasefire": {"agreement"}, "arrest": {"launch"},
             "campaign": {"launch", "strike", "bombard", "attack", "destroy"}, "abduction": {"shooting", "other_violence"},
             "assassination": {"shooting", "attack", "launch", "strike"},
             "execution": {"shooting", "massacre"}}  # fmt: skip
_GAINED = frozenset({"advance", "deployment"})
_STORMED = 3  # tokens behind «اقتحمت» within which it would name a place of its own
_NEAR = 8  # tokens to the place of a trigger, before it or behind it
_FOLLOWED = 2  # tokens from «تبعه» to what followed
BESIDE = 3  # tokens from «ترافق» over «ذلك مع» to what went on beside
_SUBJECT = 3  # words of a subject in front of its verb
_JOINERS = ("و", "ف")
_WITH = "ب"
_COMMAS = frozenset("،,")
_AIMED = frozenset({"raid", "clash", "campaign", "explosion", "abduction", "arrest"})
_ASIDE = 8  # tokens of an aside between two commas
_PLACED = 3  # tokens from «على» over «قرى» to a name
_BROAD = frozenset({"campaign", "mine", "ied"})  # kinds of triggers of which «إذ» tells one instance
_MEANS = frozenset({"ied", "mine"})
_TOLD_ON = 6  # tokens from an operation to the verb that says what it was aimed at
_ENDS, _FULL_STOP = frozenset("،,.؛:\n"), "."
_TERMS = frozenset({"evacuation", "withdrawal", "displacement", "return", "prisoner_exchange", "ceasefire", "deployment", "aid", "capture"})
_TERMS_REACH = 10  # tokens from a deal over its parties and «يقضي» to what was agreed on


@dataclass(frozen=True, slots=True)
class ClauseReader:
    """Groups the triggers of one text and finds where their clauses begin. `tokens`: [first, behind) of each mention, in order."""

    lexicon: EventLexicon
    text: Text
    tokens: Sequence[tuple[int, int]]

    @staticmethod
    def without_posts(hits: list[Hit]) -> tuple[list[Hit], list[range]]:
        """The triggers of a sentence without the verbs of where those stand who then act («مسلحون ينتشرون في كذا أطلقوا …»), and the
        tokens from each such verb to the act.
        """
        posts = {
            hit.first: range(hit.behind, after.first) for hit, after in pairwise(hits)
            if hit.trigger == _STANDS and after.trigger.voice == "active" and after.trigger.kind in STRIKES and not after.joined
            and after.light is None and after.first - hit.behind <= _POST
        }  # fmt: skip
        return [hit for hit in hits if hit.first not in posts] if posts else hits, list(posts.values())

    def groups(self, hits: Sequence[Hit], behind: int) -> list[list[Hit]]:
        """The triggers of a sentence, in order, those that tell the same thing together. `behind`: the token behind the sentence."""
        groups: list[list[Hit]] = [[hits[0]]]
        kinds, answered = {hits[0].trigger.kind}, hits[0].answered  # of the last group: it may hold a thousand triggers
        flown = {hit.light for hit in hits if hit.trigger.kind in _ABOVE}  # «شنت» of «شنت غارات»
        for found in hits[1:]:
            last = groups[-1]
            hit = _term(last[-1], found)
            same = self._same(last, kinds, hit, answered=answered) or self._told_on(last[-1], hit) or self._by_means(last[-1], hit)
            same = same and not (hit.first in flown and kinds.isdisjoint(STRIKES))  # «اشتباكات …، وإن طائرات شنت غارات على …»
            stormed = self._stormed(last, hit, behind)
            if stormed or (same and not self._breaks(last[-1], hit)):
                last.append(hit)
            else:
                groups.append([hit])
                kinds, answered = set(), False
            kinds.add(hit.trigger.kind)
            answered = answered or hit.answered
        return groups

    def clause_start(self, after: int, hit: Hit, named: set[int]) -> int:
        """Where the clause of the trigger at `hit` begins: at an opener or comma after the frame before, else at the trigger.

        A comma between the places of a list («في حاس، وكفرنبل إثر قصف …») opens none. `named`: first tokens of the places.
        """
        start = hit.first
        closed = self.text.words[hit.first - 1] in _COMMAS  # «باستثناء حيي كذا وكذا، استهدفت غارة …»: no subject stands before it
        for at in range(hit.first - 1, max(after - 1, hit.first - 14), -1):
            if self.text.words[at] == _FULL_STOP:
                return at + 1  # «قصف على بلدة كذا.. قرية كذا: إضراب عام»
            if self.lexicon.openers.at(self.text.words, at) or (start == hit.first and self.text.words[at] in self.lexicon.instances):
                return at  # «قرى أبرزها كذا وكذا، كما قصفت …»: those belong to what is told before the comma
            if hit.trigger.kind == EventKind.DESTRUCTION and self.text.words[at] in self.lexicon.results:
                return at  # «قصفت طائرات، منذ الظهر، حقل كذا ما أدى إلى خروجه عن الخدمة»
            saw = self.lexicon.witnesses
            if hit.trigger.voice == "noun" and (self.text.words[at] in saw or self.text.words[at][1:] in saw):
                return at  # «ومع استمرار القصف شهدت البلدة حركة نزوح»
            listed = hit.trigger.voice == "noun" and at + 1 in named
            if self.text.words[at] in "،,:" and start == hit.first and not hit.joined and not (listed or self._goes_on(after, at, named)):
                start = at + 1
        if start == hit.first and hit.trigger.voice != "noun" and not hit.joined and not closed:
            start = self._subject_start(after, hit)
        return start

    def _goes_on(self, after: int, at: int, named: set[int]) -> bool:
        """Whether the comma at a token only closes an aside, and the place of the verb before it follows («سيطرت …، صباحا، على قرى …»)."""
        words = self.text.words
        if self.lexicon.prepositions.get(words[at + 1]) is None or named.isdisjoint(range(at + 2, at + 2 + _PLACED)):
            return False
        return any(words[back] in _COMMAS for back in range(at - 2, max(after, at - _ASIDE) - 1, -1))

    def _in_one_breath(self, before: Hit, hit: Hit) -> bool:
        """Whether two nouns joined by «و» tell two happenings of one stroke, what drove people out is the subject of the verb, or what
        was agreed on follows the deal («اتفاق يقضي بإجلاء المدنيين من البلدة»).
        """
        if hit.trigger.voice == "noun" and before.trigger.kind == EventKind.AGREEMENT and hit.trigger.kind in _TERMS:
            return self._agreed_on(before, hit)
        if before.behind != hit.first or hit.trigger.voice != "noun":
            return False
        return hit.joined if before.trigger.voice == "noun" else before.trigger.kind == EventKind.DISPLACEMENT  # «شرد القصف آلاف …»

    def _agreed_on(self, deal: Hit, hit: Hit) -> bool:
        """Whether a going is what a deal before it is about: words of its terms stand between them, and no stop."""
        between = self.text.words[deal.behind : hit.first]
        if any(word in _ENDS for word in between) or len(between) > _TERMS_REACH or hit.joined or deal.definite:
            return False
        return self.lexicon.upon in between or not self.lexicon.terms.isdisjoint(between)

    def one_place(self, before: Hit, hit: Hit) -> bool:
        """Whether two triggers next to each other are of one place: told in one breath, or a crowd and what was done to it."""
        if hit.trigger.kind == EventKind.PROTEST and before.trigger.kind == EventKind.OTHER_VIOLENCE:
            between = self.text.words[before.behind : hit.first]  # «تفريق الشرطة اعتصاما في مدينة كذا»
            return len(between) <= _SUBJECT and _ENDS.isdisjoint(between)
        return self._in_one_breath(before, hit)

    def _told_on(self, before: Hit, hit: Hit) -> bool:
        """Whether a verb of aiming goes on with the operation named before it («بعملية إنزال جوي للتحالف استهدفت منزلا»)."""
        if (before.trigger.voice, hit.trigger.kind) != ("noun", "strike") or before.trigger.kind not in _AIMED:
            return False
        between = self.text.words[before.behind : hit.first]
        between = between[:-1] if between and between[-1] in _COMMAS else between  # «عملية إنزال جوي، استهدفت مطلوبين»
        return hit.trigger.voice != "noun" and not hit.joined and len(between) <= _TOLD_ON and not any(word in _ENDS for word in between)

    def _by_means(self, before: Hit, hit: Hit) -> bool:
        """Whether a charge is what somebody was to be killed with («محاولة اغتيال بعبوة ناسفة»)."""
        told = before.trigger.kind == EventKind.ASSASSINATION and hit.trigger.kind in _MEANS and before.behind == hit.first
        return told and self.text.words[hit.first].startswith(_WITH)

    def _stormed(self, group: list[Hit], hit: Hit, behind: int) -> bool:
        """Whether a verb goes on with what was surrounded for it, and names no place of its own («طوقت القوات القرية واقتحمتها»)."""
        if (group[0].trigger.kind, hit.trigger.kind) != ("siege", "raid") or "noun" in (group[0].trigger.voice, hit.trigger.voice):
            return False
        return not beginning(self.tokens, hit.behind, min(behind, hit.behind + _STORMED))

    @staticmethod
    def _same(group: list[Hit], kinds: set[str], hit: Hit, *, answered: bool) -> bool:
        """Whether a trigger tells what the group before it tells. `kinds`, `answered`: of all its triggers together, of any."""
        new = hit.trigger.kind
        if hit.past != group[-1].past:
            return False
        if hit.answered or answered:
            return hit.answered and group[-1].answered
        if new == "clash" and hit.joined and group[-1].trigger == Trigger("strike", "noun") and group[-1].behind == hit.first:
            return True  # «استهدافات واشتباكات متبادلة»
        if hit.trigger == _ARRESTS and group[-1].trigger == _SEIZES and hit.joined:
            return True  # «اختطفت القوات شابا، واقتادته إلى جهة مجهولة»
        if hit.trigger == _SHOTS and kinds <= _ABOVE and group[0].definite:
            return False  # «دخلت القوة بعد الغارة وأطلقت النار على شاب»
        if new in _FROM_ABOVE and "raid" in kinds:
            return False  # «عملية إنزال استهدفت منزلا … ودمرته بغارة»: a strike beside the raid
        if new in kinds or (new in STRIKES and kinds & STRIKES):
            return True
        if new == "capture" and kinds <= _GAINED:
            return True  # «تقدمت القوات وسيطرت على …»، «دخلت الفصائل المدينة وأحكمت سيطرتها عليها»
        if new in ("destroy", "intercept") and group[0].trigger.kind in FALLEN:
            return True  # «سقوط بقايا صاروخ اعترضته …»
        if any(new in _ABSORBED.get(kind, ()) for kind in kinds):
            return True
        return all(kind in _ABSORBED.get(new, ()) for kind in kinds)

    def _breaks(self, before: Hit, hit: Hit) -> bool:
        """Whether a clause of its own begins between two triggers: an opener or a joined verb, with places on the near side."""
        between = self.text.words[before.behind : hit.first]
        if any((word[1:] if word[0] in _JOINERS else word) in self.lexicon.followers for word in between[-_FOLLOWED:]):
            return True  # «انفجار لغم تبعه قصف مدفعي»
        if hit.trigger.voice == "noun" and any(word.removeprefix("و") in self.lexicon.company_of for word in between[-BESIDE:]):
            return True  # «غارات على كذا، ترافق ذلك مع قصف مدفعي على كذا»
        if between and between[-1] in self.lexicon.morrows:
            return True  # «بدأ خروج دفعة جديدة الأحد، غداة إجلاء ألف شخص»
        if hit.trigger.voice != "noun" and self.text.words[hit.first] in self.lexicon.answers:
            return True  # «قصف الجيش البلدة، وردت الفصائل بالمدفعية على …»
        if hit.first > before.behind and self._part_of_sum(hit):
            return True  # «5 بانفجار ألغام، و3 بقصف مدفعي»
        if before.trigger.kind in _BROAD and not self.lexicon.instances.isdisjoint(between):
            return True  # «تصعيدا متواصلا، إذ قتلت امرأة بقصف …», «حذرت من الألغام، إذ قتل شاب بانفجار لغم …»
        named = [self.tokens[k][1] for k in beginning(self.tokens, before.behind, hit.first) if self.tokens[k][1] <= hit.first]
        if hit.trigger.kind == before.trigger.kind == "capture" and self._before_that(hit):
            return True  # «أعلن الفصيل السيطرة على القرية، قبل أن تستعيدها القوات»
        if named and hit.trigger.kind == "capture" and any(word in self.lexicon.which for word in (between[-1], between[-1][1:])):
            return True  # «استعاد الجيش البلدة التي سيطرت عليها الفصائل عام 2015»
        if not named:
            return self._elsewhere(before, hit)
        if hit.trigger == _ARRESTS and before.trigger == _SEIZES and hit.joined and self._nowhere(hit):
            return False  # «خطفوا ثلاثة من أهالي قرية كذا، واقتادوهم إلى جهة مجهولة»
        if hit.trigger.kind == "destroy" and hit.trigger.voice == "noun":
            return False  # what was destroyed is what the strike led to
        if hit.trigger.voice != "noun" and (hit.joined or self._new_subject(named[-1], hit)):
            return True
        return self.lexicon.openers.meets(self.text.words, range(before.behind, hit.first)) or (
            hit.joined and hit.trigger.kind != "shooting"
        )

    def _part_of_sum(self, hit: Hit) -> bool:
        """Whether a joined number of people stands right before what they were hit by."""
        words = self.text.words
        number = words[hit.first - 1] if hit.trigger.voice == "noun" and words[hit.first].startswith(_WITH) else ""
        if number[:1] in _JOINERS and number[1:] in self.lexicon.another:
            return True  # «وآخر بقصف مدفعي على …»
        return number.isdigit() and (words[hit.first - 2] in _JOINERS or words[hit.first - 2] in _ENDS)

    def _elsewhere(self, before: Hit, hit: Hit) -> bool:
        """Whether a clause behind a comma tells of another place: «شهد المخيم اشتباكات …، فيما قتل شاب بالرصاص في مدينة كذا»."""
        opened = next(
            (at for at in range(before.behind + 1, hit.first) if self.text.words[at - 1] in _COMMAS and self._opens_while(at)), None
        )
        if opened is None or not beginning(self.tokens, before.first - _NEAR, before.first):
            return False
        end = min(len(self.text.words), hit.behind + _NEAR)
        end = next((at for at in range(hit.behind, end) if self.text.words[at] in _ENDS), end)
        return bool(beginning(self.tokens, hit.behind, end))

    def _before_that(self, hit: Hit) -> bool:
        """Whether «قبل أن», «ثم» stand right before a verb."""
        words, first = self.text.words, hit.first
        return hit.trigger.voice != "noun" and any(self.lexicon.laters.at(words, at) is not None for at in range(max(0, first - 2), first))

    def _nowhere(self, hit: Hit) -> bool:
        """Whether no place stands right behind a trigger."""
        return not beginning(self.tokens, hit.behind, min(len(self.text.words), hit.behind + _NEAR))

    def _opens_while(self, at: int) -> bool:
        opener = self.lexicon.openers.at(self.text.words, at)
        return opener is not None and opener.value in ("and", "while")

    def _new_subject(self, after: int, hit: Hit) -> bool:
        """Whether a verb has a subject of its own in front, joined to a clause that is over: «قصف على البلدة والفصائل تستهدف …»."""
        between = self.text.words[after : hit.first]
        if ".." in "".join(between):
            return True
        if between and between[0] in _JOINERS:  # «و"الهيئة" تستهدف»
            plain = [word for word in between[1:] if is_word(word)]
            return 0 < len(plain) <= _SUBJECT and not (set(between) & _COMMAS)
        return 0 < len(between) <= _SUBJECT and between[0][0] in _JOINERS and len(between[0]) > 3 and not (set(between) & _COMMAS)

    def _subject_start(self, after: int, hit: Hit) -> int:
        """Where the subject in front of a verb begins, joined to a clause that is over or behind «..»; the verb where there is none."""
        for at in range(hit.first - 1, max(after, hit.first - _SUBJECT - 1) - 1, -1):
            word = self.text.words[at]
            if word == ".":
                return at + 1
            if word[0] in _JOINERS and len(word) > _SUBJECT:
                return hit.first if self._listed(at) else at
        return hit.first

    def _listed(self, at: int) -> bool:
        """Whether the joined word at a token goes on with a list of places («مداهمات في كذا ومدينة كذا اعتقل على إثرها …»)."""
        k = bisect_left(self.tokens, (at,))
        return 0 < k < len(self.tokens) and self.tokens[k][0] == at == self.tokens[k - 1][1]


def _term(deal: Hit, hit: Hit) -> Hit:
    """A truce that is only one of the terms of a deal told before it as what it is: «اتفاق يقضي بكذا وبوقف إطلاق النار»."""
    further = hit.joined and hit.trigger.kind == EventKind.CEASEFIRE and deal.trigger == Trigger("agreement", "noun")
    return replace(hit, trigger=deal.trigger) if further else hit


def beginning(tokens: Sequence[tuple[int, int]], first: int, behind: int) -> range:
    """Numbers of the mentions that begin among the tokens [first, behind); `tokens`: those of each mention, in text order."""
    return range(bisect_left(tokens, (first,)), bisect_left(tokens, (behind,)))
