"""To whom an article speaks."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ADDRESSEES: Mapping[str, str | Promise] = {
    "": _("everybody"),
    "all-countries": _("all countries"),
    "member-states": _("Member States"),
    "director-general": _("the Director-General"),
    "government": _("the government"),
    "public-bodies": _("public bodies"),
    "employers": _("employers"),
    "health-providers": _("providers of health care"),
}
