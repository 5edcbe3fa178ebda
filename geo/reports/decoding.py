"""Bytes → text: UTF-8, UTF-16 with a mark, and windows-1256, still common for Arabic. Anything else is refused with the reason."""

from __future__ import annotations

import codecs
import re

from geo.errors import ReportError

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_OTHER_LETTER = re.compile(r"[^\W\d_\u0621-\u064aA-Za-z]")


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file and what is to be said of its encoding.

    Newlines and Unicode form stay as they are; a byte order mark is not text.

    Raises:
        ReportError: for an empty file, a binary, and bytes in no encoding that Arabic comes in.
    """
    if not data:
        raise ReportError(f"{name}: the file is empty")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), ("read as UTF-16",)
        except UnicodeDecodeError:
            raise ReportError(f"{name}: begins like UTF-16 but is not; save it as UTF-8") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _windows(data, name, error)
    if _CONTROL.search(text):
        raise ReportError(f"{name}: a binary file, not a text (control bytes); kharita reads .txt and .jsonl in UTF-8")
    return text, ()


def _windows(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    """windows-1256, when what comes out reads as Arabic."""
    if b"\x00" in data:
        raise ReportError(f"{name}: a binary file, not a text (zero bytes); kharita reads .txt and .jsonl in UTF-8")
    text = data.decode("cp1256", "replace")
    arabic, other = len(_ARABIC.findall(text)), len(_OTHER_LETTER.findall(text))
    if "\ufffd" not in text and not _CONTROL.search(text) and arabic > 4 * other and arabic > 3:
        return text, ("not UTF-8: read as windows-1256",)
    raise ReportError(f"{name}: broken encoding at byte {error.start}, neither UTF-8 nor windows-1256; save it as UTF-8")
