"""Catalogues of interface strings: found in the source, compiled without gettext's programs, checked for faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

TRANSLATED = {"tg": "Cyrl", "ru": "Cyrl", "zh_Hans": "Hans"}
KEYWORDS: dict[str, tuple[int, ...] | tuple[tuple[int, str], int] | None] = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),  # type: ignore[dict-item]
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
SCRIPTS = {"Cyrl": re.compile(r"[Ѐ-ӿ]"), "Hans": re.compile(r"[一-鿿]")}
LETTERS = re.compile(r"[A-Za-zЀ-ӿ一-鿿]")


@dataclass(frozen=True)
class Found:
    """An interface string in the source: id, plural, context, where."""

    singular: str
    plural: str | None
    context: str | None
    place: str

    @property
    def key(self) -> tuple[str | None, str]:
        """What a catalogue is searched by."""
        return self.context, self.singular


@dataclass(frozen=True)
class Fault:
    """What is wrong with one translation."""

    language: str
    singular: str
    problem: str
    place: str = ""


def find_strings(root: Path) -> Iterator[Found]:
    """Every interface string of the package's Python files and templates."""
    for path in sorted(root.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield from _of_source(path.read_bytes(), path.relative_to(root))
    for path in sorted([*root.rglob("*.html"), *root.rglob("*.txt")]):
        if "templates" in path.parts:
            yield from _of_template(path.read_text(encoding="utf-8"), path.relative_to(root))


def _of_template(text: str, path: Path) -> Iterator[Found]:
    from django.utils.translation.template import templatize

    yield from _of_source(templatize(text, origin=str(path)).encode(), path)


def _of_source(source: bytes, path: Path) -> Iterator[Found]:
    options = {"encoding": "utf-8"}
    for line, function, message, _comments in extract_python(BytesIO(source), KEYWORDS, [], options):
        if function is None or not message:
            continue
        parts = [part for part in (message if isinstance(message, tuple) else (message,)) if part]
        if not parts:
            continue
        context = parts.pop(0) if "pgettext" in function else None
        plural = parts[1] if function.startswith(("ngettext", "npgettext")) and len(parts) > 1 else None
        yield Found(parts[0], plural, context, f"{path}:{line}")


def catalogue_path(root: Path, language: str) -> Path:
    """The .po file of a language (`zh_Hans` as Django names its folder)."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def load(path: Path) -> Catalog:
    """A catalogue from its .po file."""
    with path.open("rb") as file:
        return read_po(file)


def compile_all(root: Path) -> list[str]:
    """Compile each catalogue whose .mo is older than its .po; the languages compiled."""
    compiled = []
    for language in TRANSLATED:
        source = catalogue_path(root, language)
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        draft = target.with_suffix(".draft")
        with draft.open("wb") as file:
            write_mo(file, load(source))
        draft.replace(target)
        compiled.append(language)
    return compiled


def faults(found: list[Found], catalogue: Catalog, language: str, same_allowed: frozenset[str]) -> list[Fault]:
    """Missing, same as the source, lost placeholder, wrong script, fuzzy: one fault each."""
    seen = {}
    for string in found:
        seen.setdefault(string.key, string)
    return [fault for string in seen.values() for fault in _faults_of(string, catalogue, language, same_allowed)]


def _faults_of(string: Found, catalogue: Catalog, language: str, same_allowed: frozenset[str]) -> Iterator[Fault]:
    message: Message | None = catalogue.get(string.singular, string.context)
    forms = _forms(message)
    if message is None or not forms or not all(forms):
        yield Fault(language, string.singular, "has no translation", string.place)
        return
    if message.fuzzy:
        yield Fault(language, string.singular, "is marked fuzzy", string.place)
    expected = set(PLACEHOLDER.findall(string.singular)) | set(PLACEHOLDER.findall(string.plural or ""))
    for form in forms:
        if form in (string.singular, string.plural) and string.singular not in same_allowed and LETTERS.search(form):
            yield Fault(language, string.singular, "is the same as its source", string.place)
        elif _in_wrong_script(form, language) and string.singular not in same_allowed:
            yield Fault(language, string.singular, f"is in the wrong script: {form}", string.place)
        lost = expected - set(PLACEHOLDER.findall(form))
        strange = set(PLACEHOLDER.findall(form)) - expected
        if strange or (lost and len(forms) == 1):
            yield Fault(language, string.singular, f"has other placeholders: {sorted(lost | strange)}", string.place)


def _forms(message: Message | None) -> list[str]:
    if message is None:
        return []
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def _in_wrong_script(form: str, language: str) -> bool:
    plain = PLACEHOLDER.sub("", form)
    return bool(LETTERS.search(plain)) and not SCRIPTS[TRANSLATED[language]].search(plain)
