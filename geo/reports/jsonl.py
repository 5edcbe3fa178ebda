"""JSON Lines: reports (`{"id", "title", "text", "source", "url", "published"}`) or extraction records (told by the key `mentions`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec

from geo.errors import ReportError
from geo.models import Extraction
from geo.reports.source import Source, report_of


class _Line(msgspec.Struct):
    """What tells a report from a record, and what a report has; the rest of a line is skipped undecoded."""

    mentions: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    id: Any = None
    title: Any = None
    text: Any = None
    source: Any = None
    url: Any = None
    published: Any = None


_LINE = msgspec.json.Decoder(_Line)
_RECORD = msgspec.json.Decoder(Extraction)


def read_jsonl(text: str, name: str, published: dt.date | None) -> Iterator[Source | ReportError]:
    """Every line of a JSON Lines text; a faulty line is yielded as its error."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _line(line, f"{name}:{number}", number, published)


def _line(line: str, origin: str, number: int, published: dt.date | None) -> Source | ReportError:
    try:
        value = _LINE.decode(line)
    except msgspec.ValidationError:
        return ReportError(f'{origin}: a line must be an object with a "text"')
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return ReportError(f"{origin}: not JSON ({error})")
    if value.mentions is not msgspec.UNSET:
        return _record(line, origin)
    if not isinstance(value.text, str):
        return ReportError(f'{origin}: "text" is missing or no string')
    try:
        day = _day(value.published) or published
    except ValueError:
        return ReportError(f'{origin}: "published" must be a date like 2018-05-21, not {value.published!r}')
    return report_of(
        str(value.id) if value.id is not None else f"line-{number}", value.text, title=_string(value.title),
        source=_string(value.source), url=_string(value.url), published=day, origin=origin,
    )  # fmt: skip


def _record(line: str, origin: str) -> Source | ReportError:
    try:
        record = _RECORD.decode(line)
    except msgspec.ValidationError as error:
        return ReportError(f"{origin}: not an extraction record of this version ({error}); extract the report again")
    return Source(record.report, origin, record.notices, record)


def _day(value: Any) -> dt.date | None:
    return None if value in (None, "") else dt.date.fromisoformat(str(value)[:10])


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
