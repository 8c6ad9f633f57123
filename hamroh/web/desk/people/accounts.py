"""Who works here: register, record, roles, the matrix."""

from __future__ import annotations

import django_filters
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.people import selectors, services
from hamroh.kernel.people.models import Person, RoleAssignment, role_choices
from hamroh.kernel.people.roles import MATRIX, ROLES
from hamroh.kernel.people.verbs import VERBS
from hamroh.web.components.register import Column, Empty, Register
from hamroh.web.desk import timeline
from hamroh.web.desk.exports import export_register
from hamroh.web.desk.people.forms import RoleForm
from hamroh.web.permissions import page


class PeopleFilter(django_filters.FilterSet):
    """By name, role and duty station."""

    q = django_filters.CharFilter(label=gettext_lazy("Name"), field_name="name", lookup_expr="icontains")
    role = django_filters.ChoiceFilter(label=gettext_lazy("Role"), choices=role_choices, method="hold")

    class Meta:
        model = Person
        fields: list[str] = []

    def hold(self, people: QuerySet[Person], name: str, role: str) -> QuerySet[Person]:
        """Those who hold the role today."""
        holders = RoleAssignment.objects.on(timezone.localdate()).filter(role=role).values("person_id")
        return people.filter(pk__in=holders)


def _roles_held(person: Person) -> str:
    return ", ".join(str(one.get_role_display()) for one in person.current)  # type: ignore[attr-defined]


def _organisations(person: Person) -> str:
    return ", ".join(dict.fromkeys(str(one.organisation) for one in person.current))  # type: ignore[attr-defined]


COLUMNS = (
    Column(
        key="name",
        label=gettext_lazy("Name"),
        value=str,
        sort=("name",),
        fixed=True,
        wide=True,
        href=lambda person: reverse("people:record", args=[person.pk]),
        note=lambda person: pick(person.title).text,
    ),
    Column(key="roles", label=gettext_lazy("Roles"), value=_roles_held),
    Column(key="organisation", label=gettext_lazy("Organisation"), value=_organisations, wide=True),
    Column(
        key="duty_station",
        label=gettext_lazy("Duty station"),
        value=lambda person: pick(person.duty_station.names).text if person.duty_station else "",
        sort=("duty_station",),
    ),
)


def _people(request: HttpRequest) -> Register:
    return Register(
        request=request,
        queryset=selectors.visible_to(request.acting.actor),  # type: ignore[attr-defined]
        columns=COLUMNS,
        caption=gettext_lazy("People"),
        filters=PeopleFilter,
        ordering=("name",),
        empty=Empty(title=gettext_lazy("Nobody works here yet"), text=gettext_lazy("Invite the first person by mail.")),
        export_href=reverse("people:export"),
    )


@require_safe
@page("people.view")
def register(request: HttpRequest) -> HttpResponse:
    """All people who work here."""
    may_invite = request.acting.may("people.invite")  # type: ignore[attr-defined]
    return render(request, "desk/people/register.html", {"register": _people(request), "may_invite": may_invite})


@require_safe
@page("people.view")
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    return export_register(request, _people(request))


@require_safe
@page("people.view")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: position, roles, what happened."""
    acting = request.acting  # type: ignore[attr-defined]
    person = get_object_or_404(selectors.visible_to(acting.actor), pk=pk)
    context = {
        "person": person,
        "assignments": selectors.assignments_of(person),
        "today": timezone.localdate(),
        "events": timeline.of_subject(subject_of(person)),
        "may_assign": acting.may("people.assign_role"),
        "may_close": acting.may("people.deactivate"),
        "is_self": person.pk == acting.person.pk,
    }
    return render(request, "desk/people/record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.assign_role")
def add_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role."""
    acting = request.acting  # type: ignore[attr-defined]
    person = get_object_or_404(selectors.visible_to(acting.actor), pk=pk)
    form = RoleForm(request.POST or None, acting=acting)
    if request.method == "POST" and form.is_valid():
        try:
            services.assign_role(actor=acting.actor, person=person, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("The role was given."))
            return redirect("people:record", person.pk)
    return render(request, "desk/people/add_role.html", {"person": person, "form": form})


@require_POST
@page("people.assign_role")
def end_role(request: HttpRequest, pk: int, assignment: int) -> HttpResponse:
    """End a role at once."""
    held = get_object_or_404(RoleAssignment.objects.select_related("person"), pk=assignment, person_id=pk)
    services.end_role(actor=request.acting.actor, assignment=held)  # type: ignore[attr-defined]
    messages.success(request, _("The role has ended."))
    return redirect("people:record", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.deactivate")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account, after one question."""
    acting = request.acting  # type: ignore[attr-defined]
    person = get_object_or_404(selectors.visible_to(acting.actor), pk=pk)
    if request.method == "POST":
        services.deactivate(actor=acting.actor, person=person)
        messages.success(request, _("The account is closed and every session has ended."))
        return redirect("people:record", person.pk)
    return render(request, "desk/people/close.html", {"person": person})


@require_safe
@page("roles.view")
def roles(request: HttpRequest) -> HttpResponse:
    """The matrix of roles, drawn from the file that decides."""
    lines = [(verb, [MATRIX[role.key][verb.key] for role in ROLES]) for verb in VERBS]
    return render(request, "desk/people/roles.html", {"roles": ROLES, "lines": lines})
