"""Which organisation a file means: by its identifier first, by its exact name second, never by likeness.

Two bodies joined by mistake cannot be parted again without reading every record, while two rows for one body
can be joined later by a person. So likeness only ever offers (see selectors.search); it never decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hamroh.kernel.languages.folding import fold_name

from .models import Organisation, OrganisationAlias

# SQLite takes 32,766 parameters in a statement; one look-up stays well below.
_LOOKUP = 5_000


@dataclass(frozen=True)
class OrganisationKey:
    """What a file says about a body: its IATI organisation identifier, where given, and its names."""

    org_id: str | None = None
    names: tuple[str, ...] = ()

    @property
    def identifier(self) -> str | None:
        """The identifier without surrounding space; None when the file has none."""
        return (self.org_id or "").strip() or None

    @property
    def folded(self) -> tuple[str, ...]:
        """The comparison forms of the names, each once, in order; names of signs alone give none."""
        return tuple(dict.fromkeys(form for form in map(fold_name, self.names) if form))

    @property
    def usable(self) -> bool:
        """Whether anything is there to know the body by."""
        return self.identifier is not None or bool(self.folded)


@dataclass
class Directory:
    """The organisations that some keys may mean, looked up once; grows as an import adds to it."""

    by_org_id: dict[str, Organisation] = field(default_factory=dict)
    by_name: dict[str, dict[int, Organisation]] = field(default_factory=lambda: defaultdict(dict))

    def match(self, key: OrganisationKey) -> Organisation | None:
        """The one organisation that `key` means, or None.

        A name is enough when exactly one body has it; a body with another identifier is another body, however
        alike the names (each country has its ministry of health). Where several have the name, a key without
        identifier means the one without identifier, the oldest of them, so that reading a file again adds nothing.
        """
        identifier = key.identifier
        if identifier is not None and identifier in self.by_org_id:
            return self.by_org_id[identifier]
        candidates: dict[int, Organisation] = {}
        for form in key.folded:
            candidates |= self.by_name.get(form, {})
        if identifier is None and len(candidates) == 1:
            return next(iter(candidates.values()))
        unnumbered = sorted((body for body in candidates.values() if not body.org_id), key=lambda body: body.pk)
        if identifier is None:
            return unnumbered[0] if unnumbered else None
        return unnumbered[0] if len(unnumbered) == 1 else None

    def add(self, organisation: Organisation, folded: Iterable[str]) -> None:
        """Let later keys find `organisation`, by its identifier and by these comparison forms of names."""
        if organisation.org_id:
            self.by_org_id[organisation.org_id] = organisation
        for form in folded:
            self.by_name[form][organisation.pk] = organisation


def directory_for(keys: Iterable[OrganisationKey]) -> Directory:
    """Look up everything that `keys` may mean: one query per 5,000 identifiers and one per 5,000 names."""
    wanted = list(keys)
    directory = Directory()
    identifiers = {key.identifier for key in wanted if key.identifier}
    for some in _slices(sorted(identifiers)):
        for organisation in Organisation.objects.filter(org_id__in=some):
            directory.add(organisation, ())
    # One instance per body, or a change to one would not be seen through the other.
    bodies = {body.pk: body for body in directory.by_org_id.values()}
    forms = {form for key in wanted for form in key.folded}
    for some in _slices(sorted(forms)):
        for alias in OrganisationAlias.objects.filter(folded__in=some).select_related("organisation"):
            body = bodies.setdefault(alias.organisation_id, alias.organisation)
            directory.by_name[alias.folded][body.pk] = body
    return directory


def resolve_many(keys: Iterable[OrganisationKey]) -> Mapping[OrganisationKey, Organisation]:
    """The organisation that each key means; keys that mean none, or more than one, are absent."""
    wanted = list(dict.fromkeys(keys))
    directory = directory_for(wanted)
    found = ((key, directory.match(key)) for key in wanted)
    return {key: organisation for key, organisation in found if organisation is not None}


def resolve(key: OrganisationKey) -> Organisation | None:
    """The organisation that `key` means, or None."""
    return resolve_many([key]).get(key)


def _slices(items: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(items), _LOOKUP):
        yield items[start : start + _LOOKUP]
