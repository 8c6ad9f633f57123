"""The importers that consumers declared, by key."""

from __future__ import annotations

from .protocol import Importer

_importers: dict[str, Importer] = {}


class UnknownImporter(LookupError):
    """No consumer declared an importer of that key."""


def declare(importer: Importer) -> None:
    """Add an importer (in the consumer's `AppConfig.ready`); two of one key are a programming error."""
    known = _importers.get(importer.key)
    if known is not None and type(known) is not type(importer):
        raise ValueError(f"Importer {importer.key} is declared twice.")
    _importers[importer.key] = importer


def importer(key: str) -> Importer:
    """The declared importer; raises UnknownImporter."""
    try:
        return _importers[key]
    except KeyError:
        known = ", ".join(sorted(_importers)) or "none"
        raise UnknownImporter(f"There is no importer “{key}”. Declared: {known}.") from None


def all_importers() -> tuple[Importer, ...]:
    """Every declared importer, by key."""
    return tuple(_importers[key] for key in sorted(_importers))
