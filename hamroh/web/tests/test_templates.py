from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted(ROOT.glob("hamroh/**/templates/**/*.html"))
# The content security policy would stop each of these in the browser; here the author hears of it first.
FORBIDDEN = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "inline script": re.compile(r"<script\b(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", re.I),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "htmx event attribute": re.compile(r"\bhx-on\b", re.I),
    "address of another site": re.compile(r"""(?:src|href)=["']https?://""", re.I),
    "javascript address": re.compile(r"""=["']javascript:""", re.I),
}


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_template_carries_what_the_policy_forbids(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_the_search_finds_templates_and_their_faults() -> None:
    assert len(TEMPLATES) > 40
    assert FORBIDDEN["inline script"].search("<script>x</script>")
    assert FORBIDDEN["inline style"].search('<p class="a" style="x">')
    assert not FORBIDDEN["inline script"].search('<script type="module" src="x"></script>')
