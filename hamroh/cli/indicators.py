"""`hamroh indicators import|export`."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TextIO

import click

from hamroh.cli.setup import migrate_all
from hamroh.commons.indicators.adapters import BY_KEY
from hamroh.commons.indicators.exporting import export_csv
from hamroh.commons.indicators.models import Indicator
from hamroh.commons.indicators.services import ImportReport, ensure_seed, import_observations
from hamroh.kernel.ledger.actors import system

ACTOR = system("command-line")
_SHOWN = 20


@click.group()
def indicators() -> None:
    """What is measured: definitions, figures and their sources."""


@indicators.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "kind", type=click.Choice(sorted(BY_KEY)), help="Whose file it is; else its headings tell.")
@click.option("--edition", default="", help="The publisher's name of the edition, best its day: 2024-10-08.")
@click.option("--retrieved", type=click.DateTime(["%Y-%m-%d"]), help="The day on which the file was fetched.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def import_(
    files: tuple[Path, ...], kind: str | None, edition: str, retrieved: dt.datetime | None, as_json: bool
) -> None:
    """Import observations from FILES (CSV or .xlsx). The same file again changes nothing."""
    migrate_all()
    ensure_seed(ACTOR)
    reports = []
    for path in files:
        with path.open("rb") as file:
            reports.append(
                import_observations(
                    actor=ACTOR, file=file, name=path.name, kind=kind, edition=edition,
                    retrieved=retrieved.date() if retrieved else None,
                )
            )  # fmt: skip
    if as_json:
        click.echo(json.dumps([report.as_dict() for report in reports], ensure_ascii=False))
    else:
        for report in reports:
            _say(report)
    sys.exit(1 if any(report.refused_whole or report.problems for report in reports) else 0)


@indicators.command()
@click.option("--indicator", "codes", multiple=True, help="Code of an indicator; may be given several times.")
@click.option("--country", help="Figures of this country alone, at either end (ISO 3166-1 alpha-3).")
@click.option("--format", "form", type=click.Choice(["csv"]), default="csv", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else standard output.")
def export(codes: tuple[str, ...], country: str | None, form: str, out: Path | None) -> None:
    """Write observations with their sources and licences, in a form that `import` reads back."""
    migrate_all()
    ensure_seed(ACTOR)
    known = set(Indicator.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown := [code for code in codes if code not in known]:
        click.echo(f"No indicator has the code {unknown[0]!r}. Known codes: {_codes()}.", err=True)
        sys.exit(1)
    if out is None:
        _export(sys.stdout, codes, country)
        return
    draft = out.with_name(f".{out.name}.part")
    with draft.open("w", encoding="utf-8", newline="") as file:
        written = _export(file, codes, country)
    draft.replace(out)
    click.echo(f"{written} observations written to {out}.")


def _export(file: TextIO, codes: tuple[str, ...], country: str | None) -> int:
    return export_csv(viewer=ACTOR, out=file, indicators=codes, country=country)


def _codes() -> str:
    return ", ".join(Indicator.objects.values_list("code", flat=True))


def _say(report: ImportReport) -> None:
    if report.refused_whole:
        click.echo(f"{report.file}: refused. {report.problems[0].message}")
        return
    click.echo(
        f"{report.file} ({report.kind}): {report.read} lines read; {report.created} created, {report.updated} updated, "
        f"{report.unchanged} unchanged, {report.refused} lines refused; {report.derived} computed anew."
    )
    for problem in report.problems[:_SHOWN]:
        where = f"line {problem.line}" + (f", column {problem.column}" if problem.column else "")
        click.echo(f"  {where}: {problem.message}")
    if len(report.problems) > _SHOWN:
        click.echo(f"  … and {len(report.problems) - _SHOWN} more; --json prints them all.")
