"""`hamroh search rebuild`: index everything anew."""

from __future__ import annotations

import json

import click

from hamroh.cli.setup import migrate_all


@click.group()
def search() -> None:
    """The search index."""


@search.command()
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def rebuild(as_json: bool) -> None:
    """Index every record of every kind anew."""
    from hamroh.portal.search.indexing import rebuild as rebuild_index

    migrate_all()
    counts = rebuild_index()
    click.echo(json.dumps(counts) if as_json else "\n".join(f"{kind}: {count}" for kind, count in counts.items()))
