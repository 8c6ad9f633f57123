"""Pages on 10,000 activities at eight clients, and what the first view weighs over the line.

The time is what a client on the same machine waits, so it is an upper bound of the server's own time; the load
generator runs on the same two cores. Each client thinks one second between pages.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

from benchmarks.activities import ACTIVITIES, ROOT, Figure, multiply
from tests.product import Product, running

CLIENTS, THINK_SECONDS, LOAD_SECONDS = 8, 1.0, 60.0
BAR_MS, BAR_KB = 200.0, 200.0
WORDS = ("health", "education", "migration", "governance", "energy", "Dushanbe", "water", "trade", "security", "food")
SLOWEST_ANSWER = 30
IDLE_SECONDS = 240.0


def run() -> list[Figure]:
    """Import, publish, load, measure."""
    with tempfile.TemporaryDirectory(prefix="hamroh-bench-") as folder, running(Path(folder) / "home") as product:
        _fill(product, Path(folder))
        ids = _ids(product)
        kinds: dict[str, Callable[[random.Random], str]] = {
            "register": lambda dice: f"/en/activities/?page={dice.randint(1, 150)}",
            "filtered register": lambda dice: f"/en/activities/?q={dice.choice(WORDS)}&sort=title",
            "record": lambda dice: f"/en/activities/{dice.choice(ids)}/",
            "search": lambda dice: f"/en/search?q={dice.choice(WORDS)}",
        }
        waits = _load(product.address, kinds)
        weight = _first_view(product.address)
    figures = [
        Figure(f"pages: {kind} p95 at {CLIENTS} clients", _p95(taken), BAR_MS, "ms") for kind, taken in waits.items()
    ]
    return [*figures, Figure("pages: first view over the line", weight, BAR_KB, "KB")]


def _fill(product: Product, folder: Path) -> None:
    file = folder / "activities.xml"
    multiply(file, ACTIVITIES)
    done = product.command("activities", "import", str(file), "--json")
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    _in_product(product, "Activity.objects.update(state='published', visibility='public')")
    product.command("search", "rebuild")
    wait_until_idle(product)


def wait_until_idle(product: Product) -> None:
    """Until the demonstration's own background work (partners' files, printed sheets) is done: we measure the pages."""
    until = time.monotonic() + IDLE_SECONDS
    ask = "from hamroh.kernel.background.models import Job; print(Job.objects.filter(finished_at=None).count())"
    while time.monotonic() < until and int(_in_product(product, ask)):
        time.sleep(3)


def _ids(product: Product) -> list[int]:
    told = _in_product(product, "print(*Activity.objects.values_list('pk', flat=True)[:3000])")
    return [int(pk) for pk in told.split()]


def _in_product(product: Product, statement: str) -> str:
    code = f"import django; django.setup(); from hamroh.commons.activities.models import Activity; {statement}"
    return subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **product.environment}, cwd=ROOT, capture_output=True,
        text=True, check=True,
    ).stdout  # fmt: skip


def _load(address: str, kinds: dict[str, Callable[[random.Random], str]]) -> dict[str, list[float]]:
    waits: dict[str, list[float]] = {kind: [] for kind in kinds}
    until = time.monotonic() + LOAD_SECONDS
    clients = [threading.Thread(target=_client, args=(address, kinds, waits, until, seed)) for seed in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return waits


def _client(
    address: str,
    kinds: dict[str, Callable[[random.Random], str]],
    waits: dict[str, list[float]],
    until: float,
    seed: int,
) -> None:
    dice = random.Random(seed)
    time.sleep(dice.random() * THINK_SECONDS)
    while time.monotonic() < until:
        kind = dice.choice(list(kinds))
        target = address + urllib.parse.quote(kinds[kind](dice), safe="/?=&")
        request = urllib.request.Request(target, headers={"Accept-Encoding": "gzip"})
        began = time.perf_counter()
        with urllib.request.urlopen(request, timeout=SLOWEST_ANSWER) as answer:
            answer.read()
        waits[kind].append((time.perf_counter() - began) * 1000)
        time.sleep(THINK_SECONDS)


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else float("inf")


def _first_view(address: str) -> float:
    """Kilobytes that Chromium takes over the line for the public page in Tajik, with an empty cache."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM, FLAGS

    sizes: list[int] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        page.goto(f"{address}/tg/", wait_until="networkidle")
        browser.close()
    return sum(sizes) / 1000
