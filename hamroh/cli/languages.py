"""`hamroh languages`: bring the catalogues up to date with the source, compile and check them."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from hamroh.config.environment import ROOT
from hamroh.kernel.languages.catalogues import (
    TRANSLATED,
    catalogue_path,
    compile_all,
    faults,
    find_strings,
    load,
    written,
)
from hamroh.kernel.languages.foreign import foreign_strings
from hamroh.kernel.languages.identical import SAME_ALLOWED

FIRST_WRITTEN = datetime(2026, 11, 24, tzinfo=UTC)


@click.group()
def languages() -> None:
    """Catalogues of interface strings."""


@languages.command()
@click.option("--fill", type=click.Path(exists=True, path_type=Path), help="JSON: language → msgid → text or forms.")
def update(fill: Path | None) -> None:
    """Add new strings, drop vanished ones, take translations from a JSON file."""
    ours = list(find_strings(ROOT / "hamroh"))
    given = json.loads(fill.read_text(encoding="utf-8")) if fill else {}
    for language in TRANSLATED:
        path = catalogue_path(ROOT, language)
        old = load(path) if path.exists() else Catalog()
        new = _renewed([*ours, *foreign_strings(language)], old, language, given.get(language, {}))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, new, sort_output=True, no_location=True, omit_header=False, width=0)
        empty = sum(1 for message in new if message.id and not written(message.string))
        click.echo(f"{language}: {len(new)} strings, {empty} without translation")
    compile_all(ROOT)


@languages.command()
def check() -> None:
    """Name each fault of a translation."""
    ours = list(find_strings(ROOT / "hamroh"))
    wrong = [
        fault
        for language in TRANSLATED
        for fault in faults(
            [*ours, *foreign_strings(language)], load(catalogue_path(ROOT, language)), language, SAME_ALLOWED
        )
    ]
    for fault in wrong:
        click.echo(f"{fault.language}: “{fault.singular}” {fault.problem} ({fault.place})")
    sys.exit(1 if wrong else 0)


@languages.command()
def untranslated() -> None:
    """Print as JSON what has still to be written, by language."""
    ours = list(find_strings(ROOT / "hamroh"))
    waiting: dict[str, list[dict]] = {}
    for language in TRANSLATED:
        path = catalogue_path(ROOT, language)
        catalogue = load(path) if path.exists() else Catalog()
        known = {}
        for string in [*ours, *foreign_strings(language)]:
            message = catalogue.get(string.singular, string.context)
            if message is None or not written(message.string):
                known[string.key] = {
                    "id": string.singular, "plural": string.plural, "context": string.context, "place": string.place,
                }  # fmt: skip
        waiting[language] = list(known.values())
    click.echo(json.dumps(waiting, ensure_ascii=False, indent=1))


def _renewed(found: list, old: Catalog, language: str, given: dict) -> Catalog:
    new = Catalog(
        # The locale brings the plural rule into the header; without it every reader assumes two forms.
        locale=language,
        project="Hamroh",
        version="1",
        charset="utf-8",
        header_comment=f"# Interface of Hamroh, {language}",
        msgid_bugs_address="Hamroh",
        last_translator="Hamroh",
        language_team="Hamroh",
        # A date that moves with every run would make each update a change, and each merge a conflict.
        creation_date=FIRST_WRITTEN,
        revision_date=FIRST_WRITTEN,
        fuzzy=False,
    )
    # The plural use of a string comes first: it is the entry that serves both.
    for string in sorted(found, key=lambda one: one.plural is None):
        if new.get(string.singular, string.context) is not None:
            continue
        message = old.get(string.singular, string.context)
        key = f"{string.context}\x04{string.singular}" if string.context else string.singular
        text: Any = given.get(key) or (message.string if message is not None else "")
        if string.plural:
            forms = tuple(text) if isinstance(text, tuple | list) else (text,) * new.num_plurals
            new.add((string.singular, string.plural), forms, context=string.context)
        else:
            # What was counted and no longer is keeps the form of the many.
            new.add(string.singular, text if isinstance(text, str) else text[-1], context=string.context)
    return new
