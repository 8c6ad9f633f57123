"""The names an organisation is found by: rows made from its names of today and from spellings met in files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hamroh.kernel.languages.codes import BY_CODE
from hamroh.kernel.languages.folding import fold_name

from .models import AliasKind, Organisation, OrganisationAlias

LONGEST = 300


def alias_rows(
    organisation: Organisation, texts: Iterable[tuple[str, str]], kind: AliasKind
) -> list[OrganisationAlias]:
    """Unsaved rows for (language, text) pairs; each text once, empty ones left out, long ones cut at 300."""
    rows: dict[str, OrganisationAlias] = {}
    for language, text in texts:
        shown = " ".join(text.split())[:LONGEST]
        if shown:
            rows.setdefault(
                shown,
                OrganisationAlias(
                    organisation=organisation, text=shown, language=language, kind=kind,
                    folded=fold_name(shown)[:LONGEST],
                ),
            )  # fmt: skip
    return list(rows.values())


def rename(organisation: Organisation, names: Mapping[str, str], before: Mapping[str, str]) -> None:
    """Make the rows of today's names those of `names`; a name that was today's becomes a former one."""
    kept = {row.text: row for row in organisation.aliases.all()}
    wanted = alias_rows(organisation, names.items(), AliasKind.NAME)
    for row in wanted:
        known = kept.get(row.text)
        if known is None:
            row.save()
        elif known.kind != AliasKind.NAME:
            known.kind = AliasKind.NAME
            known.save(update_fields=["kind"])
    today = {row.text for row in wanted}
    gone = {" ".join(text.split())[:LONGEST] for text in before.values()} - today
    organisation.aliases.filter(kind=AliasKind.NAME, text__in=gone).update(kind=AliasKind.FORMER)


def called(organisation: Organisation) -> dict[str, str] | str:
    """How the ledger names a body: in every language of ours that it has, else by its identifier."""
    return {code: text for code, text in organisation.names.items() if code in BY_CODE and text} or str(organisation)
