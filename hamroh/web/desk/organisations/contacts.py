"""Focal points of an organisation: whom to call, shown to others only with consent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hamroh.kernel.organisations import services
from hamroh.kernel.organisations.models import FocalPoint
from hamroh.kernel.organisations.services import OrganisationProblem
from hamroh.web.desk.organisations.forms import FocalPointForm, put_fault
from hamroh.web.desk.organisations.records import crumbs_of
from hamroh.web.desk.organisations.writing import to_change
from hamroh.web.permissions import page

FIELDS = ("name", "title", "email", "phone", "consent")


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.change")
def add_focal_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a focal point."""
    return _enter(request, pk, None)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.change")
def change_focal_point(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Bring a focal point up to date; the e-mail (without one: the name) says who it is, so it stays."""
    return _enter(request, pk, point)


def _enter(request: HttpRequest, pk: int, point_pk: int | None) -> HttpResponse:
    organisation = to_change(request, pk)
    point = get_object_or_404(FocalPoint, pk=point_pk, organisation=organisation) if point_pk is not None else None
    initial = {name: getattr(point, name) for name in FIELDS} if point else {}
    form = FocalPointForm(request.POST or None, initial=initial)
    if point:
        # With another one the service would take it for somebody else and make a second entry.
        for name in ("email",) if point.email else ("name", "email"):
            form.fields[name].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            services.set_focal_point(
                actor=request.acting.actor,  # type: ignore[attr-defined]
                organisation=organisation,
                **form.cleaned_data,
            )
        except OrganisationProblem as fault:
            put_fault(form, fault)
        else:
            messages.success(request, _("The focal point was saved."))
            return redirect("organisations:record", organisation.pk)
    title = _("Change a focal point") if point else _("Add a focal point")
    context = {"form": form, "crumbs": crumbs_of(organisation, title), "title": title, "button": _("Save")}
    return render(request, "desk/organisations/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.change")
def remove_focal_point(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Take a focal point off, after one question."""
    organisation = to_change(request, pk)
    found = get_object_or_404(FocalPoint, pk=point, organisation=organisation)
    if request.method == "POST":
        services.remove_focal_point(actor=request.acting.actor, focal_point=found)  # type: ignore[attr-defined]
        messages.success(request, _("The focal point was removed."))
        return redirect("organisations:record", organisation.pk)
    crumbs = crumbs_of(organisation, _("Remove a focal point"))
    context = {"organisation": organisation, "point": found, "crumbs": crumbs}
    return render(request, "desk/organisations/remove_focal_point.html", context)
