"""Publishing an activity and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hamroh.commons.activities import services
from hamroh.commons.activities.importing.faults import PREFIX
from hamroh.commons.activities.services import InvalidChange, NotReady
from hamroh.kernel.intake.faults import say
from hamroh.web.desk.activities.editing import form_page, posted, put_fault, to_change
from hamroh.web.desk.activities.forms import ReasonForm
from hamroh.web.desk.activities.records import crumbs_of
from hamroh.web.permissions import page


@require_POST
@page("activities.publish")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let those see it whom its visibility names; or say what it lacks."""
    activity = to_change(request, pk, "activities.publish")
    try:
        services.publish(actor=request.acting.actor, activity=activity)  # type: ignore[attr-defined]
    except NotReady as fault:
        told = [
            say(PREFIX + one.code, {**one.parameters, "path": one.path, "value": one.value}, one.message)
            for one in fault.problems
        ]
        context = {"activity": activity, "problems": told, "crumbs": crumbs_of(activity, _("Publish"))}
        return render(request, "desk/activities/not_ready.html", context, status=409)
    messages.success(request, _("The activity is published."))
    return redirect("activities:record", activity.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page("activities.publish")
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back into a draft, with the reason."""
    activity = to_change(request, pk, "activities.publish")
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.unpublish(actor=request.acting.actor, activity=activity, **form.cleaned_data)  # type: ignore[attr-defined]
        except InvalidChange as fault:
            put_fault(form, fault)
        else:
            messages.success(request, _("The activity is a draft again."))
            return redirect("activities:record", activity.pk)
    return form_page(request, activity, form, _("Take back from publication"), _("Take it back"))
