"""Which organisations a file means: known ones by exact name, all others as new ones, with what they may be told apart.

Likeness never decides (see kernel.organisations.matching): it only asks "did you mean …?".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from rapidfuzz import fuzz, process

from hamroh.kernel.organisations.matching import Directory, OrganisationKey, directory_for
from hamroh.kernel.organisations.models import Organisation, OrganisationAlias
from hamroh.kernel.organisations.services import OrganisationEntry

from ..codes.lists import TYPE_OF_WORD
from .folding import folded as fold_word

# Measured on the organisations of the sample files: two spellings of one body score above, two bodies mostly below.
NEAR = 86.0
_SEVERAL = re.compile(r"\s*[/;&]\s*|\s*,\s+|\s+and\s+")
_TRAILING_ACRONYM = re.compile(r"^(?P<name>.{4,}?)\s*\((?P<acronym>[^()]{2,15})\)$")


class Named(msgspec.Struct, frozen=True):
    """A body as a cell names it: the name and the short name as written, "" where there is none; IATI type."""

    name: str
    acronym: str = ""
    type: str = ""


class Body(msgspec.Struct, frozen=True):
    """What a name means: a body that stands (`id`), or one to add under `names` ((language, text), the first leads)."""

    id: int | None = None
    names: tuple[tuple[str, str], ...] = ()
    type: str = ""

    @property
    def entry(self) -> OrganisationEntry:
        """As the organisations' importer takes it."""
        return OrganisationEntry(names=self.names, type=self.type)


@dataclass(frozen=True)
class Answer:
    """What a name means, and for a new body the names that are near to its own."""

    body: Body
    near: str = ""

    @property
    def is_new(self) -> bool:
        """Whether applying adds the body."""
        return self.body.id is None


@dataclass
class Register:
    """All bodies that one file names, looked up at once."""

    directory: Directory
    shown: Mapping[int, str]
    _names_of: Mapping[str, frozenset[str]]
    _full_of: Mapping[str, str]
    _known_forms: Mapping[str, int]
    _answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    _matched: dict[str, Organisation | None] = field(default_factory=dict)
    _new: dict[str, str] = field(default_factory=dict)  # folded name of a new body → as written

    @classmethod
    def load(cls, named: Iterable[Named]) -> Register:
        """Look up everything that the file names: a few queries."""
        wanted = list(dict.fromkeys(named))
        names_of = _names_of(wanted)
        full_of = _full_names(names_of)
        keys = {OrganisationKey(None, (text,)) for one in wanted for text in (one.name, one.acronym, *_parts(one.name))
                if text}  # fmt: skip
        directory = directory_for(keys | {OrganisationKey(None, (text,)) for text in full_of.values()})
        rows = OrganisationAlias.objects.filter(organisation__merged_into=None).values_list("folded", "organisation_id")
        forms = {folded: body for folded, body in rows if folded}
        bodies = {pk: body for found in directory.by_name.values() for pk, body in found.items()}
        return cls(directory, {pk: str(body) for pk, body in bodies.items()}, names_of, full_of, forms)

    def answer(self, named: Named) -> Answer:
        """What the name means."""
        key = (named.name, named.acronym)
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = self._find(named)
        if found.is_new and named.type and not found.body.type:
            # One row gives the type, another does not.
            found = self._answers[key] = Answer(msgspec.structs.replace(found.body, type=named.type), found.near)
        return found

    def _find(self, named: Named) -> Answer:
        # A short name is shared by many bodies: it is enough only where the cell beside it is empty.
        name = named.name or self._full_of.get(fold_word(named.acronym), "") or named.acronym
        for text in (name, *_parts(name)[:1]) if named.name else (named.acronym, name):
            body = self._match(text)
            if body is not None:
                return self._known(body, text, named)
        return self._unknown(named, name)

    def _match(self, text: str) -> Organisation | None:
        if text not in self._matched:
            self._matched[text] = self.directory.match(OrganisationKey(None, (text,))) if text else None
        return self._matched[text]

    def _known(self, body: Organisation, by: str, named: Named) -> Answer:
        """Other spellings, and a short name that nobody has, are kept with the body: it is found by them later."""
        more = [text for text in dict.fromkeys((named.name, named.acronym)) if text and not self._held(text)]
        kind = named.type if not body.type else ""
        names = tuple(("", text) for text in (by, *more)) if more or kind else ()
        return Answer(Body(body.pk, names, kind))

    def _held(self, text: str) -> bool:
        folded = fold_word(text)
        return not folded or bool(self.directory.by_name.get(folded))

    def _unknown(self, named: Named, name: str) -> Answer:
        folded = fold_word(name)
        names = [("en", name)]
        # "World Food Programme (WFP)" must be found as "World Food Programme" by the next file.
        names += [("", part) for part in _parts(name)[:1] if not self._held(part)]
        acronym = named.acronym
        short = fold_word(acronym)
        # One body's short name in this file, and no other body's here: then both may find it.
        if acronym and short != folded and self._full_of.get(short) == name and not self._held(acronym):
            names.append(("", acronym))
        answer = Answer(Body(None, tuple(names), named.type), self._near(folded, acronym))
        self._new.setdefault(folded, name)
        return answer

    def _near(self, folded: str, acronym: str) -> str:
        """Names of bodies that it may be: those with the same short name, and those spelt alike."""
        found: dict[str, None] = {}
        for pk in self.directory.by_name.get(fold_word(acronym), {}) if acronym else ():
            found[self._shown(pk)] = None
        for form, _score, _index in process.extract(
            folded, self._known_forms.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=3
        ):
            found[self._shown(self._known_forms[form])] = None
        for other in self._names_of.get(fold_word(acronym), ()) if acronym else ():
            if fold_word(other) != folded:
                found[other] = None
        for form, _score, _index in process.extract(
            folded, self._new.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=2
        ):
            if form != folded:
                found[self._new[form]] = None
        return ", ".join(list(found)[:3])

    def _shown(self, pk: int) -> str:
        shown = self.shown.get(pk)
        return shown if shown is not None else str(Organisation.objects.get(pk=pk))

    def several(self, text: str) -> bool:
        """Whether a cell seems to name two bodies or more: parts of it are names or short names that are known."""
        if self._match(text) is not None:
            return False
        parts = [part for part in _SEVERAL.split(text) if part]
        if len(parts) < 2:
            return False
        known = [part for part in parts if self._is_known(part)]
        return len(known) == len(parts) or (len(known) >= 1 and all(_short(part) for part in parts))

    def _is_known(self, part: str) -> bool:
        folded = fold_word(part)
        return folded in self._known_forms or folded in self._full_of or folded in self._new


def _short(part: str) -> bool:
    return " " not in part.strip() and len(part) <= 12


def _parts(name: str) -> Sequence[str]:
    """The name and the short name of "World Food Programme (WFP)"; nothing for "Ministry of Health (Somalia)"."""
    found = _TRAILING_ACRONYM.match(name)
    if found is None:
        return ()
    letters = fold_word(found["name"]).replace(" ", "")
    short = fold_word(found["acronym"]).replace(" ", "")
    return (found["name"], found["acronym"]) if short and _abbreviates(short, letters) else ()


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of the short name stand in the name in this order, the first at its beginning."""
    rest = iter(name)
    return short[0] == name[:1] and all(letter in rest for letter in short)


def _names_of(named: Iterable[Named]) -> dict[str, frozenset[str]]:
    """Short name (folded) → the full names that this file gives with it; spellings that differ in signs are one."""
    full: dict[str, dict[str, str]] = defaultdict(dict)
    for one in named:
        if one.acronym and one.name:
            known = full[fold_word(one.acronym)]
            folded = fold_word(one.name)
            known[folded] = min(one.name, known.get(folded, one.name))
    return {short: frozenset(names.values()) for short, names in full.items()}


def _full_names(names_of: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Short names that this file gives to one body alone."""
    return {short: next(iter(names)) for short, names in names_of.items() if len(names) == 1}


def type_of(word: str) -> str:
    """The IATI type that a word for a type of organisation means; "" when it is none that we know."""
    return TYPE_OF_WORD.get(fold_word(word), "")
