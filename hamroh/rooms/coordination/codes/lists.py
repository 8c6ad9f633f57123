"""Statuses, people, visibility, and types of organisation, with the words that files use for them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..models.lines import LineStatus, LineVisibility
from .entries import CodeList, Entry

_STATUS_WORDS = {
    LineStatus.PLANNED: ("planned", "pipeline", "not started", "upcoming", "funded not started"),
    LineStatus.ONGOING: ("ongoing", "on-going", "in progress", "implementation", "active", "started"),
    LineStatus.COMPLETED: ("completed", "complete", "finished", "done", "closed", "achieved"),
    LineStatus.SUSPENDED: ("suspended", "on hold", "paused"),
    LineStatus.CANCELLED: ("cancelled", "canceled", "terminated"),
}
STATUSES = CodeList("status", (Entry(one.value, one.label, _STATUS_WORDS[one]) for one in LineStatus))
VISIBILITIES = CodeList("visibility", (Entry(one.value, one.label) for one in LineVisibility))

SEXES = CodeList(
    "sex",
    (
        Entry("f", _("women and girls"), ("female", "females", "f", "women", "girls", "mujeres")),
        Entry("m", _("men and boys"), ("male", "males", "m", "men", "boys", "hombres")),
        Entry("x", _("other or unknown"), ("i", "other", "unknown")),
    ),
)
AGES = CodeList(
    "age",
    (
        Entry("children", _("children under 18"), ("children", "child", "0-17", "<18", "under 18")),
        Entry("adults", _("adults 18 to 59"), ("adults", "adult", "18-59")),
        Entry("elderly", _("60 and older"), ("elderly", "60+", "older persons")),
    ),
)
MEASURES = ("targeted", "reached")

# OCHA's types of organisation as files write them → IATI OrganisationType (code list of 2.03).
TYPE_OF_WORD = {
    "international ngo": "21", "ingo": "21", "national ngo": "22", "nngo": "22", "local ngo": "22", "ngo": "22",
    "united nations": "40", "un": "40", "un agency": "40", "international organization": "40",
    "international organisation": "40", "io": "40", "igo": "40", "government": "10", "gov": "10", "gov t": "10",
    "local government": "11", "local authority": "11", "red cross red crescent": "90", "red cross": "90",
    "red cross red crescent movement": "90", "rcrc": "90", "donor": "10", "embassy": "10", "academic research": "80",
    "academic": "80", "private sector": "70", "private": "70", "religious": "22", "media": "70", "military": "10",
    "foundation": "60", "civil society": "22", "cbo": "22", "other": "90", "others": "90",
}  # fmt: skip
