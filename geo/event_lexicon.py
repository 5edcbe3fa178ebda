"""The words that make events, read once from the tables in `geo/lexicon/`; verbs are put into their inflections by `verb_affixes.csv`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gazetteer.arabic import bare, fold_word
from geo.finding import Finding
from geo.lexicon import rows
from geo.phrases import PhraseTable

# Orthography of a word's end before a suffix: hamza sits on waw or ya, ta marbuta opens (all folded).
_FOR_THE = "لل"  # «الأطراف الغربية للمدينة»
_AND = "و"
_ACCUSATIVE, _NO_ACCUSATIVE = "ا", ("ا", "ه", "ء", "ات", "ون", "ي")  # the indefinite object, and the ends that never show it
_HAMZA, _HAMZA_CARRIERS, _TIED_T, _OPEN_T = "ء", ("و", "ي"), "ه", "ت"


class Trigger(Finding, frozen=True):
    """What a word says happened.

    Attributes:
        kind: an event kind, or a class that context decides (strike, attack, shooting, departure, control, launch, undergo, mine, ied …).
        voice: active, passive or noun.
    """

    kind: str
    voice: str


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """Everything that the event step knows of Arabic.

    Attributes:
        nouns, verbs: phrases → trigger.
        weapons: phrases → class of weapon.
        site_roles: phrases directly before a place → what the place is to the event.
        openers: phrases that open a clause.
        background: phrases that open a sentence of background.
        habits: phrases that say that something happens again and again.
        furniture: phrases that open the part of a page that is not the report.
        company: folded words of people and vehicles that leave under a deal.
        place_anaphora: nouns that speak of a place told before («المدينة») → their bare form and the kind of place.
        undone: kind → words before it that say it ended, was broken or is only sought («فكت الحصار»، «خرقت وقف إطلاق النار»).
        reached: words before a deal that talks came to («أفضت المفاوضات إلى اتفاق»).
        arrivals: words of those who come to a place («استقبلت البلدة مئات النازحين»).
        there: words for the place told before, at which it happened («هناك»).
        declared: words before a deal that somebody declares or makes («أعلن هدنة»).
        natural: phrases of causes of death that are no act of war.
        household: phrases of what blows up without anybody's doing («أسطوانة غاز»).
        brawls, feuds: phrases of quarrels, and of their like that a gun decides.
        standing, signed: words before and behind a deal that speak of it as one long made; `parties`: behind it, before those who made it.
        makings: phrases of making or keeping weapons («إنتاج»، «مستودع»).
        witnesses: verbs of a place that saw what happened in it («شهدت البلدة حركة نزوح»).
        thence: words for the place told before, which somebody left («منها»).
        laters: phrases before what came after what was told («قبل أن»).
        terms: words between a deal and what was agreed on («يقضي بخروج …», «ينص على»).
        talk, blames: words before what somebody speaks of («تدين»، «قلق») or answers for («مسؤولية»).
        quakes: phrases of what brings houses down without anybody's doing.
        provisions, submissions: phrases of what somebody provides («تقدم الخدمات»), and hands in («تقدم بطلب»).
        memories: phrases of an anniversary.
        concessions: words that open what held no less («رغم»).
        thereupon, sums: words that open what came upon the event told before («بعدها»), and the sum of what was («وبذلك»).
        soon: phrases of what came soon upon the event told before («بعد ساعات»).
        morrows: words before a happening of the day before («غداة إجلائهم»).
        company_of: verbs of what went on at the same time («تزامن القصف مع …»).
        observed: verbs of a source that saw for itself («رصد المرصد صباح اليوم …»).
        takeoffs: words of where aircraft and rockets come from («أقلعت … من مطار …»).
        medical: words for a place of healing, whose loss is an event beside the strike that did it.
        beside: words before what was not struck itself («محيط المشفى») or not as a whole («أقسام من المشفى»).
        landings: words for what shells fell on, behind whence they came («قذائف مصدرها الجولان في أراض زراعية»).
        whose: pronouns of a relative clause («العائلات التي لجأت إلى …»).
        becoming: words before a distance that tell how near those have come who took another place («لتصبح على بعد …»).
        results: verbs of what came of a blow («ما أدى إلى خروجه عن الخدمة»).
        put_out: words before «عن الخدمة» for what somebody put out of service («إخراجه»).
        whiles: words before a going or coming that only tells when something happened («أثناء خروج المصلين»).
        supports: words before whoever or whatever helps («بدعم جوي من …») or only flies by («وسط تحليق …»), which is not what strikes.
        ranks: words that rank areas by their dead («تصدرت محافظة كذا بـ24 قتيلا، تلتها كذا»).
        blasts: words for several blasts, heard of a raid («انفجارات عنيفة هزت المدينة»).
        snipers: words of sniping.
        shooters, unnamed: words for armed forces right behind «برصاص», and for those whom nobody knows.
        another: words for one more person hurt («وآخر بقصف على كذا»).
        alike: words for what happened like something told before («قصف مماثل»).
        followers: words that set a happening behind or before another («تبعه», «سبقها»).
        instances: words that go on with one of many («إذ قتل …»).
        earlier: phrases that open with another occurrence («في وقت سابق»).
        corpses, found: words of the dead, and of finding them; of_them: those that say that they were told before.
        succumbed, earlier_wounds: words of a death of wounds («متأثرا»), and of when or by what they came («قصف سابق»).
        crashes: phrases of what a drone did that fell («على منزل», «انفجرت»).
        aid_convoys: phrases of convoys of aid, whose leaving is no evacuation.
        calls: words of calling for a protest, which is not yet one.
        scenes: words of the place of a strike told before («مكان الغارة»).
        hospitals, conveyed: words for hospitals, and of taking the hurt there («نقلوا إلى مشفى كذا»), which is not where it happened.
        countrywide: phrases of the whole country, which no village told before stands for («مناطق متفرقة من سوريا»).
        sequels: phrases of what came later («قبل أن»); provided: of how a plan is carried out («على أن»);
        under_deals: words of a deal («بموجب»).
        country_sums: shorter ones («في سوريا»), which make a count that of the whole country.
        hours: words with which a line of a list by the hour opens («الساعة 11:40 …»).
        getaways: words of running from what one did («لاذوا بالفرار باتجاه …»).
        kills: verbs of killing whose subject may be a weapon («قذيفة تقتل طفلا»).
        lying: words of where a place lies («الواقعة على طريق كذا»).
        also: words with which a sentence goes on in the time of the one before («كما قصفت …»).
        unlike: words of what had no like since some time («الأعنف منذ عامين»).
        nth, nth_of: words of how often it was since then («للمرة الثالثة منذ آذار»), and before them.
        idle: words that make an adverb with «من» («من جديد»، «من خلال»).
        which: pronouns that open a clause about the noun before them («البلدة التي خسرها عام 2012»).
        roundups: phrases of a report that sums up a period («حصاد», «أبرز ما جرى»).
        units: phrases of posts and vehicles of armed forces: shots at them are a fight; `attacked`: of whatever an attack on is one, too.
        varied: phrases behind which the kinds of many acts are only listed («تنوعت ما بين هجمات وكمائن»).
        spread: phrases of what spreads and is no force («تنتشر الشائعات»).
    """

    nouns: PhraseTable[Trigger]
    verbs: PhraseTable[Trigger]
    weapons: PhraseTable[str]
    site_roles: PhraseTable[str]
    openers: PhraseTable[str]
    background: PhraseTable[str]
    habits: PhraseTable[str]
    furniture: PhraseTable[str]
    company: frozenset[str]
    vehicles: frozenset[str]
    gatherings: frozenset[str]
    prepositions: dict[str, str]
    place_anaphora: dict[str, tuple[str, str]]
    states: frozenset[str]
    outcomes: frozenset[str]
    gaining: frozenset[str]
    fire: frozenset[str]
    negations: frozenset[str]
    futures: frozenset[str]
    aims: frozenset[str]
    put_out: frozenset[str]
    medical: PhraseTable[str]
    varied: PhraseTable[str]
    landings: frozenset[str]
    whose: frozenset[str]
    beside: frozenset[str]
    results: frozenset[str]
    becoming: frozenset[str]
    attempts: frozenset[str]
    answers: frozenset[str]
    causes: frozenset[str]
    sinces: frozenset[str]
    since_when: frozenset[str]
    sounds: frozenset[str]
    wrecks: frozenset[str]
    buildings: frozenset[str]
    suicide: frozenset[str]
    forces: frozenset[str]
    motions: frozenset[str]
    preventions: frozenset[str]
    undone: dict[str, frozenset[str]]
    reached: frozenset[str]
    declared: frozenset[str]
    there: frozenset[str]
    arrivals: frozenset[str]
    natural: PhraseTable[str]
    household: PhraseTable[str]
    brawls: PhraseTable[str]
    feuds: PhraseTable[str]
    provisions: PhraseTable[str]
    submissions: PhraseTable[str]
    memories: PhraseTable[str]
    spread: PhraseTable[str]
    signed: frozenset[str]
    standing: frozenset[str]
    parties: frozenset[str]
    terms: frozenset[str]
    laters: PhraseTable[str]
    thence: frozenset[str]
    makings: PhraseTable[str]
    witnesses: frozenset[str]
    talk: frozenset[str]
    blames: frozenset[str]
    quakes: PhraseTable[str]
    concessions: frozenset[str]
    thereupon: frozenset[str]
    sums: frozenset[str]
    soon: PhraseTable[str]
    morrows: frozenset[str]
    company_of: frozenset[str]
    observed: frozenset[str]
    takeoffs: frozenset[str]
    supports: frozenset[str]
    whiles: frozenset[str]
    another: frozenset[str]
    blasts: frozenset[str]
    ranks: frozenset[str]
    snipers: frozenset[str]
    shooters: frozenset[str]
    unnamed: frozenset[str]
    alike: frozenset[str]
    followers: frozenset[str]
    instances: frozenset[str]
    earlier: PhraseTable[str]
    corpses: frozenset[str]
    of_them: frozenset[str]
    succumbed: frozenset[str]
    earlier_wounds: frozenset[str]
    crashes: PhraseTable[str]
    aid_convoys: PhraseTable[str]
    calls: frozenset[str]
    scenes: frozenset[str]
    getaways: frozenset[str]
    hours: frozenset[str]
    countrywide: PhraseTable[str]
    country_sums: PhraseTable[str]
    sequels: PhraseTable[str]
    provided: PhraseTable[str]
    under_deals: frozenset[str]
    hospitals: frozenset[str]
    conveyed: frozenset[str]
    also: frozenset[str]
    lying: frozenset[str]
    kills: frozenset[str]
    found: frozenset[str]
    units: PhraseTable[str]
    attacked: PhraseTable[str]
    defences: frozenset[str]
    already: frozenset[str]
    operations: frozenset[str]
    leaflets: frozenset[str]
    roundups: PhraseTable[str]
    unlike: frozenset[str]
    nth: frozenset[str]
    nth_of: frozenset[str]
    which: frozenset[str]
    idle: frozenset[str]
    upon: str

    @staticmethod
    def load() -> EventLexicon:
        """Read the shipped tables."""
        return EventLexicon(
            nouns=PhraseTable(_noun_forms()),
            verbs=PhraseTable(_verb_forms(), verbs=True),
            weapons=PhraseTable((row["form"], row["class"]) for row in rows("weapons")),
            site_roles=PhraseTable((row["form"], row["role"]) for row in rows("site_roles")),
            openers=PhraseTable(_openers(), exact_article=True),
            background=PhraseTable(((row["form"], row["what"]) for row in rows("background_openers")), exact_article=True),
            habits=PhraseTable(((row["form"], "habit") for row in rows("habit_words")), exact_article=True),
            furniture=PhraseTable(((row["form"], row["what"]) for row in rows("furniture_markers")), exact_article=True),
            company=frozenset(bare(fold_word(row["form"])) for row in rows("departure_company")),
            gatherings=frozenset(
                fold_word(row["form"]) for row in rows("event_nouns") if row["kind"] == "protest" and " " not in row["form"]
            ),
            vehicles=frozenset(bare(fold_word(row["form"])) for row in rows("departure_company") if row["what"] == "vehicle"),
            prepositions={fold_word(row["form"]): row["meaning"] for row in rows("place_prepositions")},
            place_anaphora={
                form: (bare(word), row["kind"])
                for row in rows("place_anaphora")
                for word in (fold_word(row["form"]),)
                for form in (word, _FOR_THE + bare(word))
            },
            states=_words("event_context", "state"),
            outcomes=_words("event_context", "outcome"),
            gaining=_words("event_context", "gaining"),
            fire=_words("event_context", "fire"),
            negations=_words("event_context", "negation"),
            futures=_words("event_context", "future"),
            aims=_words("event_context", "aim"),
            idle=_words("event_context", "idle"),
            becoming=_words("event_context", "become"),
            put_out=_words("event_context", "put_out"),
            medical=_phrases("medical"),
            varied=_phrases("varied"),
            beside=_words("event_context", "beside"),
            landings=_words("event_context", "landing"),
            whose=_words("event_context", "whose"),
            results=_words("event_context", "result"),
            attempts=_words("event_context", "attempt"),
            answers=_words("event_context", "answer"),
            causes=_words("event_context", "cause"),
            sinces=_words("event_context", "since"),
            since_when=_words("event_context", "since_when"),
            sounds=_words("event_context", "sound"),
            wrecks=frozenset(bare(word) for word in _words("event_context", "wreck")),
            buildings=frozenset(bare(word) for word in _words("event_context", "building")),
            forces=frozenset(bare(word) for word in _words("event_context", "force")),
            undone={
                "siege": _words("event_context", "lift"),
                "ied": _words("event_context", "disarm"),
                "mine": _words("event_context", "disarm"),
                "ceasefire": _words("event_context", "seek"),
                "agreement": _words("event_context", "seek"),
            },
            reached=_words("event_context", "reached"),
            arrivals=_words("event_context", "arrival"),
            there=_words("event_context", "there"),
            declared=_words("event_context", "declared") | _words("event_context", "reached"),
            operations=_words("event_context", "operation"),
            already=_words("event_context", "already"),
            defences=_words("event_context", "defence"),
            natural=_phrases("natural"),
            household=_phrases("household"),
            brawls=_phrases("brawl"),
            feuds=_phrases("feud"),
            provisions=_phrases("provision"),
            submissions=_phrases("submission"),
            memories=_phrases("memory"),
            spread=_phrases("spread"),
            signed=_words("event_context", "signed"),
            standing=_words("event_context", "breach") | _words("event_context", "standing"),
            parties=_words("event_context", "party"),
            terms=_words("event_context", "term"),
            laters=_phrases("later"),
            thence=_words("event_context", "thence"),
            makings=_phrases("making"),
            witnesses=_words("event_context", "witness"),
            talk=_words("event_context", "talk"),
            blames=_words("event_context", "blame"),
            quakes=_phrases("quake"),
            concessions=_words("event_context", "concession"),
            thereupon=_words("event_context", "thereupon"),
            sums=_words("event_context", "sum"),
            soon=_phrases("soon"),
            morrows=_words("event_context", "morrow"),
            company_of=_words("event_context", "company"),
            observed=_words("event_context", "observed"),
            takeoffs=_words("event_context", "takeoff"),
            supports=_words("event_context", "support") | _words("event_context", "flight"),
            whiles=_words("event_context", "while"),
            another=_words("event_context", "another"),
            ranks=_words("event_context", "rank"),
            blasts=_words("event_context", "blasts"),
            snipers=_words("event_context", "sniping"),
            shooters=_words("event_context", "shooter"),
            unnamed=_words("event_context", "unnamed"),
            alike=_words("event_context", "alike"),
            followers=_words("event_context", "follow"),
            instances=_words("event_context", "instance"),
            earlier=_phrases("earlier"),
            units=_phrases("unit"),
            attacked=_phrases("unit", "vehicle"),
            corpses=_words("event_context", "corpse"),
            of_them=_words("event_context", "of_them"),
            succumbed=_words("event_context", "succumbed"),
            earlier_wounds=_words("event_context", "earlier_wounds"),
            crashes=_phrases("crash"),
            aid_convoys=_phrases("aid_convoy"),
            calls=_words("event_context", "call"),
            scenes=_words("event_context", "scene"),
            getaways=_words("event_context", "getaway"),
            hours=_words("event_context", "hour"),
            countrywide=_phrases("countrywide"),
            country_sums=_phrases("country_sum"),
            sequels=_phrases("sequel"),
            provided=_phrases("provided"),
            under_deals=_words("event_context", "under_deal"),
            hospitals=_words("event_context", "hospital"),
            conveyed=_words("event_context", "conveyed"),
            also=_words("event_context", "also"),
            lying=_words("event_context", "lying"),
            kills=_words("event_context", "kill"),
            found=_words("event_context", "found"),
            leaflets=_words("event_context", "leaflet"),
            roundups=_phrases("roundup"),
            unlike=_words("event_context", "unlike"),
            nth=_words("event_context", "nth"),
            nth_of=_words("event_context", "nth_of"),
            which=_words("event_context", "which"),
            preventions=_words("event_context", "prevent"),
            motions=_words("event_context", "motion"),
            suicide=_words("event_context", "suicide"),
            upon=next(fold_word(row["form"]) for row in rows("place_prepositions") if row["meaning"] == "on"),
        )


def _words(table: str, what: str) -> frozenset[str]:
    return frozenset(fold_word(row["form"]) for row in rows(table) if row["what"] == what)


def _phrases(*classes: str) -> PhraseTable[str]:
    return PhraseTable((row["form"], row["what"]) for row in rows("event_context") if row["what"] in classes)


def _openers() -> Iterator[tuple[str, str]]:
    """What opens a clause, with every verb of saying or accusing that is joined to what stands before («… واتهم ناشطون …»)."""
    for row in rows("clause_openers"):
        yield row["form"], row["what"]
    speech = [row["form"] for row in rows("said_verbs") if row["kind"] in ("say", "announce", "talk", "continue")]
    accusing = [row["form"] for row in rows("hearsay_words") if row["kind"] in ("accuse", "blame")]
    for form in (*speech, *accusing):
        yield _AND + form, "said"


def _noun_forms() -> Iterator[tuple[str, Trigger]]:
    """Every noun, those of one word also with a possessive («قصفها», «إجلاؤهم», «محاصرتهم»)."""
    objects = [row["form"] for row in rows("verb_affixes") if row["part"] == "object"]
    for row in rows("event_nouns"):
        trigger = Trigger(row["kind"], "noun")
        yield row["form"], trigger
        word = fold_word(row["form"])
        if " " in word or len(word) < 3 or word != bare(word):
            continue
        if len(word) > 3 and not word.endswith(_NO_ACCUSATIVE):
            yield word + _ACCUSATIVE, trigger  # «عدوانا»
        stems = (
            [word[:-1] + carrier for carrier in _HAMZA_CARRIERS]
            if word.endswith(_HAMZA)
            else [word[:-1] + _OPEN_T if word.endswith(_TIED_T) else word]
        )
        for stem in stems:
            for ending in objects:
                yield stem + ending, trigger


def _verb_forms() -> Iterator[tuple[str, Trigger]]:
    """Every inflected form of the verbs: the first word takes the affixes, what follows it stays («ألقى القبض»)."""
    affixes = rows("verb_affixes")
    suffixes = [row["form"] for row in affixes if (row["tense"], row["part"]) == ("perfect", "suffix")]
    endings = [row["form"] for row in affixes if (row["tense"], row["part"]) == ("imperfect", "suffix")]
    prefixes = [row["form"] for row in affixes if (row["tense"], row["part"]) == ("imperfect", "prefix")]
    objects = [row["form"] for row in affixes if row["part"] == "object"]
    for row in rows("event_verbs"):
        trigger = Trigger(row["kind"], row["voice"])
        first, _, rest = row["form"].partition(" ")
        tail = f" {rest}" if rest else ""
        forms = [first, *(first + suffix for suffix in suffixes)]
        if row["imperfect"]:
            stem = row["imperfect"][1:]
            forms += [prefix + stem + ending for prefix in prefixes for ending in ("", *endings)]
        if not tail:
            bearers = [first, first + suffixes[0], first + _AND]  # «اقتحموها» drops the mute alef
            bearers += [row["imperfect"], _OPEN_T + row["imperfect"][1:]] if row["imperfect"] else []  # «تستعيدهما»; «نجليه» is «نجل»
            forms += [form + suffix for form in bearers for suffix in objects]
        for form in dict.fromkeys(forms):
            yield form + tail, trigger
        for other in filter(None, row["also"].split("|")):
            yield other, trigger
