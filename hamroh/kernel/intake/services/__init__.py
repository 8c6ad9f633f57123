"""Verbs of the intake: read a file into a preview, apply it, discard it, remember what headings mean."""

from .applying import apply
from .discarding import discard
from .mappings import remember_mapping
from .receiving import apply_later, receive
from .staging import NotThisFile, continue_reading, stage, start
from .steps import LEAVE_OUT, BatchNotReady, KeepGoing, LinesRefused, may_leave_out

__all__ = [
    "LEAVE_OUT",
    "BatchNotReady",
    "KeepGoing",
    "LinesRefused",
    "NotThisFile",
    "apply",
    "apply_later",
    "continue_reading",
    "discard",
    "may_leave_out",
    "receive",
    "remember_mapping",
    "stage",
    "start",
]
