"""Activities that partners enter here, and changes of a whole record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from django.db import IntegrityError
from django.utils.translation import gettext as _

from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record as record_event
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.decisions import require

from .. import events, themes
from ..models import Activity, Visibility
from .editing import InvalidChange, check_keepable, edit, title_of
from .storing import NewActivity, Store, insert
from .texts import narratives_of


def create_activity(
    *,
    actor: Actor,
    organisation: Organisation,
    record: r.Activity,
    theme: str = "",
    visibility: str = Visibility.PUBLIC,
    fictional: bool = False,
) -> Activity:
    """Add an activity as a draft. `organisation` reports it; `record` may leave `reporting_org` to it.

    Raises Refused; InvalidChange when the identifier is missing, too long or taken, or the title is missing.
    """
    require(actor, "activities.change", organisation_id=organisation.pk)
    _check_choice("theme", theme, ("", *themes.BY_KEY))
    _check_choice("visibility", visibility, Visibility.values)
    whole = _with_publisher(record, organisation)
    if not whole.iati_identifier.strip():
        raise InvalidChange("iati_identifier", _("Give the activity an identifier, for example XM-DAC-47066-TJ10."))
    if not any(one.text for one in whole.title):
        raise InvalidChange("titles", _("An activity needs a title in at least one language."))
    check_keepable(whole)
    ours = {"theme": theme, "visibility": visibility, "fictional": fictional}
    new = NewActivity(whole, organisation.pk, r.digest(whole), ours)
    try:
        with writing():
            (pk,) = insert(Store(actor), [new])
            activity = Activity.objects.get(pk=pk)
            facts = {"title": title_of(activity), "identifier": whole.iati_identifier, "content": new.digest, **ours}
            record_event(event=events.CREATED, actor=actor, subject=subject_of(activity), facts=facts)
    except IntegrityError as taken:
        raise InvalidChange(
            "iati_identifier",
            _("There is already an activity {identifier}. Choose another identifier, or change that activity.").format(
                identifier=whole.iati_identifier
            ),
        ) from taken
    return activity


def change_activity(*, actor: Actor, activity: Activity, record: r.Activity, expected: str | None = None) -> Activity:
    """Make the activity what `record` says; only what differs is written.

    The identifier and the reporting organisation stay as they are. Raises Refused, InvalidChange, ChangedMeanwhile.
    """

    def change(before: r.Activity) -> r.Activity:
        if record.iati_identifier != before.iati_identifier:
            raise InvalidChange("iati_identifier", _("An activity keeps its identifier. Add a new activity instead."))
        if record.reporting_org not in (None, before.reporting_org):
            raise InvalidChange("reporting_org", _("An activity keeps its publisher. Add a new activity instead."))
        return msgspec.structs.replace(record, reporting_org=before.reporting_org)

    def facts(changed: frozenset[str]) -> Mapping[str, Any]:
        return {"fields": ", ".join(sorted(changed))}

    return edit(actor=actor, activity=activity, event=events.CHANGED, change=change, facts=facts, expected=expected)


def reporting_org_of(organisation: Organisation) -> r.ReportingOrg:
    """How an organisation of ours stands as a publisher in a file."""
    return r.ReportingOrg(
        ref=organisation.org_id, type=organisation.type or None, narratives=narratives_of(organisation.names)
    )


def _with_publisher(record: r.Activity, organisation: Organisation) -> r.Activity:
    if record.reporting_org is not None:
        return record
    return msgspec.structs.replace(record, reporting_org=reporting_org_of(organisation))


def _check_choice(field: str, value: str, allowed: tuple[str, ...] | list[str]) -> None:
    if value not in allowed:
        raise InvalidChange(field, _("“{value}” is not among the choices.").format(value=value))
