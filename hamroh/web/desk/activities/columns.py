"""The columns of the list of activities, on the page and in the workbook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamroh.commons.activities.models import Activity, OrganisationRole
from hamroh.kernel.languages.text import pick
from hamroh.web.components.register import Column
from hamroh.web.templatetags.hamroh import foreign, number, say, short_day

SHOWN_NAMES = 2


def title_of(activity: Activity) -> str:
    """The title for this reader, else the identifier."""
    return pick(activity.titles).text or activity.iati_identifier


def _title_language(activity: Activity) -> str:
    return pick(activity.titles).lang if activity.titles else ""


def partners(activity: Activity, role: str) -> list[tuple[str, str]]:
    """(name, language) of the organisations that take part in a role, in the file's order."""
    found = []
    for part in activity.partners:  # type: ignore[attr-defined]
        if part.role != role:
            continue
        if part.organisation is not None:
            picked = pick(part.organisation.names)
            found.append((picked.text or str(part.organisation), picked.lang))
        elif part.narratives:
            found.append((part.narratives[0].text or "", part.narratives[0].lang or activity.lang or "und"))
        elif part.ref:
            found.append((part.ref, "und"))
    return list(dict.fromkeys(found))


def _listed(names: Iterable[tuple[str, str]]) -> SafeString:
    known = list(names)
    shown = format_html_join(", ", "{}", ((foreign(name, language),) for name, language in known[:SHOWN_NAMES]))
    more = len(known) - SHOWN_NAMES
    return format_html('{} <span class="soft">+{}</span>', shown, more) if more > 0 else shown


def _names(names: Iterable[tuple[str, str]]) -> str:
    return "; ".join(name for name, _language in names)


def _places(activity: Activity) -> SafeString:
    names = [say(one.place.names) for one in activity.at_places[:3]]  # type: ignore[attr-defined]
    more = len(activity.at_places) - len(names)  # type: ignore[attr-defined]
    shown = format_html_join(", ", "{}", ((name,) for name in names))
    return format_html('{} <span class="soft">+{}</span>', shown, more) if more > 0 else shown


def _place_names(activity: Activity) -> str:
    return "; ".join(one.place.name for one in activity.at_places)  # type: ignore[attr-defined]


def _budget(activity: Activity) -> SafeString | str:
    sums = activity.budgets_by_currency  # type: ignore[attr-defined]
    if not sums:
        return "–"
    return format_html_join(", ", "{} {}", ((number(one.amount, 0), one.currency) for one in sums))


def _budget_written(activity: Activity) -> Any:
    sums = activity.budgets_by_currency  # type: ignore[attr-defined]
    if len(sums) == 1:
        return sums[0].amount
    return "; ".join(f"{one.amount:f} {one.currency}" for one in sums) or None


def _currency(activity: Activity) -> str:
    return "; ".join(one.currency for one in activity.budgets_by_currency)  # type: ignore[attr-defined]


def _day(value: Any, planned: bool) -> SafeString | str:
    if value is None:
        return "–"
    # A day never breaks over two lines: in a narrow column it could not be read down.
    day = short_day(value).replace(" ", "\u00a0")
    return format_html('{} <small class="soft">{}</small>', day, _("planned")) if planned else day


def _span(activity: Activity) -> SafeString:
    """Both days, each on a line of its own, and what of them is only planned."""
    first, last = (short_day(day).replace(" ", "\u00a0") for day in (activity.start, activity.end))
    note = _("planned") if activity.start_is_planned else _("Planned end") if activity.end_is_planned else ""
    days = format_html("{}\u00a0–<br>{}", first, last)
    return format_html('{} <small class="soft">{}</small>', days, note) if note else days


def _span_written(activity: Activity) -> str:
    days = (activity.start, activity.end)
    return "/".join(day.isoformat() if day else "" for day in days) if any(days) else ""


COLUMNS = (
    Column(
        key="title", label=gettext_lazy("Activity"), value=title_of, language=_title_language, fixed=True, wide=True,
        sort=("title_fold",), href=lambda one: reverse("activities:record", args=[one.pk]),
        note=lambda one: one.iati_identifier,
    ),
    Column(key="identifier", label=gettext_lazy("IATI identifier"), default=False, sort=("iati_identifier",),
           value=lambda one: one.iati_identifier),
    Column(key="status", label=gettext_lazy("Status"), value=lambda one: one.status_label, sort=("activity_status",)),
    Column(key="theme", label=gettext_lazy("Thematic area"), value=lambda one: one.theme_label or "–", sort=("theme",)),
    Column(key="places", label=gettext_lazy("Where"), value=_places, export=_place_names),
    Column(
        key="reporting", label=gettext_lazy("Reported by"), default=False,
        value=lambda one: say(one.reporting_organisation.names),
        export=lambda one: str(one.reporting_organisation),
    ),
    Column(
        key="implementing", label=gettext_lazy("Implemented by"),
        value=lambda one: _listed(partners(one, OrganisationRole.IMPLEMENTING)),
        export=lambda one: _names(partners(one, OrganisationRole.IMPLEMENTING)),
    ),
    Column(
        key="funding", label=gettext_lazy("Funded by"), default=False,
        value=lambda one: _listed(partners(one, OrganisationRole.FUNDING)),
        export=lambda one: _names(partners(one, OrganisationRole.FUNDING)),
    ),
    Column(key="when", label=gettext_lazy("When"), value=_span, sort=("start",), export=_span_written),
    Column(key="start", label=gettext_lazy("Start"), default=False, sort=("start",), export=lambda one: one.start,
           value=lambda one: _day(one.start, one.start_is_planned)),
    Column(key="end", label=gettext_lazy("End"), default=False, sort=("end",), export=lambda one: one.end,
           value=lambda one: _day(one.end, one.end_is_planned)),
    Column(key="budget", label=gettext_lazy("Budget"), numeric=True, value=_budget, export=_budget_written),
    Column(key="currency", label=gettext_lazy("Currency"), default=False, value=_currency),
    Column(key="fictional", label=gettext_lazy("Fictional"), default=False,
           value=lambda one: _("yes") if one.fictional else _("no")),
)  # fmt: skip
STAFF_COLUMNS = (
    *COLUMNS,
    Column(key="state", label=gettext_lazy("Editing state"), value=lambda one: one.get_state_display()),
    Column(key="visibility", label=gettext_lazy("Visible to"), default=False,
           value=lambda one: one.get_visibility_display()),
    Column(key="changed_at", label=gettext_lazy("Changed here"), default=False, sort=("changed_at",)),
)  # fmt: skip
