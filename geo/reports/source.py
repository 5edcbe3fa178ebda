"""A report as it came in, and what else came with it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass

from geo.models import Extraction, Report

_ARABIC = re.compile(r"[\u0621-\u064a\u066e-\u06d3]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SORANI = re.compile(r"[\u06ce\u06c6\u06d5]")
_TURKISH = re.compile(r"[\u011f\u0131\u015f\u0130\u011e\u015e]")


@dataclass(frozen=True, slots=True)
class Source:
    """One report that was read, or an extraction record that was read back.

    Attributes:
        report: the report with its text.
        origin: the file or line it came from, for messages.
        notices: what a reader should know (encoding, no Arabic, empty).
        record: the extraction record, when the input held one.
    """

    report: Report
    origin: str
    notices: tuple[str, ...] = ()
    record: Extraction | None = None


def report_of(
    identity: str,
    text: str,
    *,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    published: dt.date | None = None,
    notices: tuple[str, ...] = (),
    origin: str = "",
) -> Source:
    """A report from its parts, with its digest and language."""
    lang = language(text)
    said = list(notices)
    if not text.strip():
        said.append("the text is empty")
    elif not _ARABIC.search(text):
        said.append("no Arabic in the text: nothing to find")
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    report = Report(id=identity, title=title, source=source, url=url, published=published, lang=lang, sha256=digest, text=text)
    return Source(report, origin or identity, tuple(said))


def language(text: str) -> str:
    """What a text mostly is, by its letters: `ar`, `ckb` (Sorani), `tr`, `en` (Latin letters, whatever the language), `und`."""
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if arabic == latin == 0:
        return "und"
    if arabic >= latin / 4:
        return "ckb" if len(_SORANI.findall(text)) * 20 > arabic else "ar"
    return "tr" if len(_TURKISH.findall(text)) * 50 > latin else "en"
