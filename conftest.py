"""Fixtures of every test: two databases, samples read in place, actors."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache, caches

# Machines are shared: a slow example is not a wrong one. The same examples each time, so that a fault can be repeated.
hypothesis.settings.register_profile("hamroh", deadline=None, derandomize=True)
hypothesis.settings.load_profile("hamroh")


@pytest.fixture(autouse=True)
def _fresh_heads(tmp_path: Path, settings) -> None:
    # Each test's ledger starts empty, so its heads must too, and what was kept for a state of the ledger is void.
    settings.HAMROH_HEADS = tmp_path / "heads"
    caches["local"].clear()
    caches["objects"].clear()


@pytest.fixture(autouse=True)
def _fresh_counts(request: pytest.FixtureRequest) -> None:
    # A test that commits leaves its counted tries in the shared table: the next one starts with none.
    if "transactional_db" in request.fixturenames or "live_server" in request.fixturenames:
        request.getfixturevalue("transactional_db")
        cache.clear()


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample files; where it is absent the test is reported as not run, with CI=true it fails."""
    folder = Path(settings.HAMROH_SAMPLES)
    if not folder.is_dir():
        message = "Sample files are absent: set HAMROH_SAMPLES to their folder."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return folder
