"""When: date words in text and the days that they mean. Add a row: the text, the words that are the date, first and last day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.arabic import fold
from geo.date_calendar import hijri_day, hijri_month, hijri_year_of
from geo.dates import DateExpr, DateGrammar, DatePrecision, acled_time_precision, ucdp_date_prec
from geo.lexicon import rows

PUBLISHED = dt.date(2018, 5, 21)  # a Monday
GRAMMAR = DateGrammar.load()
TABLES = {"test_dates": ["dates"]}


def found(text: str, published: dt.date | None = PUBLISHED) -> tuple[DateExpr, ...]:
    return GRAMMAR.find(fold(text), published)


def only(text: str, published: dt.date | None = PUBLISHED) -> DateExpr:
    expressions = found(text, published)
    assert len(expressions) == 1, [text[e.start : e.end] for e in expressions]
    return expressions[0]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        # relative days
        ("وصلت القافلة أمس إلى البلدة", "أمس", "2018-05-20", "2018-05-20"),
        ("وصلت القافلة أول من أمس", "أول من أمس", "2018-05-19", "2018-05-19"),
        ("وصلت القافلة أمس الأول", "أمس الأول", "2018-05-19", "2018-05-19"),
        ("سمع الأهالي انفجارا البارحة", "البارحة", "2018-05-20", "2018-05-20"),
        ("تدخل القافلة غداً", "غدا", "2018-05-22", "2018-05-22"),
        ("تدخل القافلة بعد غد", "بعد غد", "2018-05-23", "2018-05-23"),
        ("وبأمس كان هادئا", "أمس", "2018-05-20", "2018-05-20"),
        ("سقطت قذيفة قبل قليل", "قبل قليل", "2018-05-21", "2018-05-21"),
        # weekdays: the most recent one
        ("انسحبوا السبت", "السبت", "2018-05-19", "2018-05-19"),
        ("انسحبوا يوم الأحد الماضي", "يوم الأحد الماضي", "2018-05-20", "2018-05-20"),
        ("انسحبوا الاثنين", "الاثنين", "2018-05-21", "2018-05-21"),
        ("انسحبوا الاثنين الماضي", "الاثنين الماضي", "2018-05-14", "2018-05-14"),
        ("ينسحبون الجمعة المقبل", "الجمعة المقبل", "2018-05-25", "2018-05-25"),
        ("اجتمعوا يومي السبت والأحد", "يومي السبت والأحد", "2018-05-19", "2018-05-20"),
        ("في سوق الأحد حركة خفيفة", None, None, None),
        # the same day told twice
        ("أغارت الطائرات أمس الأحد", "أمس الأحد", "2018-05-20", "2018-05-20"),
        ("أغارت الطائرات اليوم الاثنين 21 أيار", "اليوم الاثنين 21 أيار", "2018-05-21", "2018-05-21"),
        ("الثلاثاء, ١٥ مايو ٢٠١٨, ٠٩:٣٠ متابعات", "الثلاثاء, ١٥ مايو ٢٠١٨, ٠٩:٣٠", "2018-05-15", "2018-05-15"),
        # parts of a day
        ("قصف عنيف فجر اليوم", "فجر اليوم", "2018-05-21", "2018-05-21"),
        ("قصف عنيف مساء أمس", "مساء أمس", "2018-05-20", "2018-05-20"),
        ("قصف عنيف ليلة الجمعة – السبت", "ليلة الجمعة – السبت", "2018-05-18", "2018-05-19"),
        ("قصف بعد منتصف ليل السبت-الأحد", "بعد منتصف ليل السبت-الأحد", "2018-05-20", "2018-05-20"),
        ("هدوء حذر الليلة الماضية", "الليلة الماضية", "2018-05-20", "2018-05-20"),
        # calendar dates in every notation
        ("هدنة في 3 نيسان 2017", "3 نيسان 2017", "2017-04-03", "2017-04-03"),
        ("هدنة في الأول من مايو", "الأول من مايو", "2018-05-01", "2018-05-01"),
        ("هدنة في الخامس عشر من آذار 2011", "الخامس عشر من آذار 2011", "2011-03-15", "2011-03-15"),
        ("هدنة في الحادي والعشرين من شباط/فبراير الماضي", "الحادي والعشرين من شباط/فبراير الماضي", "2018-02-21", "2018-02-21"),
        ("هدنة في 20/5/2018 برعاية", "20/5/2018", "2018-05-20", "2018-05-20"),
        ("هدنة في 2018-05-20 برعاية", "2018-05-20", "2018-05-20", "2018-05-20"),
        ("هدنة في ٢٠-٥-٢٠١٨ برعاية", "٢٠-٥-٢٠١٨", "2018-05-20", "2018-05-20"),
        ("هدنة يوم 7 جوان 2017", "يوم 7 جوان 2017", "2017-06-07", "2017-06-07"),
        ("هدنة من 3 إلى 5 أيار", "3 إلى 5 أيار", "2018-05-03", "2018-05-05"),
        ("الثاني عشر من الشهر الجاري", "الثاني عشر من الشهر الجاري", "2018-05-12", "2018-05-12"),
        ("هجوم في 15 تشرين الثاني", "15 تشرين الثاني", "2017-11-15", "2017-11-15"),  # the nearest that is not in the future
        ("هدنة في 15 رمضان 1441 هـ", "15 رمضان 1441 ه", "2020-05-08", "2020-05-08"),
        # months, years and their parts
        ("معارك في أيلول/سبتمبر الماضي", "أيلول/سبتمبر الماضي", "2017-09-01", "2017-09-30"),
        ("معارك خلال شهر شباط", "شهر شباط", "2018-02-01", "2018-02-28"),
        ("معارك في مطلع العام الجاري", "مطلع العام الجاري", "2018-01-01", "2018-04-30"),
        ("معارك منتصف شهر نيسان", "منتصف شهر نيسان", "2018-04-11", "2018-04-20"),
        ("معارك أواخر تموز 2016", "أواخر تموز 2016", "2016-07-21", "2016-07-31"),
        ("معارك عام 2015", "عام 2015", "2015-01-01", "2015-12-31"),
        ("معارك في 2013", "2013", "2013-01-01", "2013-12-31"),
        ("معارك العام الماضي", "العام الماضي", "2017-01-01", "2017-12-31"),
        ("معارك الأسبوع الماضي", "الأسبوع الماضي", "2018-05-13", "2018-05-19"),
        ("معارك صيف 2014", "صيف 2014", "2014-06-01", "2014-08-31"),
        # stretches of time
        ("بدأت الحملة قبل نحو شهر", "قبل نحو شهر", "2018-04-21", "2018-04-21"),
        ("بدأت الحملة قبل يومين", "قبل يومين", "2018-05-19", "2018-05-19"),
        ("مستمرة منذ ثلاثة أيام", "منذ ثلاثة أيام", "2018-05-18", "2018-05-21"),
        ("مستمرة منذ حزيران", "منذ حزيران", "2017-06-01", "2018-05-21"),
        ("نزحوا خلال الشهرين الماضيين", "خلال الشهرين الماضيين", "2018-03-21", "2018-05-21"),
        ("نزحوا خلال الـ 48 ساعة الماضية", "خلال الـ 48 ساعة الماضية", "2018-05-19", "2018-05-21"),
        ("نزحوا خلال الأيام الثلاثة الماضية", "خلال الأيام الثلاثة الماضية", "2018-05-18", "2018-05-21"),
        ("نزحوا بين السبت والاثنين", "بين السبت والاثنين", "2018-05-19", "2018-05-21"),
        ("نزحوا بين عامي 2012 و2016", "بين عامي 2012 و2016", "2012-01-01", "2016-12-31"),
        ("هدنة من السبت حتى الاثنين", "من السبت حتى الاثنين", "2018-05-19", "2018-05-21"),
        ("استمرت ثلاثة أشهر", "ثلاثة أشهر", None, None),
        ("قتل قبل أيام", "قبل أيام", None, None),
        # the day after, the day before
        ("غداة السبت دخلت الحافلات", "غداة السبت", "2018-05-20", "2018-05-20"),
    ],
)
def test_words_and_days(text: str, words: str | None, first: str | None, last: str | None) -> None:
    if words is None:
        assert found(text) == ()
        return
    expression = only(text)
    assert text[expression.start : expression.end] == words
    assert (expression.first and expression.first.isoformat(), expression.last and expression.last.isoformat()) == (first, last)


def test_dates(row: dict[str, Any]) -> None:
    text, published = row["text"], dt.date.fromisoformat(row.get("published", PUBLISHED.isoformat()))
    fixed = [expression for expression in found(text, published) if expression.first or expression.last]
    plainly = [{"words": text[e.start : e.end], "first": str(e.first or ""), "last": str(e.last or "")} for e in fixed]
    assert plainly == row["dates"]


@pytest.mark.parametrize(
    "text",
    [
        "في اليوم الثالث من الحملة",
        "اليوم التالي كان هادئا",
        "مدرسة 17 نيسان",
        "شارع 8 آذار",
        "من باب الاحتياط",
        "طفل (13 عاماً) من القرية",
        "تبلغ من العمر 12 عاما",
        "ثلاثة أشخاص في كل يوم",
        "النتيجة 3/5",
        "دبابة T72 وعيار 23",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("الساعة العاشرة والنصف ليلا", "22:30", None),
        ("الساعة 3:15 فجر اليوم", "03:15", None),
        ("الساعة السابعة إلا ربعا مساء السبت", "18:45", None),
        ("من الساعة 10 صباح الخميس إلى الساعة السادسة مساء من يوم الجمعة", "10:00", "18:00"),
        ("قرابة الساعة الحادية عشرة و40 دقيقة من مساء الأحد", "23:40", None),
    ],
)
def test_hours(text: str, start: str, end: str | None) -> None:
    expression = only(text)
    assert (expression.start_time, expression.end_time) == (start, end)


def test_an_hour_without_a_day_has_no_date() -> None:
    expression = only("الساعة 10 صباحا")
    assert (expression.first, expression.start_time) == (None, "10:00")


def test_relative_words_stay_unresolved_without_a_day_of_publication() -> None:
    for text in ("أمس", "السبت الماضي", "منذ ثلاثة أيام", "الشهر الماضي", "3 نيسان"):
        expression = only(text, None)
        assert expression.relative, text
        assert expression.first is None, text
    assert only("3 نيسان 2017", None).first == dt.date(2017, 4, 3)


def test_the_day_of_writing_that_the_text_tells_stands_in_for_the_day_of_publication() -> None:
    # filed under Monday the 21st, written on Wednesday the 23rd
    told = found("قصف عنيف صباح اليوم الأربعاء، بعد هدوء أمس، ومعارك يوم الثلاثاء")
    assert [expression.first for expression in told] == [dt.date(2018, 5, 23), dt.date(2018, 5, 22), dt.date(2018, 5, 22)]
    # two days of writing are none
    told = found("قال اليوم الأربعاء إن القصف وقع أمس. وقال اليوم الثلاثاء إنه مستمر")
    assert [expression.first for expression in told] == [dt.date(2018, 5, 23), dt.date(2018, 5, 20), dt.date(2018, 5, 22)]


def test_kinds_and_precision() -> None:
    assert only("منذ حزيران").kind == "since"
    assert only("حتى الجمعة").kind == "until"
    assert only("استمرت ثلاثة أشهر").kind == "duration"
    assert only("العام الماضي").precision is DatePrecision.YEAR
    assert only("قبل أيام").precision is DatePrecision.VAGUE


@pytest.mark.parametrize(
    ("first", "last", "precision", "acled", "ucdp"),
    [
        ("2018-05-20", "2018-05-20", DatePrecision.DAY, 1, 1),
        ("2018-05-18", "2018-05-21", DatePrecision.DAY, 2, 2),
        ("2018-05-14", "2018-05-20", DatePrecision.WEEK, 2, 3),
        ("2018-05-01", "2018-05-31", DatePrecision.MONTH, 3, 4),
        ("2018-05-18", "2018-05-19", DatePrecision.DAY, 1, 2),  # a night
        ("2018-05-14", "2018-05-15", DatePrecision.WEEK, 2, 3),  # «مطلع الأسبوع»
        ("2018-05-07", "2018-05-07", DatePrecision.WEEK, 2, 3),  # «قبل أسبوعين»
        ("2018-04-21", "2018-04-21", DatePrecision.MONTH, 3, 4),  # «قبل نحو شهر»
        ("2018-05-01", "2018-05-10", DatePrecision.MONTH, 3, 4),  # «مطلع أيار»
        ("2018-03-01", "2018-04-30", DatePrecision.MONTH, 3, 5),  # «آذار ونيسان»
        ("2017-05-21", "2017-05-21", DatePrecision.YEAR, 3, 5),  # «قبل عام»
        ("2018-05-11", "2018-05-20", DatePrecision.DAY, 3, 4),  # «من 11 إلى 20 أيار»
        ("2018-01-01", "2018-12-31", DatePrecision.YEAR, 3, 5),
        (None, None, DatePrecision.VAGUE, 3, 5),
    ],
)
def test_codebooks(first: str | None, last: str | None, precision: DatePrecision, acled: int, ucdp: int) -> None:
    days = [dt.date.fromisoformat(day) if day else None for day in (first, last)]
    assert acled_time_precision(days[0], days[1], precision) == acled
    assert ucdp_date_prec(days[0], days[1], precision) == ucdp


def test_hijri_days() -> None:
    # as sighted or announced; the tabular reckoning may be a day off
    for year, month, day, announced in (
        (1400, 1, 1, dt.date(1979, 11, 20)),
        (1441, 9, 1, dt.date(2020, 4, 24)),
        (1446, 10, 1, dt.date(2025, 3, 30)),
    ):
        reckoned = hijri_day(year, month, day)
        assert reckoned is not None
        assert abs((reckoned - announced).days) <= 1
    assert hijri_day(1441, 13, 1) is None
    assert hijri_year_of(dt.date(2020, 4, 24)) == 1441
    month = hijri_month(1441, 9)
    assert month is not None
    assert (month[1] - month[0]).days + 1 in (29, 30)


WORDS = sorted(
    {
        row["form"]
        for table in ("months", "weekdays", "relative_days", "date_words", "date_units", "ordinals", "day_parts")
        for row in rows(table)
    }
)
TEXTS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.integers(0, 3000).map(str), st.sampled_from(list("/-.:،و()\n")), st.text(max_size=4))
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.one_of(st.none(), st.dates()))
def test_any_text(text: str, published: dt.date | None) -> None:
    behind = 0
    for expression in found(text, published):
        assert behind <= expression.start < expression.end <= len(text)
        assert expression.first is None or expression.last is None or expression.first <= expression.last
        behind = expression.end


@pytest.mark.parametrize("unit", ["7", "7 ", "7/", "أيار ", "منذ ", "7-", "السبت و", "الساعة ", "من إلى "])
def test_hostile_texts_stay_linear(unit: str) -> None:
    found(unit * 50_000)
