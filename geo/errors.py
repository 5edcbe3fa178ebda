"""Errors of reading and writing, kin of the one root in `gazetteer.errors`.

KharitaError
├── ReportError (ValueError)    one report cannot be read; the others go on
├── RecordError (ValueError)    a line of JSON Lines is neither a report nor an extraction record
└── OutputError (OSError)       a result cannot be written; nothing half-written is left
"""

from __future__ import annotations

from gazetteer.errors import KharitaError

__all__ = ["KharitaError", "OutputError", "RecordError", "ReportError"]


class ReportError(KharitaError, ValueError):
    """One report cannot be read: its text says which, why, and what to do."""


class RecordError(KharitaError, ValueError):
    """A line of a JSON Lines file is not what it should be."""


class OutputError(KharitaError, OSError):
    """A result cannot be written."""
