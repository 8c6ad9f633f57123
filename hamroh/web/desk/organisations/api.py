"""Organisations by program."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.languages.text import pick
from hamroh.kernel.organisations import selectors
from hamroh.kernel.organisations.models import Organisation, OrganisationType
from hamroh.web.api.access import operation
from hamroh.web.api.etags import sent
from hamroh.web.api.pages import PageQuery, page_of
from hamroh.web.api.problems import READ_RESPONSES
from hamroh.web.api.values import Key, OrganisationLabel, Words, organisation_label

router = Router(tags=["organisations"])
TypeCode = Literal["10", "11", "15", "21", "22", "23", "24", "30", "40", "60", "70", "71", "72", "73", "80", "90"]
assert set(TypeCode.__args__) == set(OrganisationType.values)  # type: ignore[attr-defined]


class OrganisationQuery(PageQuery):
    """Filters of the list."""

    q: Words = Field("", description="Part of any of its names, in any script.")
    org_id: Words = Field("", description="The organisation identifier, exactly.")
    type: TypeCode | None = Field(None, description="IATI code list OrganisationType.")
    country: str = Field("", pattern=r"^([A-Z]{3})?$", description="ISO 3166-1 alpha-3.")


class OrganisationRow(OrganisationLabel):
    """An organisation in a list; `names` in all languages."""

    names: dict[str, str]
    type: str
    type_label: str
    country: str
    website: str
    parent_id: int | None
    fictional: bool


class Alias(Schema):
    """A name it goes by, and why."""

    text: str
    language: str
    kind: str


class OrganisationSchema(OrganisationRow):
    """An organisation with its other names and the bodies below it."""

    aliases: list[Alias]
    parts: list[OrganisationLabel]


class OrganisationPage(Schema):
    """A page; `next` is the `after` of the page that follows, null on the last."""

    items: list[OrganisationRow]
    next: int | None


@router.get("", response={200: OrganisationPage, **READ_RESPONSES}, summary="Organisations")
@operation("organisations.view")
def list_organisations(request: HttpRequest, query: Query[OrganisationQuery]) -> HttpResponse:
    """In pages, by number."""
    found = selectors.visible_to(None, request.acting.actor)  # type: ignore[attr-defined]
    if query.q:
        folded = fold_name(query.q)
        found = (
            found.filter(pk__in=found.filter(aliases__folded__contains=folded).values("pk")) if folded else found.none()
        )
    for field in ("org_id", "type", "country"):
        if getattr(query, field):
            found = found.filter(**{field: getattr(query, field)})
    rows, following = page_of(found, query)
    return sent(request, OrganisationPage(items=[OrganisationRow(**_row(one)) for one in rows], next=following))


@router.get("/{int:organisation_id}", response={200: OrganisationSchema, **READ_RESPONSES}, summary="An organisation")
@operation("organisations.view")
def read_organisation(request: HttpRequest, organisation_id: Key) -> HttpResponse:
    """One organisation with all its names."""
    viewer = request.acting.actor  # type: ignore[attr-defined]
    one = get_object_or_404(selectors.visible_to(None, viewer), pk=organisation_id)
    aliases = [Alias(text=a.text, language=a.language, kind=a.kind) for a in one.aliases.order_by("pk")]
    parts = [organisation_label(part) for part in selectors.parts_of(one)]
    return sent(request, OrganisationSchema(**_row(one), aliases=aliases, parts=parts))


def _row(organisation: Organisation) -> dict[str, Any]:
    return {
        "id": organisation.pk,
        "org_id": organisation.org_id,
        "name": pick(organisation.names).text or str(organisation),
        "names": organisation.names,
        "type": organisation.type,
        "type_label": str(organisation.get_type_display()),
        "country": organisation.country,
        "website": organisation.website,
        "parent_id": organisation.parent_id,
        "fictional": organisation.fictional,
    }
