"""`hamroh doctor`: is everything here that the product needs, and what is switched off without it?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from django.conf import settings

from hamroh.config import environment


@dataclass(frozen=True)
class Finding:
    """One line of the report. `state`: good, missing (a feature is off) or bad (the product cannot run rightly)."""

    what: str
    state: str
    detail: str


def setting_lines() -> Iterator[Finding]:
    """Settings in force; secret ones are shown as given or not."""
    for setting in environment.SETTINGS:
        found = environment.value(setting.name)
        shown = ("given" if found else "not given") if setting.secret else (found or "not given")
        yield Finding(setting.name, "good", shown)


def database_lines() -> Iterator[Finding]:
    """Each realm's database and its migrations."""
    from hamroh.web.health import database_state

    for alias in settings.DATABASES:
        state = database_state(alias)
        if not state["ok"]:
            yield Finding(f"database {alias}", "bad", f"does not answer: {state['error']}")
        elif state["migrations_waiting"]:
            yield Finding(f"database {alias}", "bad", f"{state['migrations_waiting']} migrations wait: hamroh migrate")
        else:
            yield Finding(f"database {alias}", "good", settings.DATABASES[alias]["ENGINE"].rsplit(".", 1)[-1])


def folder_lines() -> Iterator[Finding]:
    """State can be written."""
    home = Path(settings.HAMROH_HOME)
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / ".probe"
        probe.write_text("probe")
        probe.unlink()
        yield Finding("HAMROH_HOME", "good", str(home))
    except OSError as fault:
        yield Finding("HAMROH_HOME", "bad", f"{home} cannot be written: {fault.strerror}")


def standard_lines() -> Iterator[Finding]:
    """The IATI standard's files and their date; without them export refuses."""
    from hamroh.formats.iati import standard

    try:
        found = standard.describe()
    except standard.StandardMissing as fault:
        yield Finding("IATI standard", "missing", str(fault))
        return
    yield Finding("IATI standard", "good", str(found))


def package_lines() -> Iterator[Finding]:
    """System packages of the list; each missing one switches its feature off."""
    from hamroh.cli.system import missing, wanted

    lacking = missing()
    for name, feature in wanted().items():
        state = "missing" if name in lacking else "good"
        yield Finding(f"system package {name}", state, feature)


def worker_lines() -> Iterator[Finding]:
    """The worker's sign of life."""
    from hamroh.kernel.background.heartbeat import worker_alive
    from hamroh.kernel.ledger.realms import MAIN

    alive = worker_alive(MAIN)
    yield Finding("worker", "good" if alive else "missing", "alive" if alive else "not running: hamroh worker")


def printing_lines() -> Iterator[Finding]:
    """What PDF documents need."""
    from hamroh.web.printing.fonts import missing

    lacking = missing()
    yield Finding(
        "PDF documents", "missing" if lacking else "good", ", ".join(lacking) or "fonts and libraries are here"
    )


CHECKS = (setting_lines, folder_lines, database_lines, standard_lines, package_lines, printing_lines, worker_lines)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def doctor(as_json: bool) -> None:
    """Check settings, databases, standards and system packages."""
    findings = [finding for check in CHECKS for finding in check()]
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{finding.state:8}{finding.what}: {finding.detail}")
    sys.exit(1 if any(finding.state == "bad" for finding in findings) else 0)
