"""The room's verbs."""

from .publishing import publish_report, publish_round
from .reporters import add_reporter, excuse_reporter, make_link, remind, remind_missing
from .reporting import change_lines, enter_letter, report_unchanged
from .rounds import call_round, change_round, close_round, prepare_round, reopen_round
from .validating import return_report, validate_report

__all__ = [
    "add_reporter",
    "call_round",
    "change_lines",
    "change_round",
    "close_round",
    "enter_letter",
    "excuse_reporter",
    "make_link",
    "prepare_round",
    "publish_report",
    "publish_round",
    "remind",
    "remind_missing",
    "reopen_round",
    "report_unchanged",
    "return_report",
    "validate_report",
]
