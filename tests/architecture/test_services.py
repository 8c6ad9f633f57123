"""Every public verb is called in a test that looks at the ledger; migrations are complete; views write nothing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.core.management import call_command

from hamroh.config.environment import ROOT

PACKAGE = ROOT / "hamroh"
# Where verbs live. A verb takes the actor by keyword.
SERVICE_FILES = [
    path
    for path in PACKAGE.rglob("*.py")
    if "tests" not in path.parts
    and ("services" in path.parts or path.stem in {"services", "invitations", "tokens"})
    and "web" not in path.parts
    and "ledger" not in path.parts
]
# Read-only or working for another verb, which writes the entry.
NO_ENTRY = {"enqueue"}


def verbs(path: Path) -> list[str]:
    names = []
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            keywords = {argument.arg for argument in node.args.kwonlyargs}
            if "actor" in keywords and node.name not in NO_ENTRY:
                names.append(node.name)
    return [name for name in names if name in offered(path)]


def offered(path: Path) -> set[str]:
    """What a package of services offers: the names its `__init__` imports; a single module offers all its own."""
    if path.parent.name != "services":
        return {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}
    gate = ast.parse((path.parent / "__init__.py").read_text("utf-8"))
    return {
        alias.asname or alias.name for node in gate.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }


ALL = sorted({(str(path.relative_to(ROOT)), name) for path in SERVICE_FILES for name in verbs(path)})


def called_in(source: str) -> set[str]:
    """Names of functions that a test file calls."""
    called = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called.add(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
        elif isinstance(node, ast.Attribute | ast.Name):
            # Handed over to a helper or a table of verbs that calls it.
            called.add(node.attr if isinstance(node, ast.Attribute) else node.id)
    return called


@pytest.fixture(scope="module")
def tested() -> set[str]:
    """Names called in test files that look at the ledger."""
    names: set[str] = set()
    for path in [*PACKAGE.rglob("tests/*.py"), *(ROOT / "tests").rglob("*.py")]:
        source = path.read_text("utf-8")
        if "Entry" in source or "ledger" in source:
            names |= called_in(source)
    return names


def test_there_are_verbs() -> None:
    assert len(ALL) > 30


@pytest.mark.parametrize("place, name", ALL)
def test_each_verb_is_called_in_a_test_that_looks_at_the_ledger(place: str, name: str, tested: set[str]) -> None:
    assert name in tested, f"{place}: {name} is called in no test that compares the ledger before and after"


@pytest.mark.django_db(databases=["default", "care"])
def test_no_model_change_lacks_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_views_write_no_models() -> None:
    writing = {"save", "delete", "create", "bulk_create", "update_or_create", "get_or_create", "bulk_update"}
    wrong = []
    for path in (PACKAGE / "web").rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            on_manager = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute)
            if on_manager and node.attr in writing and node.value.attr == "objects":
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not wrong
