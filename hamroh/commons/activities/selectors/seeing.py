"""Who sees which activities."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import may

from ..models import Activity, State, Visibility

_NO_ORGANISATION = -1  # no organisation has it: asks whether a verb holds for all


def visible_to(activities: QuerySet[Activity] | None, viewer: Actor) -> QuerySet[Activity]:
    """The activities that the viewer may see, out of `activities` (None: all).

    Everybody: published public ones. Who signed in: also those shared with partners. An organisation: all published
    ones of its own, drafts too for who may change them. Who may change all: all.
    """
    found = Activity.objects.all() if activities is None else activities
    published = Q(state=State.PUBLISHED)
    if not may(viewer, "activities.view"):
        return found.filter(published, visibility=Visibility.PUBLIC)
    if may(viewer, "activities.change", organisation_id=_NO_ORGANISATION):
        return found
    shown = published & Q(visibility__in=(Visibility.PUBLIC, Visibility.PARTNERS))
    own = viewer.organisation_id
    if own is not None:
        of_own = Q(reporting_organisation_id=own)
        shown |= of_own if may(viewer, "activities.change", organisation_id=own) else of_own & published
    return found.filter(shown)
