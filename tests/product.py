"""A running product for tests: its own folder, the demonstration, server and worker as processes of their own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hamroh.config.environment import ROOT

START_SECONDS = 180
STOP_SECONDS = 30
PREPARE_SECONDS = 300
# What `hamroh run` does before it serves, in a process of its own.
PREPARE = """
import django
django.setup()
from hamroh.cli.setup import prepare
from hamroh.demo.loading import ensure_programme
prepare()
ensure_programme()
"""


@dataclass(frozen=True)
class Product:
    """Where it answers and where its state lies."""

    address: str
    home: Path
    environment: dict[str, str]

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `hamroh …` on this product's state."""
        return subprocess.run(
            [sys.executable, "-m", "hamroh.cli.main", *words],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=300,
        )  # fmt: skip


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment_of(home: Path, port: int) -> dict[str, str]:
    """The variables of a product in `home`, without any of the machine's own settings for it."""
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith(("HAMROH_", "DJANGO_"))},
        "HAMROH_HOME": str(home),
        "HAMROH_ORIGIN": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "hamroh.config.settings.embedded",
        "HAMROH_WORKERS": "1",
        "HAMROH_DEMONSTRATION": "1",
    }


def prepare_home(home: Path) -> None:
    """Set up `home` with the demonstration; nothing runs then. To be copied for `running(…, prepared=…)`.

    Raises AssertionError with what went wrong.
    """
    done = subprocess.run(
        [sys.executable, "-c", PREPARE], env=environment_of(home, 0), cwd=ROOT, capture_output=True, text=True,
        timeout=PREPARE_SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@contextmanager
def running(home: Path, *, prepared: Path | None = None) -> Iterator[Product]:
    """Start `hamroh run` in `home`, wait until it is healthy, end it by its process id.

    `home` becomes a copy of the state in `prepared`, or is set up anew.
    """
    port = free_port()
    product = Product(f"http://127.0.0.1:{port}", home, environment_of(home, port))
    if prepared is not None:
        shutil.copytree(prepared, home, dirs_exist_ok=True)
    else:
        done = product.command("setup")
        assert done.returncode == 0, done.stderr
    log = (home / "product.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "hamroh.cli.main", "run", "--port", str(port)],
        env=product.environment, cwd=ROOT, stdout=log, stderr=log,
    )  # fmt: skip
    try:
        wait_until_healthy(product, process)
        yield product
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
        log.close()


def wait_until_healthy(product: Product, process: subprocess.Popen[bytes]) -> None:
    """Raises AssertionError with the log when the product ends or does not answer in time."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, (product.home / "product.log").read_text()
        try:
            with urllib.request.urlopen(f"{product.address}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise AssertionError((product.home / "product.log").read_text())
