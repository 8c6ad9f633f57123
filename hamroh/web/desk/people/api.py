"""Who asks, and who works here, by program. Addresses and telephone numbers are not part of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from hamroh.kernel.languages.text import pick
from hamroh.kernel.people import selectors
from hamroh.kernel.people.decisions import SIGN_IN_FIRST, Refused
from hamroh.kernel.people.models import Person, RoleAssignment
from hamroh.kernel.people.roles import BY_KEY
from hamroh.kernel.people.verbs import VERBS
from hamroh.web.api.access import operation
from hamroh.web.api.etags import sent
from hamroh.web.api.pages import PageQuery, page_of
from hamroh.web.api.problems import READ_RESPONSES
from hamroh.web.api.values import OrganisationLabel, organisation_label

router = Router(tags=["people"])


class HeldRole(Schema):
    """A role in force, for an organisation."""

    role: str
    label: str
    organisation: OrganisationLabel


class PersonRow(Schema):
    """Somebody who works here."""

    id: int
    name: str
    title: str
    duty_station: str | None
    roles: list[HeldRole]
    fictional: bool


class PersonPage(Schema):
    """A page; `next` is the `after` of the page that follows, null on the last."""

    items: list[PersonRow]
    next: int | None


class Caller(Schema):
    """Who asks: `role` is the one acted in, `scopes` those of the token (null with a session), `verbs` what this
    request may do, public verbs among them."""

    id: int
    name: str
    role: HeldRole | None
    scopes: list[str] | None
    verbs: list[str]


@router.get("", response={200: PersonPage, **READ_RESPONSES}, summary="People")
@operation("people.view")
def list_people(request: HttpRequest, query: Query[PageQuery]) -> HttpResponse:
    """Those whose account is open, in pages, with the roles they hold today."""
    # Closed accounts are shown to who may close them, on the page; a list for programs leaves them out for all.
    found = selectors.visible_to(request.acting.actor).filter(is_active=True)  # type: ignore[attr-defined]
    rows, following = page_of(found, query)
    return sent(request, PersonPage(items=[_row(one) for one in rows], next=following))


@router.get("/me", response={200: Caller, **READ_RESPONSES}, summary="Who asks")
@operation("account.use")
def read_me(request: HttpRequest) -> HttpResponse:
    """The person, the role and what this token or session may do."""
    acting = request.acting  # type: ignore[attr-defined]
    if acting.person is None:
        raise Refused("account.use", SIGN_IN_FIRST)
    scopes = acting.scopes
    verbs = [one.key for one in VERBS if acting.may(one.key)]
    caller = Caller(
        id=acting.person.pk,
        name=str(acting.person),
        role=_held(acting.assignment) if acting.assignment else None,
        scopes=sorted(scopes) if scopes is not None else None,
        verbs=verbs,
    )
    return sent(request, caller)


def _row(person: Person) -> PersonRow:
    held: list[RoleAssignment] = person.current  # type: ignore[attr-defined]
    return PersonRow(
        id=person.pk,
        name=str(person),
        title=pick(person.title).text,
        duty_station=person.duty_station.slug if person.duty_station else None,
        roles=[_held(one) for one in held],
        fictional=person.fictional,
    )


def _held(held: RoleAssignment) -> HeldRole:
    known = BY_KEY.get(held.role)
    return HeldRole(
        role=held.role,
        label=str(known.label) if known else held.role,
        organisation=organisation_label(held.organisation),
    )
