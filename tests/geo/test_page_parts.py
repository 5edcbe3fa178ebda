"""Which parts of a page are the report and which are links, asides and headlines of others."""

from __future__ import annotations

import pytest

HEADLINE = "قصف مدفعي على بلدة سرمين"
BODY = (
    "قصفت قوات النظام بالمدفعية الثقيلة صباح اليوم أطراف بلدة النيرب شرقي إدلب، ما أدى إلى مقتل مدني وإصابة ثلاثة آخرين "
    "بجروح، بحسب ما قال ناشطون في المنطقة لمراسلنا."
)
OTHER = "غارات جوية على مدينة خان شيخون"
MORE = (
    "وقالت مصادر محلية إن انفجار لغم في قرية معرزاف أدى بعد ساعات إلى إصابة طفل كان يرعى الأغنام قرب منزل أهله في أطراف القرية المذكورة."
)


def stories(read, text: str) -> dict[str, str]:
    """First site of each event → its story."""
    record = read(text)
    return {record.mentions[event.sites[0]].place.name_ar: event.story.value for event in record.events if event.sites}


@pytest.mark.parametrize("marker", ["مقالات ذات صلة", "الخبر السابق", "قد تحب أيضا", "4 ساعات مضت", "اقرأ أيضاً:"])
def test_headlines_below_the_report_are_furniture(marker: str, read) -> None:
    told = stories(read, f"{HEADLINE}\n\n{BODY}\n\n{marker}\n\n{OTHER}\n")
    assert told["النيرب"] == "main"
    assert told["خان شيخون"] == "furniture"


@pytest.mark.parametrize("marker", ["مقالات مشابهة", "ساعة واحدة مضت", "الأكثر قراءة"])
def test_headlines_above_the_report_end_where_it_begins(marker: str, read) -> None:
    told = stories(read, f"أخبار\n\n{marker}\n\n{OTHER}\n\n{BODY}\n")
    assert told == {"خان شيخون": "furniture", "النيرب": "main"}


def test_an_aside_ends_with_its_line(read) -> None:
    told = stories(read, f"{BODY}\n\nاقرأ أيضاً: {OTHER}\n\n{MORE}\n")
    assert told == {"النيرب": "main", "خان شيخون": "furniture", "معرزاف": "main"}


def test_an_aside_alone_ends_at_the_next_paragraph(read) -> None:
    told = stories(read, f"{BODY}\n\nشاهد أيضا\n\n{OTHER}\n\n{MORE}\n")
    assert told == {"النيرب": "main", "خان شيخون": "furniture", "معرزاف": "main"}


def test_the_same_words_in_a_sentence_are_no_marker(read) -> None:
    told = stories(read, f"{BODY}\n\nوفي الخبر السابق ذكرنا أن {OTHER} وقعت أمس.\n")
    assert told["خان شيخون"] == "main"


def test_headlines_below_without_a_marker(read) -> None:
    told = stories(read, f"{BODY}\n\n{MORE}\n\n{OTHER}\n\nحريق كبير في مدينة سرمدا يوقع إصابات\n")
    assert told["النيرب"] == told["معرزاف"] == "main"
    assert told["خان شيخون"] == "furniture"


@pytest.mark.parametrize("dots", ["...", "…", " ....."])
def test_headlines_below_that_are_cut_off(read, dots: str) -> None:
    told = stories(read, f"{BODY}\n\n{MORE}\n\n{OTHER}{dots}\n\nحريق كبير في مدينة سرمدا يوقع{dots}\n\nخبر آخر عن انقطاع الكهرباء{dots}\n")
    assert told["خان شيخون"] == "furniture"


def test_a_list_below_a_report_is_part_of_it(read) -> None:
    told = stories(read, f"{BODY}\n\n{MORE}\n\n- {OTHER}\n- قصف مدفعي على بلدة سرمين\n")
    assert told["خان شيخون"] == "main"


def test_the_news_of_a_day_by_governorate_is_no_row_of_headlines(read) -> None:
    news = "إدلب: {}\n\nحماة: {}\n\nحلب: قصف مدفعي على مدينة خان شيخون\n\nدرعا: اشتباكات في بلدة سرمين مساء\n"
    told = stories(read, news.format(BODY, MORE))
    assert told["خان شيخون"] == "main"


def test_what_happens_again_and_again_is_background(read) -> None:
    told = stories(read, f"{BODY}\n\nوتتعرض مدينة خان شيخون لغارات جوية بين الحين والآخر.\n")
    assert told == {"النيرب": "main", "خان شيخون": "background"}
