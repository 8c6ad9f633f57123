"""Adding and changing an organisation by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hamroh.kernel.languages.codes import BY_CODE
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.people.decisions import require

from .. import events
from ..matching import OrganisationKey
from ..models import AliasKind, Organisation, OrganisationAlias
from ..naming import alias_rows, called, rename

# What a focal point may change of the own organisation.
OWN_FIELDS = ("names", "type", "country", "website")
# What decides about rights, money or identity: only who may add organisations changes these.
GUARDED_FIELDS = ("org_id", "enforcement", "fictional")


class OrganisationProblem(ValueError):
    """The organisation cannot be kept so; the message says what to mend, `field` where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def create_organisation(
    *,
    actor: Actor,
    names: Mapping[str, str],
    type: str = "",
    org_id: str | None = None,
    country: str = "",
    website: str = "",
    parent: Organisation | None = None,
    enforcement: bool = False,
    fictional: bool = False,
    aliases: tuple[tuple[str, str, AliasKind], ...] = (),
) -> Organisation:
    """Add an organisation. `names` by language; `type` IATI OrganisationType; `country` ISO 3166-1 alpha-3.

    `aliases` are (language, text, kind). Raises Refused; OrganisationProblem when a field is wrong or the
    identifier is already that of another organisation.
    """
    require(actor, "organisations.create")
    organisation = Organisation(
        names=_tidy(names), type=type, org_id=(org_id or "").strip() or None, country=country, website=website,
        parent=parent, enforcement=enforcement, fictional=fictional,
    )  # fmt: skip
    _check(organisation)
    with writing():
        organisation.save()
        rows = alias_rows(organisation, organisation.names.items(), AliasKind.NAME)
        taken = {row.text for row in rows}
        for language, text, kind in aliases:
            extra = [row for row in alias_rows(organisation, [(language, text)], kind) if row.text not in taken]
            taken |= {row.text for row in extra}
            rows += extra
        OrganisationAlias.objects.bulk_create(rows)
        facts = {"name": called(organisation), "org_id": organisation.org_id, "type": type, "parent": _key(parent),
                 "enforcement": enforcement, "fictional": fictional}  # fmt: skip
        record(event=events.CREATED, actor=actor, subject=subject_of(organisation), facts=facts)
    return organisation


def change_organisation(*, actor: Actor, organisation: Organisation, **changes: Any) -> Organisation:
    """Change fields (names, type, country, website; org_id, enforcement and fictional for who may add bodies).

    A name that is replaced stays as a former name. Without any difference nothing is written. Raises Refused,
    OrganisationProblem; TypeError for a field that this verb does not change.
    """
    require(actor, "organisations.change", organisation_id=organisation.pk)
    if unknown := set(changes) - {*OWN_FIELDS, *GUARDED_FIELDS}:
        raise TypeError(f"change_organisation does not change {', '.join(sorted(unknown))}.")
    if "names" in changes:
        changes["names"] = _tidy(changes["names"])
    if "org_id" in changes:
        changes["org_id"] = (changes["org_id"] or "").strip() or None
    before = {field: getattr(organisation, field) for field in changes}
    differing = {field: value for field, value in changes.items() if value != before[field]}
    if not differing:
        return organisation
    if set(differing) & set(GUARDED_FIELDS):
        require(actor, "organisations.create")
    changed = Organisation.objects.get(pk=organisation.pk)
    for field, value in differing.items():
        setattr(changed, field, value)
    _check(changed)
    with writing():
        changed.save(update_fields=list(differing))
        if "names" in differing:
            rename(changed, differing["names"], before["names"])
        facts = {
            "name": called(changed),
            "fields": ", ".join(sorted(differing)),
            "changes": {field: [before[field], value] for field, value in differing.items()},
        }
        record(event=events.CHANGED, actor=actor, subject=subject_of(changed), facts=facts)
    for field, value in differing.items():
        setattr(organisation, field, value)
    return organisation


def add_alias(
    *, actor: Actor, organisation: Organisation, text: str, language: str = "", kind: AliasKind = AliasKind.ALIAS
) -> OrganisationAlias:
    """Add another name; one that it has already is returned unchanged. Raises Refused, OrganisationProblem."""
    require(actor, "organisations.change", organisation_id=organisation.pk)
    rows = alias_rows(organisation, [(language, text)], kind)
    if not rows or not rows[0].folded:
        raise OrganisationProblem("text", _("Write the name with at least one letter or digit."))
    row = rows[0]
    known = organisation.aliases.filter(text=row.text).first()
    if known is not None:
        return known
    with writing():
        row.save()
        facts = {
            "name": called(organisation),
            "alias": {language: row.text} if language in BY_CODE else row.text,
            "language": language,
            "kind": str(kind),
        }
        record(event=events.ALIAS_ADDED, actor=actor, subject=subject_of(organisation), facts=facts)
    return row


def set_parent(*, actor: Actor, organisation: Organisation, parent: Organisation | None) -> Organisation:
    """Place an organisation under another, or (None) under none. Raises Refused; OrganisationProblem for a circle."""
    require(actor, "organisations.change", organisation_id=organisation.pk)
    with writing():
        above: Organisation | None = parent
        while above is not None:
            if above.pk == organisation.pk:
                raise OrganisationProblem(
                    "parent",
                    _("%(parent)s is itself a part of %(name)s. Choose a body above both, or none.")
                    % {"parent": parent, "name": organisation},
                )
            above = Organisation.objects.filter(pk=above.parent_id).first() if above.parent_id else None
        if organisation.parent_id == (parent.pk if parent else None):
            return organisation
        facts = {"name": called(organisation), "parent": called(parent) if parent else "",
                 "before": organisation.parent_id, "after": parent.pk if parent else None}  # fmt: skip
        organisation.parent = parent
        organisation.save(update_fields=["parent"])
        record(event=events.PARENT_SET, actor=actor, subject=subject_of(organisation), facts=facts)
    return organisation


def _tidy(names: Mapping[str, str]) -> dict[str, str]:
    return {code: " ".join(text.split()) for code, text in names.items() if text.strip()}


def _key(organisation: Organisation | None) -> str | None:
    return subject_of(organisation) if organisation else None


def _check(organisation: Organisation) -> None:
    if not OrganisationKey(organisation.org_id, tuple(organisation.names.values())).folded:
        raise OrganisationProblem("names", _("Write the name of the organisation in at least one language."))
    others = Organisation.objects.exclude(pk=organisation.pk)
    other = others.filter(org_id=organisation.org_id).first() if organisation.org_id else None
    if other is not None:
        raise OrganisationProblem(
            "org_id",
            _("The identifier %(org_id)s is already that of %(name)s. Correct it, or change that organisation.")
            % {"org_id": organisation.org_id, "name": other},
        )
    try:
        organisation.clean_fields(exclude=["parent"])
    except ValidationError as fault:
        field, messages = next(iter(fault.message_dict.items()))
        raise OrganisationProblem(field, " ".join(messages)) from fault
