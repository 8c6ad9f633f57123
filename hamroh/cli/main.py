"""The `hamroh` command. Groups are found by name when first asked for, so that `--help` is quick."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

import hamroh

# Command → module in this package that holds it under the same name.
COMMANDS = {
    "setup": "setup",
    "run": "serving",
    "serve": "serving",
    "worker": "serving",
    "migrate": "setup",
    "demo": "demo",
    "doctor": "doctor",
    "search": "search",
    "system-packages": "system",
    "ledger": "ledger",
    "languages": "languages",
    "openapi": "openapi",
    "people": "people",
    "places": "places",
    "activities": "activities",
    "indicators": "indicators",
    "coordination": "coordination",
    "jobs": "jobs",
}
REFUSED, WRONG_USE = 1, 2


class LazyGroup(click.Group):
    """Imports a command's module when the command is used."""

    def list_commands(self, context: click.Context) -> list[str]:
        """All names."""
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command, with Django ready."""
        if name not in COMMANDS:
            return None
        prepare_django()
        module = import_module(f"hamroh.cli.{COMMANDS[name]}")
        command = getattr(module, name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command


def prepare_django() -> None:
    """Settings and apps, once; a missing setting is named and ends the command."""
    import django
    from django.apps import apps

    from hamroh.config.environment import SettingMissing, SettingWrong

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamroh.config.settings.embedded")
    if apps.ready:
        return
    try:
        django.setup()
    except (SettingMissing, SettingWrong) as fault:
        click.echo(str(fault), err=True)
        sys.exit(WRONG_USE)


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(hamroh.__version__, prog_name="hamroh")
def main() -> None:
    """Hamroh: one platform on which a country manages migration."""


if __name__ == "__main__":
    main()
