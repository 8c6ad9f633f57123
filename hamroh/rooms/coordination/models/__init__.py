"""Rounds, who reports in them, the lines they report, and what is found in these."""

from .findings import Finding, FindingKind, FindingState
from .joins import Join, JoinState
from .lines import Line, LineStatus, LineVisibility, Origin
from .rounds import Report, Reporter, ReportState, ReportWay, Round, RoundStage

__all__ = [
    "Finding",
    "FindingKind",
    "FindingState",
    "Join",
    "JoinState",
    "Line",
    "LineStatus",
    "LineVisibility",
    "Origin",
    "Report",
    "ReportState",
    "ReportWay",
    "Reporter",
    "Round",
    "RoundStage",
]
