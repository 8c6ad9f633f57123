"""Files of statistics: one adapter for each producer, found by the headings of the file."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from . import eurostat, frontex, missing_migrants, own, undesa, unhcr, world_bank
from .adapter import About, Adapter, DatasetSpec, FileRow, Located, Problem, Reading

ADAPTERS: tuple[Adapter, ...] = (
    undesa.ADAPTER,
    world_bank.ADAPTER,
    unhcr.ADAPTER,
    eurostat.ADAPTER,
    frontex.ADAPTER,
    missing_migrants.ADAPTER,
    own.ADAPTER,
)
BY_KEY = {adapter.key: adapter for adapter in ADAPTERS}
DATASETS: tuple[DatasetSpec, ...] = tuple(spec for adapter in ADAPTERS for spec in adapter.datasets)


class NoAdapter(LookupError):
    """No adapter reads a file with these headings; the message says which are known."""


def adapter_for(headings: Iterable[str], key: str | None = None) -> Adapter:
    """The adapter named `key`, else the one whose headings the file has, the one with most of them first.

    Raises NoAdapter, also when the named adapter misses a heading.
    """
    found = set(headings)
    if key is not None:
        adapter = BY_KEY.get(key)
        if adapter is None:
            raise NoAdapter(
                _("“%(key)s” is no kind of file. Use one of: %(known)s.") % {"key": key, "known": ", ".join(BY_KEY)}
            )
        if lacking := [column for column in adapter.columns if column not in found]:
            raise NoAdapter(
                _("A file of %(label)s needs the headings %(lacking)s, which this one does not have.")
                % {"label": adapter.label, "lacking": ", ".join(lacking)}
            )
        return adapter
    fitting = [adapter for adapter in ADAPTERS if set(adapter.columns) <= found]
    if not fitting:
        known = "; ".join(f"{adapter.key}: {', '.join(adapter.columns)}" for adapter in ADAPTERS)
        raise NoAdapter(
            _("The headings %(found)s are those of no file that is known here. Known are %(known)s.")
            % {"found": ", ".join(sorted(found)) or "…", "known": known}
        )
    return max(fitting, key=lambda adapter: len(adapter.columns))


__all__ = [
    "ADAPTERS",
    "BY_KEY",
    "DATASETS",
    "About",
    "Adapter",
    "DatasetSpec",
    "FileRow",
    "Located",
    "NoAdapter",
    "Problem",
    "Reading",
    "adapter_for",
]
