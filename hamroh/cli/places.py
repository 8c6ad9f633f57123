"""`hamroh places`: official boundaries and P-code lists."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from hamroh.cli.setup import migrate_all
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.places import services
from hamroh.kernel.places.boundary_file import BadBoundaryFile
from hamroh.kernel.places.pcode_list import BadPcodeList
from hamroh.kernel.places.selectors import NoSuchCountry

REFUSALS = (BadBoundaryFile, BadPcodeList, NoSuchCountry)


@click.group()
def places() -> None:
    """Country, regions and districts."""


@places.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--country", default=None, help="ISO 3166-1 alpha-3 code; default: the installation's own.")
@click.option("--source", default="", help="Who drew the boundaries.")
@click.option("--licence", default="", help="The licence of the data.")
@click.option("--date", "dated", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day the data describes.")
@click.option("--preview", is_flag=True, help="Say what would change, change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def load(
    file: Path, country: str | None, source: str, licence: str, dated: datetime | None, preview: bool, as_json: bool
) -> None:
    """Load official boundaries (GeoJSON with P-codes; they replace the schematic ones) or a list of P-codes (.csv)."""
    migrate_all()
    wanted = country or settings.HAMROH_COUNTRY
    try:
        result = _loaded(file, wanted, source, licence, dated.date() if dated else None, preview)
    except REFUSALS as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(asdict(result), ensure_ascii=False, default=str))
        return
    for name, value in asdict(result).items():
        if isinstance(value, int | float | str):
            click.echo(f"{name}: {value}")
    for problem in getattr(getattr(result, "preview", result), "problems", ()):
        click.echo(f"  {problem}")


def _loaded(file: Path, country: str, source: str, licence: str, dated: date | None, preview: bool) -> Any:
    """A list of P-codes for .csv, boundaries otherwise."""
    actor = system("command line")
    with file.open("rb") as stream:
        if file.suffix.lower() == ".csv":
            return services.load_pcodes(file=stream, country=country, actor=actor)
        if preview:
            return services.preview_boundaries(file=stream, country=country)
        if not source or not licence:
            raise click.UsageError("Boundaries need --source and --licence: both stand on every map.")
        return services.load_boundaries(
            file=stream, country=country, source=source, licence=licence, date=dated, actor=actor
        )
