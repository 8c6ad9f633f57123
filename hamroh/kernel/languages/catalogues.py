"""Catalogues of interface strings: found in the source, compiled without gettext's programs, checked for faults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

TRANSLATED = {"tg": "Cyrl", "ru": "Cyrl", "zh_Hans": "Hans"}
KEYWORDS: dict[str, tuple[int, ...] | tuple[tuple[int, str], int] | None] = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "N_": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),  # type: ignore[dict-item]
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")
SCRIPTS = {"Cyrl": re.compile(r"[Ѐ-ӿ]"), "Hans": re.compile(r"[一-鿿]")}
LETTERS = re.compile(r"[A-Za-zЀ-ӿ一-鿿]")
# Letters by which a neighbour's spelling is known. The Tajik alphabet of 1998 has no ц, щ, ы, ь.
NOT_IN = {"tg": re.compile(r"[ЦцЩщЫыЬь]"), "ru": re.compile(r"[ҒғӢӣҚқӮӯҲҳҶҷ]"), "zh_Hans": re.compile(r"[Ѐ-ӿ]")}


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
            yield from strings_of(path, root)
    for path in sorted([*root.rglob("*.html"), *root.rglob("*.txt")]):
        if "templates" in path.parts:
            yield from strings_of(path, root)


def strings_of(path: Path, root: Path) -> Iterator[Found]:
    """The interface strings of one Python file or template; `place` is its path below `root` with the line."""
    if path.suffix == ".py":
        yield from _of_source(path.read_bytes(), path.relative_to(root))
    else:
        yield from _of_template(path.read_text(encoding="utf-8"), path.relative_to(root))


def _of_template(text: str, path: Path) -> Iterator[Found]:
    from django.utils.translation.template import templatize

    # Python's tokeniser reads the indentation of the page as blocks; no string of the result spans lines.
    flat = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    yield from _of_source(flat.encode(), path)


def _of_source(source: bytes, path: Path) -> Iterator[Found]:
    options: Any = {"encoding": "utf-8"}
    for line, function, message, _comments in cast(Any, extract_python)(BytesIO(source), KEYWORDS, [], options):
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


def has_words(text: str) -> bool:
    """Whether there is anything to translate beside placeholders and signs."""
    return bool(LETTERS.search(PLACEHOLDER.sub("", text)))


def written(text: object) -> bool:
    """Whether a translation, or each of its plural forms, has text."""
    return bool(text) and (all(text) if isinstance(text, tuple | list) else True)


def faults(found: Iterable[Found], catalogue: Catalog, language: str, same_allowed: frozenset[str]) -> list[Fault]:
    """What is wrong with the translations of the strings found, in their order.

    Missing, fuzzy, same as the source, wrong script, foreign letters, other placeholders, a wrong number of plural
    forms, a percent sign or brace that would break the page.
    """
    seen: dict[tuple[str | None, str], Found] = {}
    for string in found:
        known = seen.get(string.key)
        # Of two uses of one string the plural one says more.
        if known is None or (known.plural is None and string.plural):
            seen[string.key] = string
    return [fault for string in seen.values() for fault in _faults_of(string, catalogue, language, same_allowed)]


def _faults_of(string: Found, catalogue: Catalog, language: str, same_allowed: frozenset[str]) -> Iterator[Fault]:
    message: Message | None = catalogue.get(string.singular, string.context)
    if message is None or not written(message.string):
        yield Fault(language, string.singular, "has no translation", string.place)
        return
    if message.fuzzy:
        yield Fault(language, string.singular, "is marked fuzzy", string.place)
    forms = _forms(message)
    wanted = catalogue.num_plurals if string.plural else 1
    if len(forms) != wanted or bool(string.plural) != message.pluralizable:
        yield Fault(language, string.singular, f"has {len(forms)} plural forms where {wanted} belong", string.place)
    for number, form in enumerate(forms):
        # Where the first form serves the number one alone, it may say it in words.
        one_alone = len(forms) == 2 and number == 0
        for problem in _problems(string, form, language, same_allowed, one_alone):
            yield Fault(language, string.singular, problem, string.place)


def _problems(string: Found, form: str, language: str, same_allowed: frozenset[str], one_alone: bool) -> Iterator[str]:
    source = string.singular + (string.plural or "")
    if string.singular not in same_allowed:
        if form in (string.singular, string.plural) and has_words(form):
            yield "is the same as its source"
        elif _in_wrong_script(form, language):
            yield f"is in the wrong script: {form}"
    strange_letters = sorted(set(NOT_IN[language].findall(form)) - set(source))
    if strange_letters:
        yield f"has letters that the language does not have: {' '.join(strange_letters)}"
    expected, given = set(PLACEHOLDER.findall(source)), set(PLACEHOLDER.findall(form))
    if given - expected or (expected - given and not one_alone):
        yield f"has other placeholders: {sorted(expected ^ given)}"
    elif expected and _breaks(form):
        yield f"has a stray percent sign or brace: {form}"


def _breaks(form: str) -> bool:
    """Whether a sign beside the placeholders would make filling them in fail."""
    rest = PLACEHOLDER.sub("", form)
    named = "%(" in form or "%s" in form or "%d" in form
    return ("%" in rest.replace("%%", "")) if named else ("{" in rest or "}" in rest)


def _forms(message: Message) -> list[str]:
    return (
        [form or "" for form in message.string] if isinstance(message.string, tuple | list) else [message.string or ""]
    )


def _in_wrong_script(form: str, language: str) -> bool:
    return has_words(form) and not SCRIPTS[TRANSLATED[language]].search(PLACEHOLDER.sub("", form))
