"""`hamroh activities`: IATI files in and out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from hamroh.cli.setup import migrate_all
from hamroh.commons.activities.exporter import ExportRefused, export_activities
from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.selectors import contents_of
from hamroh.formats.iati.standard import StandardMissing
from hamroh.kernel.intake.leases import Busy
from hamroh.kernel.intake.models import Batch, Fault
from hamroh.kernel.intake.services import apply, stage
from hamroh.kernel.ledger.actors import system

REFUSED, WRONG_USE = 1, 2
WAIT_SECONDS = 300.0
SHOWN_PROBLEMS = 20
ACTOR = system("command-line")


@click.group()
def activities() -> None:
    """Activities and organisation files in the IATI standard."""


@activities.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--preview", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--overwrite", is_flag=True, help="Also replace activities that were edited here since.")
@click.option("--fictional", is_flag=True, help="Mark new activities as invented.")
def import_(files: tuple[Path, ...], as_json: bool, preview: bool, overwrite: bool, fictional: bool) -> None:
    """Import activity or organisation FILES (IATI 1.01 to 2.03)."""
    migrate_all()
    options = {"overwrite": overwrite, "fictional": fictional}
    answers = [_import(path, preview=preview, options=options) for path in files]
    if as_json:
        click.echo(json.dumps(answers, ensure_ascii=False))
    else:
        for answer in answers:
            _tell(answer)
    sys.exit(REFUSED if any(answer["refused"] or answer["failed"] for answer in answers) else 0)


def _import(path: Path, *, preview: bool, options: dict[str, Any]) -> dict[str, Any]:
    with path.open("rb") as stream:
        batch = stage(actor=ACTOR, importer="iati", stream=stream, file_name=path.name, options=options)
    failed = batch.state == "failed"
    if not failed and not preview:
        try:
            batch = apply(actor=ACTOR, batch=batch, wait=WAIT_SECONDS)
        except Busy as busy:
            click.echo(str(busy), err=True)
            sys.exit(REFUSED)
    return {
        "file": str(path),
        "batch": batch.pk,
        "applied": batch.state == "applied",
        "failed": failed,
        **_counts(batch),
        "contents": contents_of(batch),
        "problems": [_problem(fault) for fault in _faults(batch)],
    }


def _counts(batch: Batch) -> dict[str, int]:
    counts, outcome = batch.counts, batch.outcome
    return {
        "read": counts["read"],
        "created": outcome.get("created", counts["create"]),
        "updated": outcome.get("updated", counts["update"]),
        "unchanged": counts["unchanged"] + outcome.get("already", 0),
        "refused": counts["refused"] + outcome.get("conflicts", 0),
    }


def _faults(batch: Batch) -> list[Fault]:
    return list(Fault.objects.filter(batch=batch).select_related("line").order_by("line__position", "pk"))


def _problem(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "severity": fault.severity,
        "where": fault.locator,
        "identifier": fault.line.key if fault.line else "",
        "path": fault.parameters.get("path", ""),
        "message": fault.text,
    }


def _tell(answer: dict[str, Any]) -> None:
    held = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in answer["contents"].items() if number)
    state = "not applied" if not answer["applied"] else "applied"
    numbers = ", ".join(f"{answer[name]} {name}" for name in ("read", "created", "updated", "unchanged", "refused"))
    click.echo(f"{answer['file']}: {numbers} ({state})" + (f"; {held}" if held else ""))
    problems = sorted(answer["problems"], key=lambda one: one["severity"] != "error")
    for one in problems[:SHOWN_PROBLEMS]:
        click.echo(f"  {one['severity']}: {one['where']}: {one['message']}")
    if len(problems) > SHOWN_PROBLEMS:
        click.echo(f"  … and {len(problems) - SHOWN_PROBLEMS} more; --json lists all.")


@activities.command("export")
@click.option("--format", "form", type=click.Choice(["iati-xml"]), default="iati-xml", show_default=True)
@click.option("--out", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--organisation", "org_id", help="Only activities reported by this organisation identifier.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def export(form: str, out: Path, org_id: str | None, as_json: bool) -> None:
    """Write all activities, drafts included, as one file that is valid against the standard's schema."""
    migrate_all()
    chosen = Activity.objects.order_by("pk")
    if org_id:
        chosen = chosen.filter(reporting_organisation__org_id=org_id)
        if not chosen.exists():
            click.echo(f"No activity is reported by {org_id}. Check the identifier.", err=True)
            sys.exit(REFUSED)
    try:
        count = export_activities(chosen, out)
    except (StandardMissing, ExportRefused, OSError) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(REFUSED)
    click.echo(json.dumps({"file": str(out), "activities": count}) if as_json else f"{out}: {count} activities")
