"""Who says so, and how: sentences, a word of the event in them, and by whom, through whom and with what stance it is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.claim_spans import ClaimSpan, Scopes
from geo.claims import ClaimReader
from geo.lexicon import rows
from geo.models import Stance
from geo.text import Text

READER = ClaimReader.load()

# text, word of the event, by (via), stance
SAID = [
    ("قال المرصد السوري لحقوق الإنسان إن قصفاً استهدف البلدة", "قصفاً", "SOHR", "asserted"),
    ("وقال مدير المرصد، رامي عبد الرحمن، لوكالة فرانس برس إن قصفاً استهدف البلدة", "قصفاً", "SOHR via AFP", "asserted"),
    ("وأفاد المرصد بسقوط قتيلين جراء انفجار في المدينة", "انفجار", "SOHR", "asserted"),
    ("المرصد السوري قال إن انفجاراً وقع في المدينة", "انفجاراً", "SOHR", "asserted"),
    ("ذكرت مصادر محلية لنورث برس أن انفجاراً وقع", "انفجاراً", "local sources via North Press", "asserted"),
    ("قالت مصادر محلية لـ سانا إن انفجاراً وقع", "انفجاراً", "local sources via SANA", "asserted"),
    ("وذكر مراسل تلفزيون سوريا أن المدفعية قصفت البلدة", "قصفت", "Syria TV correspondent", "asserted"),
    ("نقلت سانا عن مصدر عسكري قوله إن الغارة استهدفت مستودعاً", "استهدفت", "military source via SANA", "asserted"),
    ("قال المرصد إن قصفاً وقع. وأضاف أن شخصين قتلا في انفجار", "انفجار", "SOHR", "asserted"),
    ("ذكر شهود عيان أن غارة وقعت. وأشارت المصادر إلى أن انفجاراً تلاها", "انفجاراً", "eyewitnesses", "asserted"),
    ("قصفت قوات النظام البلدة، بحسب المرصد السوري لحقوق الإنسان", "قصفت", "SOHR", "asserted"),
    ("قصفت قوات النظام البلدة، وفق ما أفاد الدفاع المدني السوري", "قصفت", "White Helmets", "asserted"),
    ("مقتل مدني في قصف على البلدة (المرصد)", "قصف", "SOHR", "asserted"),
    ("الدفاع المدني: مقتل مدني في قصف على البلدة", "قصف", "White Helmets", "asserted"),
    ("أعلنت وزارة الدفاع الروسية إسقاط مسيّرة قرب القاعدة", "إسقاط", "Russian Ministry of Defence", "asserted"),
    ("قال الطبيب سامر إن انفجاراً وقع", "انفجاراً", "الطبيب سامر", "asserted"),
    ("قال المرصد: «وقع انفجار في المدينة. ثم تلاه قصف مدفعي» قبل أيام", "قصف", "SOHR", "asserted"),
    ("قصفت قوات النظام البلدة", "قصفت", "", "asserted"),
    ("قصف الجيش السوري البلدة ونشر نقاطاً جديدة", "نشر", "", "asserted"),
]
DENIED = [
    ("نفت وزارة الدفاع الروسية استهداف المشفى", "استهداف", "Russian Ministry of Defence", "denied"),
    ("نفى مصدر عسكري صحة الأنباء عن سقوط المطار", "سقوط", "military source", "denied"),
    ("وسائل الإعلام السورية في حلب نفت إبرام اتفاق", "اتفاق", "Syrian state television", "denied"),
    ("ينفي تنظيم داعش انسحابه من البلدة", "انسحابه", "Islamic State", "denied"),
    ("قالت سانا: لا صحة للأنباء عن خروج المسلحين من الحي", "خروج", "SANA", "denied"),
    ("نفت موسكو قصف المشفى، فيما أكدت منظمة العفو الدولية أن غارة دمرته", "غارة", "Amnesty International", "asserted"),
    ("نفت موسكو قصف المشفى، فيما أكدت منظمة العفو الدولية أن غارة دمرته", "قصف", "Russian government", "denied"),
]
PLANNED = [
    ("تعتزم القوات الأمريكية الانسحاب من القاعدة", "الانسحاب", "unattributed", "planned"),
    ("من المقرر أن تدخل الحافلات غداً لإجلاء المقاتلين", "إجلاء", "unattributed", "planned"),
    ("قالت مصادر محلية إنه من المنتظر أن تبدأ عملية الإجلاء", "الإجلاء", "local sources", "planned"),
    ("القوات التي تعتزم الانسحاب، سيطرت على القرية أمس", "الانسحاب", "unattributed", "planned"),
    ("القوات التي تعتزم الانسحاب، سيطرت على القرية أمس", "سيطرت", "", "asserted"),
    ("يتخوف الأهالي من تكرار القصف الذي قتل فيه طفلان", "قتل", "", "asserted"),
]
ALLEGED = [
    ("زعمت وكالة أعماق أن التنظيم قتل ستة جنود", "قتل", "Islamic State (Amaq)", "alleged"),
    ("وردت أنباء عن سقوط جرحى جراء انفجار", "انفجار", "unattributed", "alleged"),
    ("وقع القصف دون ورود أنباء عن خسائر", "خسائر", "", "asserted"),
    ("يُعتقد أن لغماً انفجر بالسيارة", "انفجر", "unattributed", "alleged"),
    ("قصفت الطائرات القرية، وسط أنباء عن قتلى", "قصفت", "", "asserted"),
    ("سيطر الجيش على القرية، على حد زعمه", "سيطر", "unattributed", "alleged"),
]


def _read(raw: str, word: str, source: str | None = None) -> tuple[str, str]:
    at = raw.index(word)
    stance, claim = Scopes(READER.read(Text.of(raw), source)).stance_at(at, at + len(word))
    by = "" if claim is None else claim.by + (f" via {claim.via}" if claim.via else "")
    return by, stance.value


@pytest.mark.parametrize(("raw", "word", "by", "stance"), SAID + DENIED + PLANNED + ALLEGED)
def test_claims(raw: str, word: str, by: str, stance: str) -> None:
    assert _read(raw, word) == (by, stance)


def test_the_reports_source_speaks_where_nobody_is_named() -> None:
    assert _read("لا صحة لأنباء الانسحاب", "الانسحاب", "SANA") == ("SANA", "denied")
    assert _read("لا صحة لأنباء الانسحاب", "الانسحاب", "مدونة") == ("مدونة", "denied")


def test_attributing_words_and_scope_are_spans_of_the_text() -> None:
    raw = "وقال المرصد لـ«فرانس برس»، إن ست حافلات غادرت المخيم. وعاد الهدوء."
    (claim,) = READER.read(Text.of(raw))
    assert raw[claim.start : claim.end] == "وقال المرصد لـ«فرانس برس»، إن"
    assert raw[slice(*claim.scope)] == "ست حافلات غادرت المخيم."
    assert (claim.by, claim.via, claim.stance) == ("SOHR", "AFP", Stance.ASSERTED)


SOURCES = [("'@SyriaCivilDefe", "opposition"), ("anf-news.com", "sdf"), ("SOHR news", "monitor"), ("وكالة سانا", "state"), ("my blog", None), (None, None)]


@pytest.mark.parametrize(("source", "family"), SOURCES)
def test_families_of_sources(source: str | None, family: str | None) -> None:
    assert READER.lexicon.sources.family(source) == family


FORMS = [row["form"] for table in ("said_verbs", "denial_words", "plan_words", "hearsay_words", "sources") for row in rows(table)]


@given(st.text(max_size=200) | st.lists(st.sampled_from([*FORMS[::5], "\n", ".", "«", "»", "إن", "لـ", "،", ":"])).map(" ".join))
def test_never_raises(raw: str) -> None:
    for claim in READER.read(Text.of(raw), raw[:10]):
        assert 0 <= claim.start < claim.end <= len(raw)
        assert 0 <= claim.scope[0] <= claim.scope[1] <= len(raw)


_SCOPED = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(list(Stance))), max_size=10)


@given(_SCOPED, st.integers(0, 9), st.integers(0, 9))
def test_scopes_answer_as_all_claims_would(scoped: list[tuple[int, int, Stance]], start: int, length: int) -> None:
    claims = [
        ClaimSpan(by=str(number), via=None, stance=stance, start=0, end=0, scope=(first, first + size), rule="said")
        for number, (first, size, stance) in enumerate(scoped)
    ]
    end = start + length
    holding = [claim for claim in claims if claim.scope[0] <= start and end <= claim.scope[1]]
    widths = [claim.scope[1] - claim.scope[0] for claim in holding]
    scopes = Scopes(claims)
    assert scopes.narrowest(start, end) == (holding[widths.index(min(widths))] if holding else None)
    strongest = [stance for stance in (Stance.DENIED, Stance.PLANNED, Stance.ALLEGED, Stance.ASSERTED) if stance in {c.stance for c in holding}]
    stance, claim = scopes.stance_at(start, end)
    assert stance is (strongest[0] if strongest else Stance.ASSERTED)
    assert (claim is None) == (not holding)
    in_order = sorted(claims, key=lambda claim: (claim.scope, claim.start))
    last = next((claim for claim in reversed(in_order) if claim in holding), None)
    assert next(iter(Scopes(reversed(in_order)).holding(start, end)), None) == last
