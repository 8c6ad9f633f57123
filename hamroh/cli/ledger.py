"""`hamroh ledger verify`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from hamroh.cli.setup import migrate_all
from hamroh.kernel.ledger.realms import BY_NAME, REALMS
from hamroh.kernel.ledger.verification import verify as verify_realms


@click.group()
def ledger() -> None:
    """The append-only record of what was done."""


@ledger.command()
@click.option("--realm", type=click.Choice(sorted(BY_NAME)), help="One realm alone.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def verify(realm: str | None, as_json: bool) -> None:
    """Verify each chain; name the first altered, missing, reordered or cut entry."""
    migrate_all()
    reports = verify_realms((BY_NAME[realm],) if realm else REALMS)
    if as_json:
        click.echo(json.dumps([asdict(report) for report in reports], ensure_ascii=False))
    else:
        for report in reports:
            state = report.finding.message if report.finding else "holds"
            click.echo(f"{report.realm}/{report.chain}: {report.entries} entries, {state}")
        if not reports:
            click.echo("The ledger is empty.")
    sys.exit(1 if any(report.finding for report in reports) else 0)
