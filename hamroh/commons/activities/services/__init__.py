"""Verbs on activities."""

from .editing import ChangedMeanwhile, InvalidChange
from .entering import change_activity, create_activity
from .links import relate, tag_activity, unrelate, untag_activity
from .money import add_budget, plan_disbursement, provider_of, receiver_of, record_transaction, revise_budget
from .places import PlaceShare, set_places
from .results import Reported, add_indicator, add_result, report_actual, set_target
from .standing import NotReady, publish, set_dates, set_status, set_theme, set_visibility, unpublish
from .texts import edit_texts

__all__ = [
    "ChangedMeanwhile",
    "InvalidChange",
    "NotReady",
    "PlaceShare",
    "Reported",
    "add_budget",
    "add_indicator",
    "add_result",
    "change_activity",
    "create_activity",
    "edit_texts",
    "plan_disbursement",
    "provider_of",
    "publish",
    "receiver_of",
    "record_transaction",
    "relate",
    "report_actual",
    "revise_budget",
    "set_dates",
    "set_places",
    "set_status",
    "set_target",
    "set_theme",
    "set_visibility",
    "tag_activity",
    "unpublish",
    "unrelate",
    "untag_activity",
]
