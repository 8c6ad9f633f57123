"""`hamroh openapi`: the API's contract as JSON, for the committed snapshot."""

from __future__ import annotations

import json

import click


def contract() -> str:
    """The contract as the snapshot holds it."""
    from hamroh.api.api import api

    return json.dumps(api.get_openapi_schema(path_prefix="/api/"), indent=2, ensure_ascii=False, default=str) + "\n"


@click.command()
def openapi() -> None:
    """Print the API's contract."""
    click.echo(contract(), nl=False)
