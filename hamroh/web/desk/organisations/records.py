"""The register of organisations and the page of one; read by everybody, in the reader's shell."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hamroh.commons.activities import selectors as activities
from hamroh.commons.indicators.areas import area_name
from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.organisations import selectors
from hamroh.kernel.organisations.models import AliasKind, Organisation, OrganisationAlias, OrganisationType
from hamroh.kernel.people.models import RoleAssignment
from hamroh.web.components.records import Crumb, Fact
from hamroh.web.components.register import Column, Empty, Register
from hamroh.web.desk import timeline
from hamroh.web.desk.exports import export_register
from hamroh.web.permissions import page


def country_choices() -> list[tuple[str, str]]:
    """The countries that organisations of ours have, by name."""
    codes = Organisation.objects.exclude(country="").order_by().values_list("country", flat=True).distinct()
    return sorted(((code, area_name(code)) for code in codes), key=lambda pair: pair[1])


class OrganisationFilter(django_filters.FilterSet):
    """By any of the names in any script, type and country."""

    q = django_filters.CharFilter(label=gettext_lazy("Name or identifier"), method="named")
    type = django_filters.ChoiceFilter(label=gettext_lazy("Type"), choices=OrganisationType.choices)
    country = django_filters.ChoiceFilter(label=gettext_lazy("Country"), choices=country_choices)

    class Meta:
        model = Organisation
        fields: list[str] = []

    def named(self, organisations: QuerySet[Organisation], name: str, text: str) -> QuerySet[Organisation]:
        """Those with the text in one of their names, or with it as their identifier."""
        by_identifier = organisations.filter(org_id__iexact=text.strip())
        folded = fold_name(text)
        if not folded:
            return by_identifier
        named = OrganisationAlias.objects.filter(folded__contains=folded).values("organisation_id")
        return organisations.filter(pk__in=named) | by_identifier


def _acronym(organisation: Organisation) -> str:
    """Letters, in whatever script each body uses them: nothing to translate."""
    short = [alias.text for alias in organisation.aliases.all() if alias.kind == AliasKind.ACRONYM]
    return format_html("<span data-verbatim>{}</span>", ", ".join(short)) if short else ""


COLUMNS = (
    Column(
        key="name",
        label=gettext_lazy("Name"),
        value=lambda row: pick(row.names).text or row.org_id or f"#{row.pk}",
        language=lambda row: pick(row.names).lang if row.names else "",
        fixed=True,
        wide=True,
        href=lambda row: reverse("organisations:record", args=[row.pk]),
        note=_acronym,
    ),
    Column(
        key="type",
        label=gettext_lazy("Type"),
        value=lambda row: row.get_type_display(),
        sort=("type",),
    ),
    Column(
        key="country",
        label=gettext_lazy("Country"),
        value=lambda row: area_name(row.country) if row.country else "",
        sort=("country",),
    ),
    Column(
        key="parent",
        label=gettext_lazy("Part of"),
        value=lambda row: pick(row.parent.names).text if row.parent else "",
        language=lambda row: pick(row.parent.names).lang if row.parent else "",
        default=False,
        wide=True,
    ),
    Column(key="org_id", label=gettext_lazy("Identifier"), value=lambda row: row.org_id or "", sort=("org_id",)),
)


def _organisations(request: HttpRequest) -> Register:
    acting = request.acting  # type: ignore[attr-defined]
    found = selectors.visible_to(None, acting.actor).select_related("parent").prefetch_related("aliases")
    may_add = acting.may("organisations.create")
    return Register(
        request=request,
        queryset=found,
        columns=COLUMNS,
        caption=gettext_lazy("Organisations"),
        filters=OrganisationFilter,
        ordering=("type", "pk"),
        empty=Empty(
            title=gettext_lazy("No organisation yet"),
            text=gettext_lazy("Here stand the bodies that work on migration. A file of activities brings them too."),
            action=gettext_lazy("Add an organisation") if may_add else "",
            href=reverse("organisations:add") if may_add else "",
        ),
        export_href=reverse("organisations:export"),
    )


@require_safe
@page("organisations.view")
def register(request: HttpRequest) -> HttpResponse:
    """All organisations."""
    may_add = request.acting.may("organisations.create")  # type: ignore[attr-defined]
    may_merge = request.acting.may("organisations.merge")  # type: ignore[attr-defined]
    context = {"register": _organisations(request), "may_add": may_add, "may_merge": may_merge}
    return render(request, "desk/organisations/register.html", context)


@require_safe
@page("organisations.view")
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    return export_register(request, _organisations(request))


@require_safe
@page("organisations.view")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation: facts, names, focal points as far as the reader may see them, what happened."""
    acting = request.acting  # type: ignore[attr-defined]
    seen = selectors.visible_to(None, acting.actor)
    joined = Organisation.everything.filter(pk=pk).exclude(merged_into=None).first()
    if joined is not None:
        # Old addresses lead to the body that stands in its place.
        return redirect("organisations:record", selectors.standing(joined).pk)
    organisation = get_object_or_404(seen.select_related("parent"), pk=pk)
    signed_in = acting.may("people.view")
    context: dict[str, Any] = {
        "organisation": organisation,
        "crumbs": crumbs_of(organisation),
        "facts": facts_of(organisation),
        "names": organisation.aliases.order_by("kind", "language", "text"),
        "parts": seen.filter(parent=organisation),
        "activities": activities.for_organisation(organisation, acting.actor).count(),
        "activities_href": _activities_of(organisation),
        "focal_points": selectors.focal_points_visible_to(organisation, acting.actor),
        "signed_in": signed_in,
        "may_change": acting.may("organisations.change", organisation_id=organisation.pk),
        "may_merge": acting.may("organisations.merge"),
        "merges": selectors.merges_of(organisation, viewer=acting.actor),
        "staff": _staff(organisation) if signed_in else (),
        "events": timeline.of_subject(subject_of(organisation)) if signed_in else (),
    }
    return render(request, "desk/organisations/record.html", context)


def crumbs_of(organisation: Organisation, *more: str) -> list[Crumb]:
    """The way to a page of the organisation; `more` are the steps below its record."""
    first = Crumb(label=_("Organisations"), href=reverse("organisations:register"))
    here = reverse("organisations:record", args=[organisation.pk]) if more else ""
    return [
        first,
        Crumb(label=str(organisation), href=here, language=pick(organisation.names).lang),
        *(Crumb(label=label) for label in more),
    ]


def facts_of(organisation: Organisation) -> list[Fact]:
    """What is known of it, in the order of reading."""
    above = organisation.parent
    return [
        Fact(label=_("Type"), value=organisation.get_type_display()),
        Fact(
            label=_("Part of"),
            value=str(above) if above else "",
            href=reverse("organisations:record", args=[above.pk]) if above else "",
            language=pick(above.names).lang if above else "",
        ),
        Fact(label=_("Country"), value=area_name(organisation.country) if organisation.country else ""),
        Fact(label=_("Organisation identifier"), value=organisation.org_id),
        Fact(label=_("Website"), value=organisation.website, href=organisation.website),
        Fact(
            label=_("Interior, border, security or migration authority"),
            value=_("yes") if organisation.enforcement else _("no"),
        ),
    ]


def _activities_of(organisation: Organisation) -> str:
    try:
        return f"{reverse('activities:register')}?organisation={organisation.pk}"
    except NoReverseMatch:
        return ""


def _staff(organisation: Organisation) -> QuerySet[RoleAssignment]:
    held = RoleAssignment.objects.on(timezone.localdate()).filter(organisation=organisation)
    return held.select_related("person").order_by("person__name", "pk")
