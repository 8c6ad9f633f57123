from __future__ import annotations

from pathlib import Path

import pytest

from hamroh.web.assets import ASSETS, AssetsMissing, collect


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    for asset in ASSETS:
        file = tmp_path / "node_modules" / asset.package / asset.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{asset.package} {asset.path}")
    return tmp_path / "node_modules"


def test_copies_each_file_once(packages: Path, tmp_path: Path) -> None:
    target = tmp_path / "vendor"
    assert collect(packages, target) == len(ASSETS)
    assert {str(p.relative_to(target)) for p in target.rglob("*") if p.is_file()} == {a.goes_to for a in ASSETS}
    assert collect(packages, target) == 0


def test_a_new_version_replaces_the_old(packages: Path, tmp_path: Path) -> None:
    target = tmp_path / "vendor"
    collect(packages, target)
    (packages / "htmx.org/dist/htmx.min.js").write_text("a newer one")
    assert collect(packages, target) == 1
    assert (target / "htmx/htmx.min.js").read_text() == "a newer one"


def test_a_missing_file_is_named_and_nothing_is_copied(packages: Path, tmp_path: Path) -> None:
    (packages / "echarts/dist/echarts.esm.min.js").unlink()
    with pytest.raises(AssetsMissing, match=r"echarts: dist/echarts\.esm\.min\.js[\s\S]*make setup"):
        collect(packages, tmp_path / "vendor")
    assert not (tmp_path / "vendor").exists()
