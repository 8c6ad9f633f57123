"""Finds every multilingual text in a tree of frozen records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from hamroh.demo.content.shapes import LANGUAGES

Found = tuple[str, Mapping[str, str]]


def texts(value: Any, where: str = "") -> Iterator[Found]:
    """Yield (path, text) for each mapping whose keys are language codes, however deep it lies."""
    if is_dataclass(value) and not isinstance(value, type):
        label = getattr(value, "identifier", None) or getattr(value, "key", None) or getattr(value, "code", None)
        for field in fields(value):
            yield from texts(getattr(value, field.name), f"{where}/{label or type(value).__name__}.{field.name}")
    elif isinstance(value, Mapping):
        if value and set(value) <= set(LANGUAGES):
            yield where, value
        else:
            for key, item in value.items():
                yield from texts(item, f"{where}/{key}")
    elif isinstance(value, tuple | list):
        for position, item in enumerate(value):
            yield from texts(item, f"{where}[{position}]")
