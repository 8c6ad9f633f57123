"""`hamroh serve`, `hamroh worker` and `hamroh run` (both together, for one machine)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import click
from django.conf import settings

from hamroh.cli.setup import migrate_all, prepare
from hamroh.kernel.ledger.realms import BY_NAME, MAIN

GRANIAN = ("-m", "granian", "--interface", "wsgi", "hamroh.config.wsgi:application")


def server_command(host: str, port: int, processes: int, threads: int) -> list[str]:
    """Granian's command line. Threads, since pages wait for the database more than they compute."""
    return [
        sys.executable, *GRANIAN, "--host", host, "--port", str(port), "--workers", str(processes),
        "--blocking-threads", str(threads), "--log-level", "warning", "--respawn-failed-workers",
        "--backlog", "512",
    ]  # fmt: skip


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--processes", default=2, show_default=True)
@click.option("--threads", default=4, show_default=True)
def serve(host: str, port: int, processes: int, threads: int) -> None:
    """Serve the pages and the API."""
    migrate_all()
    os.execv(sys.executable, server_command(host, port, processes, threads))  # noqa: S606


@click.command()
@click.option("--realm", type=click.Choice(sorted(BY_NAME)), default=MAIN.name, show_default=True)
def worker(realm: str) -> None:
    """Do the background work of one realm."""
    from hamroh.kernel.background.worker import run_worker

    migrate_all()
    run_worker(BY_NAME[realm])


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--demonstration/--empty", default=True, show_default=True, help="Load the invented programme.")
def run(host: str, port: int, demonstration: bool) -> None:
    """Start server and worker together and print the address and the demonstration logins."""
    environment = {**os.environ, "HAMROH_DEMONSTRATION": "1" if demonstration else "0"}
    prepare()
    if demonstration:
        from pathlib import Path

        from hamroh.demo.loading import LOADER, ensure_programme
        from hamroh.demo.logins import logins
        from hamroh.demo.tasks import load_samples_later

        ensure_programme()
        load_samples_later(LOADER)
    children = [
        subprocess.Popen(server_command(host, port, 2, 4), env=environment),
        subprocess.Popen([sys.executable, "-m", "hamroh.cli.main", "worker"], env=environment),
    ]
    click.echo(f"Hamroh answers at http://{host}:{port}/ (state in {settings.HAMROH_HOME}). Ctrl+C stops it.")
    if demonstration:
        for login in logins(Path(settings.HAMROH_HOME)):
            click.echo(f"  {login.role}: {login.email}   {login.password}")
    _wait(children)


def _wait(children: list[subprocess.Popen]) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
    except KeyboardInterrupt:
        pass
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=20)
