"""The grammar of tags and patterns, as libhxl has it: the one module that knows this library.

It is loaded when the first tag is read: it brings 40 MB of modules with it, and most files have no tags.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, Protocol

# Longer than any tag in use; what people paste into a cell may be a whole page.
_LONGEST = 500


class Tagged(Protocol):
    """What a pattern is held against: a hashtag ("#org") and its attributes, all in lower case."""

    @property
    def tag(self) -> str: ...

    @property
    def attributes(self) -> frozenset[str]: ...


def parse(text: str) -> tuple[str, tuple[str, ...]] | None:
    """ "#Org +impl" is ("#org", ("impl",)); None for what the grammar does not allow.

    HXL 1.1, tagging conventions, formal grammar: a hashtag and each attribute are a Latin letter followed by
    letters, digits and low lines; white space may stand before an attribute; case and order mean nothing.
    """
    column = _model().Column.parse(text) if 0 < len(text) <= _LONGEST else None
    return (column.tag, tuple(column.attribute_list)) if column else None


def fits(tagged: Tagged, pattern: str) -> bool:
    """Whether `pattern` (one of libhxl's, as "#org+impl-type") fits. ValueError when it is none."""
    return bool(_pattern(pattern).match(tagged))


def wanted_attributes(pattern: str) -> frozenset[str]:
    """The attributes that `pattern` asks for. ValueError when it is none."""
    return frozenset(_pattern(pattern).include_attributes)


@cache
def _model() -> Any:
    import hxl.model

    return hxl.model


@lru_cache(maxsize=1_000)
def _pattern(text: str) -> Any:
    model = _model()
    try:
        return model.TagPattern.parse(text)
    except model.hxl.HXLException as error:
        raise ValueError(f"{text!r} is no tag pattern") from error
