"""The list of activities, as pages show it."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.places.models import Place

from ..deriving.money import BUDGET
from ..models import Activity, ActivityPlace, ActivitySum, OrganisationRole, Participation
from .seeing import visible_to

# What a row shows; the long texts stay in the database.
_SHOWN = (
    "iati_identifier", "title", "lang", "activity_status", "theme", "start", "start_is_planned", "end",
    "end_is_planned", "visibility", "state", "fictional", "changed_at", "title_fold", "reporting_organisation",
    "imported_digest", "content_digest",
)  # fmt: skip
_PARTNER = (
    "activity", "position", "role", "ref", "narratives", "organisation__names", "organisation__org_id",
)  # fmt: skip
_NAMED_ROLES = (OrganisationRole.FUNDING, OrganisationRole.IMPLEMENTING)


def register(viewer: Actor) -> QuerySet[Activity]:
    """The rows of the register: four queries for a page, however many rows.

    `row.reporting_organisation`, `row.partners` (participations with role 1 or 4, each with its organisation),
    `row.budgets_by_currency` (sums with currency and amount) and `row.at_places` (places with `place`) are at hand.
    """
    partners = Participation.objects.filter(role__in=_NAMED_ROLES).select_related("organisation").only(*_PARTNER)
    budgets = ActivitySum.objects.filter(kind=BUDGET)
    places = ActivityPlace.objects.select_related("place").only("activity", "place__names", "place__slug")
    return (
        visible_to(None, viewer)
        .select_related("reporting_organisation")
        .only(*_SHOWN, "reporting_organisation__names", "reporting_organisation__org_id")
        .prefetch_related(
            Prefetch("participating_orgs", partners, to_attr="partners"),
            Prefetch("sums", budgets, to_attr="budgets_by_currency"),
            Prefetch("places", places, to_attr="at_places"),
        )
    )


def at_place(activities: QuerySet[Activity], place: Place) -> QuerySet[Activity]:
    """Those that work at a place or anywhere below it."""
    within = Q(place=place) | Q(place__parent=place) | Q(place__parent__parent=place)
    return activities.filter(pk__in=ActivityPlace.objects.filter(within).values("activity"))


def of_organisation(
    activities: QuerySet[Activity], organisation_id: int, *, roles: tuple[str, ...] = ()
) -> QuerySet[Activity]:
    """Those that an organisation reports or takes part in; with `roles` (OrganisationRole), takes part in so."""
    part = Participation.objects.filter(organisation_id=organisation_id)
    if roles:
        return activities.filter(pk__in=part.filter(role__in=roles).values("activity"))
    return activities.filter(Q(reporting_organisation_id=organisation_id) | Q(pk__in=part.values("activity")))


def tagged(activities: QuerySet[Activity], *, vocabulary: str, code: str) -> QuerySet[Activity]:
    """Those with a tag."""
    return activities.filter(tags__vocabulary=vocabulary, tags__code=code).distinct()
