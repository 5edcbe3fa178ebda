"""Every error that the project raises on purpose.

KharitaError
├── GazetteerFileError (ValueError)     a file of places cannot be used as it stands; `faults` lists every reason with its line
│   └── BrokenSourceError               a published file known to be broken, with the reason and what to use in its place
├── UnknownPlaceError (LookupError)     an id or a name that the gazetteer does not hold
├── LockedError (TimeoutError)          another command kept the user's own file locked for too long
└── FetchError (OSError)                a download failed, or what came is not what was promised
"""

from __future__ import annotations

from collections.abc import Sequence


class KharitaError(Exception):
    """Root of all errors raised on purpose: its text is one line for a person, and says what to do."""


class GazetteerFileError(KharitaError, ValueError):
    """A file of places cannot be used as it stands.

    Attributes:
        faults: every reason, a line each, as `check` prints them.
    """

    def __init__(self, message: str, faults: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


class BrokenSourceError(GazetteerFileError):
    """A published file known to be broken: reading it would put wrong names into the gazetteer."""


class UnknownPlaceError(KharitaError, LookupError):
    """An id or a name that the gazetteer does not hold."""


class LockedError(KharitaError, TimeoutError):
    """Another command kept the user's own file locked for too long."""


class FetchError(KharitaError, OSError):
    """A download failed, or what came is not what was promised."""
