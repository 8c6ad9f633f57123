"""Questions about activities."""

from .contents import contents_of
from .kin import descendants_of
from .records import organisation_record_of, record_of, records_in_order
from .register import at_place, of_organisation, register, tagged
from .seeing import visible_to
from .totals import Total, commitments, planned, spend, total_of, totals
from .work import (
    PlaceCount,
    ThemeCount,
    active,
    active_by_theme,
    for_organisation,
    for_place,
    organisations_at_work,
    organisations_at_work_by_place,
)

__all__ = [
    "PlaceCount",
    "ThemeCount",
    "Total",
    "active",
    "active_by_theme",
    "at_place",
    "commitments",
    "contents_of",
    "descendants_of",
    "for_organisation",
    "for_place",
    "of_organisation",
    "organisation_record_of",
    "organisations_at_work",
    "organisations_at_work_by_place",
    "planned",
    "record_of",
    "records_in_order",
    "register",
    "spend",
    "tagged",
    "total_of",
    "totals",
    "visible_to",
]
