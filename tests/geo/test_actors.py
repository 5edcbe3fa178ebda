"""Who is named: sentences and the actors that must come out, in text order."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.actors import ActorFinder
from geo.lexicon import rows
from geo.text import Text

FINDER = ActorFinder.load()
BEFORE, AFTER = dt.date(2020, 5, 1), dt.date(2025, 5, 1)

NAMES = [
    ("قصفت قوات النظام البلدة", "syrian_government"),
    ("استهدفت ميليشيات الأسد ريف إدلب", "syrian_government"),
    ("دورية لفرع المخابرات الجوية والأمن العسكري", "air_force_intelligence military_security"),
    ("عناصر من الفرقة الرابعة والحرس الجمهوري", "fourth_division republican_guard"),
    ("اللواء الثامن التابع للفيلق الخامس", "eighth_brigade fifth_corps"),
    ("الدفاع الوطني ولواء القدس", "ndf liwa_al_quds"),
    ("غارات للطيران الروسي", "russia"),
    ("مقاتلون من فاغنر", "wagner"),
    ("مقرات الحرس الثوري الإيراني ولواء فاطميون", "irgc fatemiyoun"),
    ("مليشيات موالية لإيران", "iran_militias"),
    ("حزب الله اللبناني وحزب الله العراقي", "hezbollah kataib_hezbollah"),
    ("قوات سوريا الديمقراطية (قسد)", "sdf"),
    ('ميليشيا "قسد" الإرهابية', "sdf"),
    ('ميلـ.ـيشـ.ـيا "قسد" تعتقل', "sdf"),
    ("اعتقلت #قسد شاباً", "sdf civilians"),
    ("وحدات حماية الشعب ووحدات حماية المرأة", "ypg ypj"),
    ("دورية للأسايش وقوات HAT", "asayish hat"),
    ("هجوم لخلايا تنظيم الدولة الإسلامية", "isis"),
    ("هاجم داعش حاجزاً، وانسحب التنظيم بعدها", "isis isis"),
    ("غرفة عمليات الفتح المبين", "fath_al_mubin"),
    ("هيئة تحرير الشام (النصرة سابقاً)", "hts nusra"),
    ("فرقة الحمزة والعمشات وأحرار الشرقية", "hamza_division suleiman_shah ahrar_al_sharqiya"),
    ("القوات التركية والفصائل الموالية لها", "turkey turkish_backed_factions"),
    ("أطلقت الجندرما التركية النار على لاجئين", "turkish_border_guards displaced"),
    ("إنزال لقوات التحالف الدولي", "coalition"),
    ("حوامات الاحتلال الأمريكي", "us"),
    ("غارة إسرائيلية على مطار المزة", "israel"),
    ("أطلق حرس الحدود الأردني النار على مهربين", "jordan smugglers"),
    ("حركة رجال الكرامة ولواء الجبل", "men_of_dignity mountain_brigade"),
    ("اشتباكات بين مقاتلي العشائر ومسلحين دروز", "tribal_fighters druze_fighters"),
    ("انتشلت الخوذ البيضاء جثتي طفلين", "white_helmets civilians"),
    ("قافلة للأمم المتحدة برفقة الهلال الأحمر السوري", "un red_crescent"),
    ("اغتال مسلحون مجهولون معلماً", "unknown_gunmen civilians"),
    ("مجموعات مسلحة من ميليشيا قسد", "sdf"),
    ("مقتل صحفي وطبيب", "journalists medics"),
]
ADJECTIVES = [
    ("القصف التركي على ريف تل تمر", "turkey"),
    ("قصف مدفعي فرنسي وأميركي", "france us"),
    ("غارات جوية روسية", "russia"),
    ("طائرة مسيرة تركية", "turkey"),
    ("قاعدة روسية", "russia"),
    ("الحدود السورية التركية", ""),
    ("الليرة التركية", ""),
    ("مواطن تركي", "civilians"),
]
NOBODY = ["منظمات المجتمع المدني", "مصير مجهول", "النظام الصحي في المدينة", "يعيش في تركيا منذ سنوات", "وصل إلى روسيا", "مدير المدرسة", "مجلس الأمن الدولي"]
DATES = [
    ("انتشرت قوات الحكومة", "syrian_government", "transitional_government"),
    ("داهم الأمن العام منزلاً", "hts_security", "general_security"),
    ("قالت وزارة الدفاع", "syrian_government", "transitional_army"),
    ("قصف الجيش السوري القرية", "syrian_government", "transitional_army"),
    ("حملة لقوى الأمن الداخلي", "asayish", "general_security"),
    ("اعتقال أحد فلول النظام", "", "assad_remnants"),
    ("نظام الأسد", "syrian_government", "syrian_government"),
]
SOURCES = [
    ("استشهاد مدني باعتداء للمجموعات الإرهابية المسلحة", "SANA", "civilians opposition_factions"),
    ("قصف الاحتلال ومرتزقته القرية", "ANF", "turkey turkish_backed_factions"),
    ("استهدف المرتزقة القرية", "hawarnews.com", "turkish_backed_factions"),
    ("استهدف المرتزقة القرية", "Syria TV", ""),
    ("داهمت قواتنا منزلاً", "SDF-press", "sdf"),
    ("داهمت قواتنا منزلاً", None, ""),
    ("حملة لقوى الأمن الداخلي", "ANHA", "asayish"),
]


def _actors(sentence: str, day: dt.date | None = None, source: str | None = None) -> str:
    text = Text.of(sentence)
    spans = FINDER.find(text, day, source)
    for span in spans:
        assert text.raw[span.start : span.end].strip()
        assert span.first < span.behind
        assert FINDER.table.get(span.actor) is not None
    assert all(one.behind <= two.first for one, two in pairwise(spans))
    return " ".join(span.actor for span in spans)


@pytest.mark.parametrize(("sentence", "expected"), NAMES + ADJECTIVES + [(sentence, "") for sentence in NOBODY])
def test_names(sentence: str, expected: str) -> None:
    assert _actors(sentence) == expected


@pytest.mark.parametrize(("sentence", "before", "after"), DATES)
def test_a_name_changes_its_meaning(sentence: str, before: str, after: str) -> None:
    assert (_actors(sentence, BEFORE), _actors(sentence, AFTER)) == (before, after)


@pytest.mark.parametrize(("sentence", "source", "expected"), SOURCES)
def test_loaded_names_by_who_uses_them(sentence: str, source: str | None, expected: str) -> None:
    assert _actors(sentence, BEFORE, source) == expected


def test_spans_leave_clitics_out() -> None:
    text = Text.of("قصف لقوات النظام، و«بالقوات التركية»")
    assert [text.raw[span.start : span.end] for span in FINDER.find(text)] == ["قوات النظام", "قوات التركية"]


def test_an_outlet_in_the_text_decides_where_the_source_is_unknown() -> None:
    assert _actors("وكالة فرات للأنباء\nقصف الاحتلال ومرتزقته القرية") == "turkey turkish_backed_factions"


def test_tables_agree() -> None:
    ids = {row["actor"] for row in rows("actor_table")}
    used = {row["actor"] for table in ("actors", "actor_adjectives", "group_actors") for row in rows(table)}
    assert used - {""} <= ids
    assert ids <= used
    for row in rows("actors"):
        for bound in ("from", "to"):
            assert not row[bound] or dt.date.fromisoformat(row[bound])


FORMS = [row["form"] for row in rows("actors")][::7]


@given(st.text(max_size=200) | st.lists(st.sampled_from([*FORMS, "\n", "و", "«", ".", "القصف التركي"])).map(" ".join))
def test_never_raises(raw: str) -> None:
    _actors(raw, AFTER, raw[:20])
