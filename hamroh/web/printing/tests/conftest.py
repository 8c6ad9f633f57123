from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def _sample_templates(settings: LazySettings) -> None:
    changed = deepcopy(settings.TEMPLATES)
    changed[0]["DIRS"] = [Path(__file__).parent / "templates", *changed[0].get("DIRS", [])]
    settings.TEMPLATES = changed
