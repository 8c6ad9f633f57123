"""Where the standard's own files are: schemas, code lists and ruleset, as the PyPI package pyIATI ships them.

The package is found but never imported (its old dependencies are not wanted). Without it, whatever rests on the
standard refuses with ``StandardMissing`` and never passes silently.
"""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

VERSION = "2.03"
_PACKAGE = "pyIATI"
_MODULE = "iati"
# Days of the standard's files inside the source releases of the package; installing loses them.
_RELEASED = {"0.4.1": date(2018, 8, 16)}


class StandardMissing(RuntimeError):
    """The standard's files are not installed, so nothing can be validated or exported."""

    def __init__(self, looked_for: str) -> None:
        super().__init__(
            f"The files of the IATI standard are missing ({looked_for}). Install the package {_PACKAGE}; until then "
            "IATI files can be neither validated nor exported."
        )


@dataclass(frozen=True)
class Standard:
    """What is installed.

    ``date`` is the day of the standard's files: of the package's release where it is known (``dated_by`` "release"),
    else of the installed files ("files"). ``fingerprint`` changes when any of them does.
    """

    folder: Path
    package_version: str
    date: date
    dated_by: str
    versions: tuple[str, ...]
    schemas: int
    codelists: int
    rulesets: int
    fingerprint: str


@functools.cache
def folder() -> Path:
    """The folder ``resources/standard`` of the package; raises StandardMissing."""
    spec = importlib.util.find_spec(_MODULE)
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        standard = Path(place) / "resources" / "standard"
        if (standard / _folder_name(VERSION) / "schemas" / "iati-activities-schema.xsd").is_file():
            return standard
    raise StandardMissing(f"package {_PACKAGE}, folder {_MODULE}/resources/standard")


def file(relative: str, version: str = VERSION) -> Path:
    """One file of a version, for example ``schemas/iati-activities-schema.xsd``; raises StandardMissing."""
    path = folder() / _folder_name(version) / relative
    if not path.is_file():
        raise StandardMissing(f"{relative} of version {version}")
    return path


def files(pattern: str, version: str = VERSION) -> list[Path]:
    """The files of a version that match a pattern, sorted by name."""
    return sorted((folder() / _folder_name(version)).glob(pattern))


def describe() -> Standard:
    """Facts about the installed standard, for reports to administrators; raises StandardMissing."""
    listed = files("codelists/*.xml")
    everything = [*files("schemas/*.xsd"), *listed, *files("rulesets/*.json")]
    newest, dated_by = _date(everything)
    fingerprint = 0
    for path in everything:
        fingerprint = zlib.crc32(path.read_bytes(), fingerprint)
    return Standard(
        folder=folder(),
        package_version=importlib.metadata.version(_PACKAGE),
        date=newest,
        dated_by=dated_by,
        versions=tuple(sorted(p.name.replace("-", ".") for p in folder().iterdir() if p.name[:1].isdigit())),
        schemas=len(files("schemas/*.xsd")),
        codelists=len(listed),
        rulesets=len(files("rulesets/*.json")),
        fingerprint=f"{fingerprint:08x}",
    )


def _date(paths: list[Path]) -> tuple[date, str]:
    released = _RELEASED.get(importlib.metadata.version(_PACKAGE))
    if released is not None:
        return released, "release"
    stamp = max(path.stat().st_mtime for path in paths)
    return datetime.fromtimestamp(stamp, UTC).date(), "files"


def _folder_name(version: str) -> str:
    return version.replace(".", "-")
