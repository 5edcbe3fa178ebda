"""Who did it and to whom: sentence, trigger, voice → roles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.actors import ActorFinder
from geo.models import Role
from geo.roles import RoleReader
from geo.text import Text

ACTIVE = [
    ("قصفت قوات النظام بلدة كفرنبل", "قصفت", "syrian_government>"),
    ("قصفت مدفعية قوات النظام المتمركزة في المعسكر بلدة كفرنبل", "قصفت", "syrian_government>"),
    ("قوات النظام تقصف بلدة كفرنبل بالمدفعية", "تقصف", "syrian_government>"),
    ("استهدفت طائرات حربية روسية أطراف البلدة", "استهدفت", "russia>"),
    ("طائرات حربية روسية استهدفت أطراف البلدة", "استهدفت", "russia>"),
    ("استهدف تنظيم الدولة مواقع قوات النظام في البادية", "استهدف", "isis>syrian_government"),
    ("هاجم مسلحون مجهولون حاجزاً لقوات النظام قرب المدينة", "هاجم", "unknown_gunmen>syrian_government"),
    ("استهدفت عبوة ناسفة دورية لقوات سوريا الديمقراطية", "استهدفت", ">sdf"),
    ("اعتقلت قسد شاباً في بلدة الشحيل", "اعتقلت", "sdf>civilians"),
    ("اعتقلت قوات النظام وميليشيا الدفاع الوطني خمسة مدنيين", "اعتقلت", "syrian_government+ndf>civilians"),
    ("داهمت قوات سوريا الديمقراطية برفقة التحالف الدولي منزلاً في القرية", "داهمت", "sdf+coalition>"),
    ("سيطرت فصائل المعارضة على القرية بعد معارك مع قوات النظام", "سيطرت", "opposition_factions>syrian_government"),
    ("انسحبت هيئة تحرير الشام من القرية", "انسحبت", "hts>"),
    ("نزح الأهالي من القرية باتجاه الحدود", "نزح", ">civilians"),
    ("أسر مقاتلو المعارضة عنصرين من قوات النظام", "أسر", "opposition_factions>syrian_government"),
    ("استهدف الجيش التركي قوات سوريا الديمقراطية بريف تل تمر", "استهدف", "turkey>sdf"),
    ("قصف الطيران الروسي مناطق سيطرة هيئة تحرير الشام", "قصف", "russia>"),
    ("أعدم تنظيم داعش مدنيين اثنين في الساحة", "أعدم", "isis>civilians"),
    ("أفاد ناشطون أن قوات النظام المتمركزة في تل مرق قصفت فجرا مواقع للفصائل", "قصفت", "syrian_government>opposition_factions"),
    ("الحملة استهدفت مطلوباً من قادة تنظيم داعش", "استهدفت", ">isis"),
    ("مقر لقسد استهدفته طائرة مسيرة", "استهدفته", ">sdf"),
    ("دخل رتل عسكري للقوات التركية من معبر خربة الجوز", "دخل", "turkey>"),
    ("نفذت قوات التحالف الدولي بدعم من قسد إنزالاً جوياً", "نفذت", "coalition+sdf>"),
]
PASSIVE = [
    ("تعرضت بلدة كنصفرة لقصف من قبل قوات النظام", "تعرضت", "syrian_government>"),
    ("تعرضت بلدة كنصفرة لقصف مدفعي تركي", "تعرضت", "turkey>"),
    ("تتعرض قرى الريف الغربي لقصف الاحتلال التركي ومرتزقته بقذائف الهاون", "تتعرض", "turkey+turkish_backed_factions>"),
    ("قُتل عنصر من قوات النظام برصاص مجهولين", "قُتل", "unknown_gunmen>syrian_government"),
    ("قُتل ثلاثة عناصر من قسد بهجوم شنه تنظيم الدولة", "قُتل", "isis>sdf"),
    ("أصيب طفل بنيران الجندرما التركية", "أصيب", "turkish_border_guards>civilians"),
    ("أصيب ثلاثة مدنيين جراء قصف لقوات النظام على البلدة", "أصيب", "syrian_government>civilians"),
    ("القوات الأمريكية وقوات (قسد) تقتلان مدنيين اثنين", "مدنيين اثنين", "us+sdf>civilians"),
    ("قُتل قيادي في هيئة تحرير الشام على يد مجهولين", "قُتل", "unknown_gunmen>hts"),
    ("اغتيل متطوع في الدفاع المدني برصاص مسلحين", "اغتيل", "unknown_gunmen>white_helmets"),
]
NOUN = [
    ("قصف قوات النظام على بلدة كفرنبل", "قصف", "syrian_government>"),
    ("قصف مدفعي وصاروخي لقوات النظام على البلدة", "قصف", "syrian_government>"),
    ("القصف التركي على ريف تل تمر", "القصف", "turkey>"),
    ("هجوم لتنظيم الدولة على مواقع قوات النظام في البادية", "هجوم", "isis>syrian_government"),
    ("هجوم داعش على قسد في ريف دير الزور", "هجوم", "isis>sdf"),
    ("اشتباكات بين قوات النظام وفصائل المعارضة في محور كبينة", "اشتباكات", "syrian_government=opposition_factions"),
    ("اندلعت اشتباكات عنيفة بين قسد والجيش الوطني السوري", "اشتباكات", "sdf=sna"),
    ("اغتيال عنصر من قوات النظام في مدينة نوى", "اغتيال", ">syrian_government"),
    ("اعتقال شابين من قبل الأسايش في الحسكة", "اعتقال", "asayish>civilians"),
    ("شنت قوات النظام هجوماً على مواقع الفصائل", "هجوماً", "syrian_government>opposition_factions"),
    ("جددت قوات النظام قصفها على البلدة", "قصفها", "syrian_government>"),
    ("مقتل مدنيين اثنين بقصف لقوات النظام على قرية", "قصف", "syrian_government>civilians"),
    ("نفذت طائرات التحالف الدولي غارات على مواقع تنظيم الدولة", "غارات", "coalition>isis"),
    ("ردت فصائل المعارضة على قصف قوات النظام", "قصف", "opposition_factions>syrian_government"),
    ("أعلنت قسد اعتقال ثلاثة من عناصر داعش", "اعتقال", "sdf>isis"),
    ("أحرزت قوات سوريا الديمقراطية تقدماً على حساب داعش بدعم مدفعي أميركي وفرنسي", "تقدماً", "sdf+us+france>isis"),
    ("عملية أمنية مشتركة بين التحالف الدولي وقسد", "عملية أمنية", "coalition+sdf>"),
    ("قصف بري على البلدة.. وهيئة تحرير الشام تستهدف حاجزا للنظام", "قصف", ">"),
    ("غارات روسية على مقرات هيئة تحرير الشام", "غارات", "russia>hts"),
    ("تظاهرة لأهالي البلدة ضد هيئة تحرير الشام", "تظاهرة", "civilians>hts"),
    ("استهداف قوات النظام بالمدفعية منزلا في البلدة", "استهداف", "syrian_government>"),
    ("استهداف قوات النظام بالمدفعية الثقيلة بلدة الناجية", "استهداف", "syrian_government>"),
    ("استهداف قوات النظام بعبوة ناسفة قرب المدينة", "استهداف", ">syrian_government"),
    ("إصابة مدنيين باستهداف مسيّرة تركية في الريف", "باستهداف", "turkey>civilians"),
    ("قصف لقوات النظام على البلدة والهيئة تستهدف مواقع قوات النظام", "قصف", "syrian_government>"),
    ("استهداف دورية لقوات النظام بعبوة ناسفة", "استهداف", ">syrian_government"),
    ("قصف مصدره مناطق سيطرة قوات النظام على المدينة", "قصف", "syrian_government>"),
    ("قصف على بلدة خاضعة لسيطرة قسد", "قصف", ">"),
    ("عملية إنزال جوي للتحالف الدولي بمشاركة قوات HAT في البصيرة", "إنزال", "coalition+hat>"),
]


FINDER = ActorFinder.load()
READER = RoleReader.load()


def _read(sentence: str, trigger: str, voice: str) -> str:
    text = Text.of(sentence)
    at = sentence.index(trigger)
    first, behind = text.token_at(at), text.token_at(at + len(trigger) - 1) + 1
    given = READER.roles(text, FINDER.find(text), (first, behind), voice, (0, len(text.words)))
    by_role: dict[Role, list[str]] = {role: [] for role in Role}
    for actor, role in given:
        if actor.actor not in by_role[role]:
            by_role[role].append(actor.actor)
    if by_role[Role.PARTICIPANT]:
        return "=".join(by_role[Role.PARTICIPANT])
    return "+".join(by_role[Role.INITIATOR]) + ">" + "+".join(by_role[Role.TARGET])


@pytest.mark.parametrize(("sentence", "trigger", "expected"), ACTIVE)
def test_active(sentence: str, trigger: str, expected: str) -> None:
    assert _read(sentence, trigger, "active") == expected


@pytest.mark.parametrize(("sentence", "trigger", "expected"), PASSIVE)
def test_passive(sentence: str, trigger: str, expected: str) -> None:
    assert _read(sentence, trigger, "passive") == expected


@pytest.mark.parametrize(("sentence", "trigger", "expected"), NOUN)
def test_noun(sentence: str, trigger: str, expected: str) -> None:
    assert _read(sentence, trigger, "noun") == expected


PIECES = st.sampled_from(["قصفت", "قوات النظام", "قسد", "على", "بين", "و", "لـ", "من قبل", "مدنيين", "،", "التركي", "قصف", ".", "«", "3", "\n", "مواقع", "للتحالف"])


@given(st.lists(PIECES, max_size=20), st.integers(0, 25), st.integers(0, 3), st.sampled_from(["active", "passive", "noun", "other"]))
def test_never_raises(pieces: list[str], first: int, length: int, voice: str) -> None:
    text = Text.of(" ".join(pieces))
    size = len(text.words)
    at = min(first, size - 1)
    if at < 0:
        return
    actors = FINDER.find(text)
    for actor, role in READER.roles(text, actors, (at, min(at + 1 + length, size)), voice, (0, size)):
        assert actor in actors
        assert isinstance(role, Role)
