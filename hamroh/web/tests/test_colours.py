"""Contrast of every pair of tokens that is used together (WCAG 2.2, 1.4.3 text 4.5:1 and 1.4.11 controls 3:1)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[1] / "static/web/css/base.css").read_text()
TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS)
}
GROUNDS = ("ground", "sheet", "sunken")
TEXT = [(ink, ground) for ink in ("ink", "ink-soft", "structure") for ground in GROUNDS] + [
    ("accent", "ground"),
    ("structure", "structure-soft"),
    ("on-structure", "structure"),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("ink", "accent-soft"),
    ("ink", "structure-soft"),
    *((tone, f"{tone}-soft") for tone in ("good", "warn", "bad")),
    *(("ink", f"{tone}-soft") for tone in ("good", "warn", "bad")),
    *((tone, "sheet") for tone in ("good", "warn", "bad")),
    *(("on-step-low", f"step-{step}") for step in (0, 1, 2)),
    *(("on-step-high", f"step-{step}") for step in (3, 4)),
]
EDGES = [("edge", "sheet"), ("edge", "ground"), ("accent", "ground"), ("accent", "sheet"), ("structure", "step-0")]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (EDGES, 3.0)], ids=["text", "edges"])
def test_contrast(pairs: list[tuple[str, str]], least: float, theme: int) -> None:
    found = {f"{a} on {b}": round(contrast(TOKENS[a][theme], TOKENS[b][theme]), 2) for a, b in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


def test_the_measure_itself() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
