"""The fields that both sources tell, and which of the two is usually shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IATI, FOUR_W = "iati", "4w"
SOURCES: Mapping[str, str | Promise] = {IATI: _("the activity (IATI)"), FOUR_W: _("the reports (4W)")}


@dataclass(frozen=True)
class Shared:
    """A field of both, and the source shown unless somebody chooses the other."""

    label: str | Promise
    usual: str


# Money and titles are checked by who publishes an activity; where and how far the work is, the last report knows.
FIELDS: Mapping[str, Shared] = {
    "title": Shared(_("Title"), IATI),
    "dates": Shared(_("Begin and end"), IATI),
    "status": Shared(_("Status"), FOUR_W),
    "budget": Shared(_("Budget"), IATI),
    "places": Shared(_("Places"), FOUR_W),
    "organisations": Shared(_("Organisations"), IATI),
}
