"""Takes from the installed npm packages the few files that pages load, into `static/vendor` (not committed)."""

from __future__ import annotations

import filecmp
import shutil
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).parent / "static" / "vendor"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its package, its path inside it, and where it goes below the target."""

    package: str
    path: str
    goes_to: str


_FONT = "@fontsource-variable/golos-text"
# Latin, Cyrillic, and the extension that holds the Tajik letters. Latin-ext is left out: no language of ours needs it.
ASSETS = (
    Asset("htmx.org", "dist/htmx.min.js", "htmx/htmx.min.js"),
    Asset("htmx.org", "LICENSE", "htmx/LICENSE"),
    Asset("echarts", "dist/echarts.esm.min.js", "echarts/echarts.esm.min.js"),
    Asset("echarts", "LICENSE", "echarts/LICENSE"),
    Asset(_FONT, "files/golos-text-latin-wght-normal.woff2", "golos-text/golos-text-latin-wght-normal.woff2"),
    Asset(_FONT, "files/golos-text-cyrillic-wght-normal.woff2", "golos-text/golos-text-cyrillic-wght-normal.woff2"),
    Asset(
        _FONT, "files/golos-text-cyrillic-ext-wght-normal.woff2", "golos-text/golos-text-cyrillic-ext-wght-normal.woff2"
    ),
    Asset(_FONT, "LICENSE", "golos-text/LICENSE"),
)


class AssetsMissing(Exception):
    """A package, or a file inside it, is not where it should be; the message names each and says how to mend it."""


def collect(node_modules: Path, target: Path = TARGET) -> int:
    """Copies the files that are new or differ; returns how many. AssetsMissing, nothing copied, when one is missing."""
    missing = [asset for asset in ASSETS if not (node_modules / asset.package / asset.path).is_file()]
    if missing:
        names = "\n".join(f"  {asset.package}: {asset.path}" for asset in missing)
        raise AssetsMissing(
            f"These front-end files are missing below {node_modules}:\n{names}\n"
            "Run `make setup`, which installs the packages of package-lock.json. If they are installed, a new version "
            "of a package has moved its files: mend ASSETS in hamroh/web/assets.py."
        )
    copied = 0
    for asset in ASSETS:
        source, goal = node_modules / asset.package / asset.path, target / asset.goes_to
        if goal.is_file() and filecmp.cmp(source, goal, shallow=False):
            continue
        goal.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and renamed, so that a server running meanwhile never sends half a file.
        partial = goal.with_name(f"{goal.name}.partial")
        shutil.copyfile(source, partial)
        partial.replace(goal)
        copied += 1
    return copied
