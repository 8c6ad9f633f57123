"""The importers' way in: bodies that a file names are found, or added, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from hamroh.kernel.languages.codes import content_code
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest_of_items
from hamroh.kernel.ledger.realms import MAIN, writing
from hamroh.kernel.ledger.services import record, subject_of, subjects_changed
from hamroh.kernel.people.decisions import may, require

from .. import events
from ..matching import Directory, OrganisationKey, directory_for
from ..models import AliasKind, Organisation, OrganisationAlias, OrganisationType
from ..naming import alias_rows
from .bodies import OrganisationProblem

# Bodies added in one transaction, so that others need not wait for a long list.
_STEP = 50
# Who may import records may add the bodies that those records name.
_IMPORTING = ("activities.import", "indicators.import", "coordination.report")


@dataclass(frozen=True)
class OrganisationEntry:
    """A body as a file names it: `names` are (language or "", text) pairs, `type` an IATI OrganisationType."""

    org_id: str | None = None
    names: tuple[tuple[str, str], ...] = ()
    type: str = ""
    fictional: bool = field(default=False, compare=False)

    @property
    def key(self) -> OrganisationKey:
        """What the body is known by."""
        return OrganisationKey(self.org_id, tuple(text for _language, text in self.names))


def find_or_create(
    *,
    actor: Actor,
    org_id: str | None,
    names: Mapping[str, str] | Sequence[tuple[str, str]],
    type: str = "",
    fictional: bool = False,
) -> Organisation:
    """The organisation with this identifier, else the one with exactly this name, else a new one.

    `names` by language ("" where the file gives none). Raises Refused; OrganisationProblem without any of both.
    """
    pairs = tuple(names.items()) if isinstance(names, Mapping) else tuple(names)
    entry = OrganisationEntry(org_id, pairs, type, fictional)
    return find_or_create_many(actor=actor, entries=[entry])[entry]


def find_or_create_many(
    *, actor: Actor, entries: Iterable[OrganisationEntry]
) -> Mapping[OrganisationEntry, Organisation]:
    """The organisation of each entry, those unknown so far added: a few queries and one ledger event for 50.

    A body found by its name takes over the identifier, the type and the spelling it lacked; what it has stays.
    An unknown type code is left out. Raises Refused; OrganisationProblem for an entry without identifier and name.
    """
    if not any(may(actor, verb) for verb in _IMPORTING):
        require(actor, "organisations.create")
    wanted = list(dict.fromkeys(entries))
    for entry in wanted:
        if not entry.key.usable:
            raise OrganisationProblem("names", _("An organisation needs an identifier or a name."))
    directory = directory_for(entry.key for entry in wanted)
    if all(_settled(directory, entry) for entry in wanted):
        return {entry: _matched(directory, entry) for entry in wanted}
    answer: dict[OrganisationEntry, Organisation] = {}
    for start in range(0, len(wanted), _STEP):
        some = wanted[start : start + _STEP]
        with writing():
            # Read again under the write lock: another import may just have added the same body.
            answer |= _add_missing(actor, some, directory_for(entry.key for entry in some))
    return answer


def _settled(directory: Directory, entry: OrganisationEntry) -> bool:
    body = directory.match(entry.key)
    return body is not None and not _lacking(body, entry) and not _unknown_spellings(directory, body, entry)


def _matched(directory: Directory, entry: OrganisationEntry) -> Organisation:
    body = directory.match(entry.key)
    assert body is not None
    return body


def _add_missing(
    actor: Actor, wanted: Sequence[OrganisationEntry], directory: Directory
) -> Mapping[OrganisationEntry, Organisation]:
    created: list[Organisation] = []
    completed: dict[int, Organisation] = {}
    rows: list[OrganisationAlias] = []
    answer: dict[OrganisationEntry, Organisation] = {}
    for entry in wanted:
        body = directory.match(entry.key)
        kind = AliasKind.SPELLING
        if body is None:
            body = _new(entry)
            body.save()
            created.append(body)
            kind = AliasKind.NAME
        elif lacking := _lacking(body, entry):
            for name, value in lacking.items():
                setattr(body, name, value)
            completed[body.pk] = body
        spellings = entry.names if kind == AliasKind.NAME else _unknown_spellings(directory, body, entry)
        rows += alias_rows(body, spellings, kind)
        directory.add(body, entry.key.folded)
        answer[entry] = body
    Organisation.objects.bulk_update(completed.values(), ["org_id", "type"])
    OrganisationAlias.objects.bulk_create(rows, ignore_conflicts=True)
    _record(actor, created, [body for body in completed.values() if body not in created])
    return answer


def _new(entry: OrganisationEntry) -> Organisation:
    # A name in a language we do not show (French, say) stands in for the English one; its row keeps the language.
    names: dict[str, str] = {}
    for language, text in entry.names:
        if text.strip():
            names.setdefault(content_code(language), " ".join(text.split()))
    return Organisation(
        names=names, org_id=entry.key.identifier, type=_known_type(entry.type), fictional=entry.fictional
    )


def _lacking(body: Organisation, entry: OrganisationEntry) -> dict[str, str]:
    """What the file knows and we do not."""
    offered = {"org_id": entry.key.identifier, "type": _known_type(entry.type)}
    return {name: value for name, value in offered.items() if value and not getattr(body, name)}


def _unknown_spellings(
    directory: Directory, body: Organisation, entry: OrganisationEntry
) -> tuple[tuple[str, str], ...]:
    """Names of the entry under which the body would not be found; another body's name is not given to it."""
    known = directory.by_name
    return tuple(
        (language, text)
        for (language, text) in entry.names
        if (forms := OrganisationKey(None, (text,)).folded) and not known.get(forms[0])
    )


def _known_type(code: str) -> str:
    return code if code in OrganisationType.values else ""


def _record(actor: Actor, created: Sequence[Organisation], completed: Sequence[Organisation]) -> None:
    touched = [*created, *completed]
    if not touched:
        return
    items = [[body.pk, body.org_id, body.names, body.type] for body in touched]
    facts = {"created": len(created), "completed": len(completed), "digest": digest_of_items(items)}
    record(event=events.CREATED_FROM_FILE, actor=actor, subject=subject_of(touched[0]), facts=facts)
    ids = [body.pk for body in touched]
    subjects_changed.send(sender=Organisation, model=Organisation, ids=ids, realm=MAIN)
