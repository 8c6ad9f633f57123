"""Adding an activity, and changing what it is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hamroh.commons.activities import services
from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.services.texts import narratives_of
from hamroh.formats.iati import records as r
from hamroh.kernel.languages.codes import CONTENT_CODES
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.acting import Acting
from hamroh.web.components.records import Crumb
from hamroh.web.desk.activities.editing import FAULTS, form_page, posted, put_fault, to_change
from hamroh.web.desk.activities.forms import DATES, ActivityForm
from hamroh.web.desk.activities.subjects import DAC, HUNDRED, sector_choices
from hamroh.web.permissions import page

DATE_TYPES = {"planned_start": "1", "actual_start": "2", "planned_end": "3", "actual_end": "4"}
MOST_TRIES = 1_000


@require_http_methods(["GET", "HEAD", "POST"])
@page("activities.change")
def add(request: HttpRequest) -> HttpResponse:
    """A new activity, as a draft."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    may_publish = bool(acting.may("activities.publish"))
    form = ActivityForm(posted(request), acting=acting, adding=True, may_publish=may_publish)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            activity = services.create_activity(
                actor=acting.actor, organisation=wanted["organisation"], record=_record(wanted), theme=wanted["theme"],
                **({"visibility": wanted["visibility"]} if may_publish else {}),
            )  # fmt: skip
        except FAULTS as fault:
            put_fault(form, fault)
        else:
            messages.success(
                request, _("The activity was added as a draft. Say now where it works and who takes part.")
            )
            return redirect("activities:record", activity.pk)
    crumbs = [Crumb(label=_("Activities"), href=reverse("activities:register")), Crumb(label=_("Add an activity"))]
    context = {
        "form": form,
        "crumbs": crumbs,
        "title": _("Add an activity"),
        "button": _("Save as a draft"),
        "sectors": sector_choices(),
    }
    return render(request, "desk/activities/form.html", context)


def _record(wanted: dict[str, Any]) -> r.Activity:
    descriptions = narratives_of(wanted["descriptions"])
    return r.Activity(
        iati_identifier=wanted["iati_identifier"].strip() or next_identifier(wanted["organisation"]),
        title=narratives_of(wanted["titles"]),
        descriptions=(r.Description(type="1", narratives=descriptions),) if descriptions else (),
        activity_status=wanted["activity_status"],
        activity_dates=tuple(
            r.ActivityDate(type=DATE_TYPES[name], iso_date=wanted[name]) for name in DATES if wanted[name]
        ),
        sectors=(r.Sector(vocabulary=DAC, code=wanted["sector"], percentage=HUNDRED),) if wanted["sector"] else (),
        lang=next(iter(wanted["titles"])),
        default_currency=wanted["default_currency"] or None,
    )


def next_identifier(organisation: Organisation) -> str:
    """The organisation's identifier and the next free number; empty when it has no identifier to begin with."""
    if not organisation.org_id:
        return ""
    begun = f"{organisation.org_id}-"
    taken = set(Activity.objects.filter(iati_identifier__startswith=begun).values_list("iati_identifier", flat=True))
    first = len(taken) + 1
    return next(
        f"{begun}{number:04}"
        for number in range(first, first + MOST_TRIES + len(taken))
        if f"{begun}{number:04}" not in taken
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("activities.change")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change texts, status, dates, thematic area and visibility."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    activity = to_change(request, pk)
    may_publish = bool(acting.may("activities.publish", organisation_id=activity.reporting_organisation_id))
    form = ActivityForm(
        posted(request), acting=acting, adding=False, may_publish=may_publish, initial=_initial(activity)
    )
    if request.method == "POST" and form.is_valid():
        try:
            _change(acting, activity, form)
        except FAULTS as fault:
            put_fault(form, fault)
        else:
            messages.success(request, _("Saved."))
            return redirect("activities:record", activity.pk)
    return form_page(request, activity, form, _("Change the activity"), _("Save"))


def _initial(activity: Activity) -> dict[str, Any]:
    days = {one.type: one.iso_date for one in reversed(activity.activity_dates.all())}
    return {
        "titles": activity.titles, "descriptions": activity.description_texts, "theme": activity.theme,
        "activity_status": activity.activity_status, "visibility": activity.visibility, "seen": activity.content_digest,
        **{name: days.get(DATE_TYPES[name]) for name in DATES},
    }  # fmt: skip


def _change(acting: Acting, activity: Activity, form: ActivityForm) -> None:
    """Several verbs, one form: all of it is saved or nothing. Each verb writes nothing when nothing changed."""
    actor, wanted, before = acting.actor, form.cleaned_data, _initial(activity)
    with transaction.atomic():
        changed = services.edit_texts(
            actor=actor, activity=activity, expected=wanted["seen"] or None,
            titles=_edits(before["titles"], wanted["titles"]),
            descriptions=_edits(before["descriptions"], wanted["descriptions"]),
        )  # fmt: skip
        if wanted["activity_status"] != before["activity_status"]:
            changed = services.set_status(actor=actor, activity=changed, status=wanted["activity_status"])
        days = {name: wanted[name] for name in DATES if wanted[name] != before[name]}
        if days:
            changed = services.set_dates(actor=actor, activity=changed, **days)
        changed = services.set_theme(actor=actor, activity=changed, theme=wanted["theme"])
        if "visibility" in wanted:
            services.set_visibility(actor=actor, activity=changed, visibility=wanted["visibility"])


def _edits(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """Texts that differ, with empty text for a language that was cleared; languages the form does not show stay."""
    texts = {code: after.get(code, "") for code in CONTENT_CODES}
    return {code: text for code, text in texts.items() if text != before.get(code, "")}
