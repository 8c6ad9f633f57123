"""Adding and changing an organisation, and its further names."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hamroh.kernel.organisations import selectors, services
from hamroh.kernel.organisations.models import AliasKind, Organisation
from hamroh.kernel.organisations.services import OrganisationProblem
from hamroh.kernel.people.acting import Acting
from hamroh.kernel.people.decisions import require
from hamroh.web.components.records import Crumb
from hamroh.web.desk.organisations.forms import NameForm, OrganisationForm, put_fault
from hamroh.web.desk.organisations.records import crumbs_of
from hamroh.web.permissions import page


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.create")
def add(request: HttpRequest) -> HttpResponse:
    """A new organisation."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    form = OrganisationForm(request.POST or None, acting=acting)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_organisation(actor=acting.actor, **form.cleaned_data)
        except OrganisationProblem as fault:
            put_fault(form, fault)
        else:
            messages.success(request, _("The organisation was added."))
            return redirect("organisations:record", made.pk)
    crumbs = [
        Crumb(label=_("Organisations"), href=reverse("organisations:register")),
        Crumb(label=_("Add an organisation")),
    ]
    context = {"form": form, "crumbs": crumbs, "title": _("Add an organisation"), "button": _("Add the organisation")}
    return render(request, "desk/organisations/form.html", context)


def to_change(request: HttpRequest, pk: int) -> Organisation:
    """The organisation, when the reader may change this very one. Raises Refused, Http404."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    organisation = get_object_or_404(selectors.visible_to(None, actor), pk=pk)
    require(actor, "organisations.change", organisation_id=organisation.pk)
    return organisation


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.change")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what an organisation is."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    organisation = to_change(request, pk)
    names = ("names", "type", "parent", "country", "website", "org_id", "enforcement")
    initial = {name: getattr(organisation, name) for name in names}
    form = OrganisationForm(request.POST or None, acting=acting, organisation=organisation, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _change(acting, organisation, dict(form.cleaned_data))
        except OrganisationProblem as fault:
            put_fault(form, fault)
        else:
            messages.success(request, _("Saved."))
            return redirect("organisations:record", organisation.pk)
    title = _("Change the organisation")
    context = {"form": form, "crumbs": crumbs_of(organisation, title), "title": title, "button": _("Save")}
    return render(request, "desk/organisations/form.html", context)


def _change(acting: Acting, organisation: Organisation, wanted: dict[str, Any]) -> None:
    # Two verbs, one form: a circle of parents must not leave the other changes half saved.
    with transaction.atomic():
        parent = wanted.pop("parent")
        services.change_organisation(actor=acting.actor, organisation=organisation, **wanted)
        services.set_parent(actor=acting.actor, organisation=organisation, parent=parent)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.change")
def add_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name: an acronym, a former name, a spelling."""
    organisation = to_change(request, pk)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            services.add_alias(
                actor=request.acting.actor,  # type: ignore[attr-defined]
                organisation=organisation,
                text=wanted["text"],
                language=wanted["language"],
                kind=AliasKind(wanted["kind"]),
            )
        except OrganisationProblem as fault:
            put_fault(form, fault)
        else:
            messages.success(request, _("The name was added."))
            return redirect("organisations:record", organisation.pk)
    title = _("Add a name")
    context = {"form": form, "crumbs": crumbs_of(organisation, title), "title": title, "button": _("Add the name")}
    return render(request, "desk/organisations/form.html", context)
