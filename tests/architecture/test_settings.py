"""Every setting is documented, and a missing one is named at start."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from hamroh.config import environment
from hamroh.config.environment import ROOT, SETTINGS

DOCUMENT = ROOT / "docs" / "reference" / "settings.md"


def test_each_setting_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^\| `(HAMROH_\w+)`", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE))
    assert documented == {setting.name for setting in SETTINGS}


def test_each_setting_that_code_reads_is_declared() -> None:
    used = set()
    for path in (ROOT / "hamroh").rglob("*.py"):
        used |= set(
            re.findall(r"environment\.(?:text|value|whole_number)\(\s*\"(HAMROH_\w+)\"", path.read_text("utf-8"))
        )
    assert used and used <= {setting.name for setting in SETTINGS}


def test_production_names_what_is_missing() -> None:
    bare = {key: value for key, value in os.environ.items() if not key.startswith("HAMROH_")}
    bare["DJANGO_SETTINGS_MODULE"] = "hamroh.config.settings.production"
    done = subprocess.run(
        [sys.executable, "-m", "hamroh.cli.main", "doctor"],
        capture_output=True,
        text=True,
        env=bare,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 2
    for setting in SETTINGS:
        assert ("production" not in setting.required_in) or f"{setting.name} is missing" in done.stderr, setting.name
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("wrong", ["0", "many", "-1"])
def test_a_wrong_number_is_refused_with_an_example(wrong: str) -> None:
    with pytest.raises(environment.SettingWrong, match="HAMROH_UPLOAD_MB"):
        environment.whole_number("HAMROH_UPLOAD_MB", {"HAMROH_UPLOAD_MB": wrong})


def test_a_database_address_is_read_and_an_unknown_kind_refused() -> None:
    entry = environment.database("postgresql://officer:s%40fe@db.example:5433/hamroh")
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"], entry["NAME"]) == (
        "officer",
        "s@fe",
        "db.example",
        "5433",
        "hamroh",
    )
    with pytest.raises(environment.SettingWrong, match="HAMROH_DATABASE_URL"):
        environment.database("oracle://x/y")
