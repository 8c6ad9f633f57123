"""What every code list is made of, and how a word of a file finds its code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import override
from rapidfuzz import fuzz, process

from hamroh.kernel.languages.folding import fold_name

LOCALES = ("en", "tg", "ru", "zh-hans")
# Measured on the words of the sample files: misspellings score above, different areas below.
NEAR = 78.0


@dataclass(frozen=True)
class Entry:
    """One code: its key, what people call it, and other words that files use for it (any language)."""

    key: str
    label: str | Promise
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Near:
    """A code that a word may mean, with its likeness from 0 to 1."""

    key: str
    likeness: float


class CodeList:
    """Codes in order, found by key or by word."""

    def __init__(self, key: str, entries: Iterable[Entry]) -> None:
        self.key = key
        self.entries = tuple(entries)
        self.by_key: Mapping[str, Entry] = MappingProxyType({entry.key: entry for entry in self.entries})

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __contains__(self, key: object) -> bool:
        return key in self.by_key

    @property
    def choices(self) -> list[tuple[str, str | Promise]]:
        """As Django's `choices`."""
        return [(entry.key, entry.label) for entry in self.entries]

    def label(self, key: str) -> str:
        """What people call the code, in the active language; a code that is not in the list as it is written."""
        entry = self.by_key.get(key)
        return str(entry.label) if entry else key

    def find(self, word: str) -> str | None:
        """The code that a word of a file means; None when it is none of the known words."""
        return _words(self).get(fold_name(word))

    def near(self, word: str, limit: int = 3) -> list[Near]:
        """Codes whose words are like this one, the likest first; an empty list when none is."""
        known = _words(self)
        folded = fold_name(word)
        found: dict[str, float] = {}
        for form, score, _index in process.extract(
            folded, list(known), scorer=fuzz.token_set_ratio, limit=20, score_cutoff=NEAR
        ):
            found[known[form]] = max(found.get(known[form], 0.0), score / 100)
        ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return [Near(key, likeness) for key, likeness in ranked[:limit]]


@lru_cache(maxsize=32)
def _words(codes: CodeList) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for entry in codes.entries:
        for form in _forms(entry):
            words.setdefault(form, entry.key)
    return MappingProxyType(words)


def _forms(entry: Entry) -> Iterator[str]:
    yield fold_name(entry.key)
    yield fold_name(entry.key.replace("_", " "))
    for language in LOCALES:
        with override(language):
            yield fold_name(str(entry.label))
    for word in entry.words:
        yield fold_name(word)
