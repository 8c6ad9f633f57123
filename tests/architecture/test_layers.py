"""Layers, third-party imports of engines and formats, length of files, names that say nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from hamroh.config.environment import ROOT

PACKAGE = ROOT / "hamroh"
# What each pure package may import beside the standard library and Hamroh itself.
ALLOWED = {
    "formats/hxl": {"hxl", "msgspec"},
    "formats/iati": {"lxml", "msgspec"},
    "formats/spreadsheet": {"msgspec", "openpyxl", "xlsxwriter", "python_calamine", "lxml"},
}
EMPTY_NAMES = {"utils", "helpers", "common", "misc"}
LONGEST_FILE = 400


def python_files(folder: Path = PACKAGE) -> list[Path]:
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts and "tests" not in path.parts]


def test_layers_hold() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "folder",
    sorted(
        path.relative_to(PACKAGE).as_posix()
        for kind in ("engines", "formats")
        for path in (PACKAGE / kind).iterdir()
        if path.is_dir() and path.name[0] != "_"
    ),
)
def test_pure_packages_import_what_their_list_allows(folder: str) -> None:
    imported = set()
    for path in python_files(PACKAGE / folder):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                imported.add((node.module or "").split(".")[0])
    strange = imported - set(sys.stdlib_module_names) - {"hamroh"} - ALLOWED[folder]
    assert not strange, f"{folder} may not import {sorted(strange)}"


def test_no_file_is_two_rooms_and_no_name_says_nothing() -> None:
    long = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE
    ]
    vague = [str(path.relative_to(ROOT)) for path in python_files() if path.stem in EMPTY_NAMES]
    assert not long and not vague


def test_no_file_is_empty() -> None:
    empty = [str(p.relative_to(ROOT)) for p in python_files() if not p.read_text("utf-8").strip()]
    assert not empty
