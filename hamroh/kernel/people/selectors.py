"""Reading people: everybody who signed in sees names and roles of those who work here."""

from __future__ import annotations

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone

from hamroh.kernel.ledger.actors import Actor

from .decisions import may
from .models import Invitation, Person, RoleAssignment, Token


def visible_to(viewer: Actor) -> QuerySet[Person]:
    """The people a viewer may see, each with `current`: the assignments in force today."""
    if not may(viewer, "people.view"):
        return Person.objects.none()
    in_force = RoleAssignment.objects.on(timezone.localdate()).select_related("organisation")
    people = Person.objects.select_related("duty_station").prefetch_related(
        Prefetch("assignments", queryset=in_force, to_attr="current")
    )
    return people if may(viewer, "people.deactivate") else people.filter(is_active=True)


def invitations_visible_to(viewer: Actor) -> QuerySet[Invitation]:
    """Invitations of the organisations for which the viewer may invite."""
    if not may(viewer, "people.invite"):
        return Invitation.objects.none()
    invitations = Invitation.objects.select_related("organisation")
    if may(viewer, "people.invite", organisation_id=0):
        return invitations
    return invitations.filter(organisation_id=viewer.organisation_id or 0)


def tokens_of(viewer: Actor) -> QuerySet[Token]:
    """One's own tokens."""
    return Token.objects.filter(person_id=viewer.person_id or 0).select_related("assignment__organisation")


def staff_by_duty_station() -> list[tuple[int, int]]:
    """Active people with a duty station, counted: (place id, staff), most first."""
    people = Person.objects.filter(is_active=True).exclude(duty_station=None)
    counted = people.values_list("duty_station").annotate(staff=Count("pk"))
    return [(place, staff) for place, staff in counted.order_by("-staff", "duty_station")]


def assignments_of(person: Person) -> QuerySet[RoleAssignment]:
    """All assignments a person holds or held, latest first."""
    return person.assignments.select_related("organisation").order_by("-valid_from", "-pk")
