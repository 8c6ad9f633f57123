"""Folded words of one file: the same few hundred words stand in thousands of rows."""

from __future__ import annotations

from functools import lru_cache

from hamroh.kernel.languages.folding import fold_name

folded = lru_cache(maxsize=50_000)(fold_name)
