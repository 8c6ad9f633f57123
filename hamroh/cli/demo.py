"""`hamroh demo load`: the invented programme, and its logins."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings

from hamroh.cli.setup import migrate_all


@click.group()
def demo() -> None:
    """The demonstration: an invented programme on real geography."""


@demo.command()
def load() -> None:
    """Load what is missing of the demonstration and print its logins."""
    from hamroh.demo.loading import ensure_programme
    from hamroh.demo.logins import logins

    migrate_all()
    click.echo(f"Loaded now: {', '.join(ensure_programme()) or 'nothing, it was all there'}")
    for login in logins(Path(settings.HAMROH_HOME)):
        click.echo(f"  {login.role}: {login.email}   {login.password}")
