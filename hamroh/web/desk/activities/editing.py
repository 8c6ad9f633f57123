"""What every page that changes an activity does: find it, ask whether the reader may, tell faults by their field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.services import ChangedMeanwhile, InvalidChange
from hamroh.kernel.people.decisions import require
from hamroh.web.desk.activities.records import crumbs_of, visible

FAULTS = (InvalidChange, ChangedMeanwhile)


def to_change(request: HttpRequest, pk: int, verb: str = "activities.change") -> Activity:
    """The activity, when the reader may do the verb on this very one. Raises Refused, Http404."""
    activity = get_object_or_404(visible(request).select_related("reporting_organisation"), pk=pk)
    require(request.acting.actor, verb, organisation_id=activity.reporting_organisation_id)  # type: ignore[attr-defined]
    return activity


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even when it is nothing at all: an empty form is a form with mistakes, not a fresh one."""
    return request.POST if request.method == "POST" else None


def put_fault(form: forms.Form, fault: InvalidChange | ChangedMeanwhile) -> None:
    """Set a service's fault beside its field, or on top when the form has no such field."""
    field = fault.field if isinstance(fault, InvalidChange) and fault.field in form.fields else None
    form.add_error(field, str(fault))


def form_page(
    request: HttpRequest, activity: Activity, form: forms.Form, title: str, button: str, **more: Any
) -> HttpResponse:
    """The form on its page."""
    context = {
        "activity": activity,
        "form": form,
        "title": title,
        "button": button,
        "crumbs": crumbs_of(activity, title),
    }
    return render(request, "desk/activities/form.html", {**context, **more})
