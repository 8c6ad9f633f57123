"""The register of activities: as a table, as a map, as a workbook and as an IATI file of the same list."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamroh.commons.activities import selectors
from hamroh.commons.activities.exporter import ExportRefused, export_activities
from hamroh.commons.activities.importing import write_register
from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.selectors.totals import Total
from hamroh.formats.iati.standard import StandardMissing
from hamroh.kernel.ledger.canonical import digest
from hamroh.kernel.ledger.models import Chain
from hamroh.web.components.records import Tab
from hamroh.web.components.register import COUNT_LIMIT, Empty, Register, SavedView
from hamroh.web.components.workbook import CONTENT_TYPE as XLSX_TYPE
from hamroh.web.desk.activities.columns import COLUMNS, STAFF_COLUMNS
from hamroh.web.desk.activities.filters import ActivityFilter, StaffActivityFilter
from hamroh.web.desk.activities.places import district_map, spread_of
from hamroh.web.permissions import page
from hamroh.web.templatetags.hamroh import number

# More would keep the reader waiting; the command line writes any number.
MOST_IN_ONE_FILE = 1_000
XML_TYPE = "application/xml; charset=utf-8"
TOTAL_KEPT_SECONDS = 60


def activities_of(request: HttpRequest) -> Register:
    """The list that this address asks for, as far as the reader may see it."""
    acting = request.acting  # type: ignore[attr-defined]
    staff = bool(acting.may("activities.view"))
    may_add = bool(acting.may("activities.change"))
    return Register(
        request=request,
        queryset=selectors.register(acting.actor),
        columns=STAFF_COLUMNS if staff else COLUMNS,
        caption=gettext_lazy("Activities"),
        filters=StaffActivityFilter if staff else ActivityFilter,
        ordering=("-start", "-pk"),
        views=_views(acting) if staff else (SavedView(label=gettext_lazy("In implementation"), query="status=2"),),
        empty=Empty(
            title=gettext_lazy("No activity yet"),
            text=gettext_lazy("Here stands what partners do: projects, studies, courses, campaigns. A file in the IATI "
                              "standard brings many at once."),
            action=gettext_lazy("Add an activity") if may_add else "",
            href=reverse("activities:add") if may_add else "",
        ),
        export_href=reverse("activities:export"),
        count_hint=_counted,
    )  # fmt: skip


def _views(acting: Any) -> tuple[SavedView, ...]:
    own = acting.actor.organisation_id
    return (
        SavedView(label=gettext_lazy("In implementation"), query="status=2"),
        SavedView(label=gettext_lazy("Of my organisation"), query=f"organisation={own}"),
        SavedView(label=gettext_lazy("Drafts"), query="state=draft"),
        SavedView(label=gettext_lazy("Without thematic area"), query="theme=none"),
    )


@require_safe
@page("activities.view_public")
def register(request: HttpRequest) -> HttpResponse:
    """All activities the reader may see, as a table."""
    listed = activities_of(request)
    context = {"register": listed, "money": money_of(listed), **_around(request, listed, "table")}
    return render(request, "desk/activities/register.html", context)


@require_safe
@page("activities.view_public")
def on_map(request: HttpRequest) -> HttpResponse:
    """The same list on the map."""
    listed = activities_of(request)
    spread = spread_of(listed.found)
    query = "&".join(part for part in listed.address(page=None, place=None)[1:].split("&") if part)
    drawn = district_map(
        spread.by_district,
        key="activities",
        title=_("Activities by district"),
        value_label=_("Activities"),
        query=query,
    )
    context = {"register": listed, "map": drawn, "spread": spread, **_around(request, listed, "map")}
    return render(request, "desk/activities/map.html", context)


def _around(request: HttpRequest, listed: Register, shown: str) -> dict[str, Any]:
    acting = request.acting  # type: ignore[attr-defined]
    query = listed.address(page=None)
    return {
        "tabs": [
            Tab(label=_("Table"), href=reverse("activities:register") + query, current=shown == "table"),
            Tab(label=_("Map"), href=reverse("activities:map") + query, current=shown == "map"),
        ],
        "may_add": acting.may("activities.change"),
        "may_import": acting.may("activities.import"),
        "iati_href": reverse("activities:export_iati") + query,
    }


def _kept(key: str, found: QuerySet[Activity], reckon: Callable[[QuerySet[Activity]], Any]) -> Any:
    """A figure of a list, kept for a minute while the ledger stands still: summing ten thousand activities for every
    page of the same list would take most of the page's time. An import shows in it at its end, or after that minute.
    """
    try:
        query = str(found.order_by().query)
    except EmptyResultSet:
        return reckon(found)
    heads = list(Chain.objects.order_by("name").values_list("name", "number"))
    return caches["local"].get_or_set(
        f"activities.{key}:" + digest([query, heads]), lambda: reckon(found), TOTAL_KEPT_SECONDS
    )


def _counted(found: QuerySet[Activity]) -> int:
    return int(_kept("count", found, lambda wanted: wanted.order_by()[: COUNT_LIMIT + 1].count()))


def money_of(listed: Register) -> dict[str, Any]:
    """What the list's budgets sum up to, by currency, with what was left out so that nothing counts twice."""
    total: Total = _kept("total", listed.found, selectors.totals)
    sums = [f"{number(amount, 0)} {code or _('(no currency given)')}" for code, amount in total.by_currency.items()]
    return {"sums": sums, "counted": total.counted, "within_parents": total.within_parents}


@require_safe
@page("activities.export")
def export(request: HttpRequest) -> HttpResponseBase:
    """The list as a workbook that comes back edited: the import page takes it and shows what would change."""
    out = BytesIO()
    invented = _("Demonstration: organisations, people and figures are invented.")
    write_register(
        activities_of(request).found,
        out,
        language=get_language() or settings.LANGUAGE_CODE,
        demonstration=invented if settings.HAMROH_DEMONSTRATION else "",
    )
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename="activities.xlsx", content_type=XLSX_TYPE)


@require_safe
@page("activities.export")
def export_iati(request: HttpRequest) -> HttpResponseBase:
    """The list as an IATI 2.03 file."""
    listed = activities_of(request)
    if listed.found.order_by()[: MOST_IN_ONE_FILE + 1].count() > MOST_IN_ONE_FILE:
        reason = _("A file from this page holds at most %(most)s activities. Filter the list and export it in parts.")
        return refused(request, reason % {"most": number(MOST_IN_ONE_FILE)})
    return iati_file(request, listed.found, "activities.xml")


def iati_file(request: HttpRequest, activities: Any, name: str) -> HttpResponseBase:
    """Activities as a download that is valid against the standard; a page that says why when it would not be."""
    chosen = Activity.objects.filter(pk__in=activities.order_by().values("pk")).order_by("pk")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "activities.xml"
        try:
            export_activities(chosen, out)
        except (StandardMissing, ExportRefused) as refusal:
            return refused(request, str(refusal))
        # Opened before the folder goes; the content stays readable until the answer is sent.
        return FileResponse(out.open("rb"), as_attachment=True, filename=name, content_type=XML_TYPE)


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """409: there is no such file, and why."""
    return render(request, "desk/activities/no_file.html", {"reason": reason}, status=409)
