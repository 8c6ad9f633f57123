"""Tags and patterns: what the grammar allows, what was meant by what it does not."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamroh.formats.hxl import Tag, matches, read_tag
from hamroh.formats.hxl.tags import guess_tag

TOKENS = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,11}", fullmatch=True)


@given(TOKENS, st.lists(TOKENS, max_size=4), st.sampled_from(["", " ", "\t", "\u00a0", "  "]))
def test_case_order_and_white_space_mean_nothing(token: str, attributes: list[str], gap: str) -> None:
    tag = read_tag(f"{gap}#{token}" + "".join(f"{gap}+{one}" for one in attributes) + gap)
    other = read_tag(f"#{token.upper()}" + "".join(f"+{one.upper()}" for one in reversed(attributes)))
    assert tag == other == Tag(f"#{token.lower()}", frozenset(one.lower() for one in attributes))
    assert read_tag(str(tag)) == tag


@pytest.mark.parametrize(
    "text",
    ["", "#", "org", "##org", "#1", "#org impl", "#org-impl", "# org", "#org+", "#org + impl", "#org++impl", "#org+1a",
     "#орг", "#org, #sector", "+impl", "#org\n#sector", "#" + "a" * 600],
)  # fmt: skip
def test_what_is_no_tag(text: str) -> None:
    assert read_tag(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [("#org+es", "es"), ("#org+i_tg", "tg"), ("#org+i_zh_hans", "zh-hans"), ("#org+impl", ""), ("#meta+id", ""),
     ("#reached+hh", ""), ("#activity+i_ru+es", "ru")],
)  # fmt: skip
def test_language(text: str, language: str) -> None:
    tag = read_tag(text)
    assert tag is not None
    assert tag.language == language


@pytest.mark.parametrize(
    ("text", "meant"),
    [("＃org＋impl", "#org+impl"), ("\u200b#org", "#org"), ("#оrg+соde", "#org+code"), ("#ОRG", "#org"),
     ("#сектор", None), ("#org impl", None), ("org", None), ("#хxx", None)],
)  # fmt: skip
def test_only_wrong_letters_are_guessed(text: str, meant: str | None) -> None:
    assert read_tag(text) is None
    tag = guess_tag(text)
    assert (str(tag) if tag else None) == meant


@pytest.mark.parametrize(
    ("tag", "pattern", "fits"),
    [
        ("#adm1+code", "#adm1+code", True), ("#adm1+name+code", "#adm1+code", True), ("#adm1", "#adm1+code", False),
        ("#adm2+code", "#adm1+code", False), ("#org+impl", "#org+impl-type", True),
        ("#org+impl+type", "#org+impl-type", False), ("#org+impl+es", "#org+impl!", False), ("#x+sex", "#*+sex", True),
        ("#org+impl", "#org+impl!", True), ("#ORG+Impl", "#org + impl", False),
    ],
)  # fmt: skip
def test_patterns(tag: str, pattern: str, fits: bool) -> None:
    read = read_tag(tag)
    assert read is not None
    if " + " in pattern:
        with pytest.raises(ValueError, match="no tag pattern"):
            matches(read, pattern)
    else:
        assert matches(read, pattern) is fits


def test_the_library_is_loaded_only_for_a_tag() -> None:
    """It brings 40 MB with it, which a process that reads no tags must not pay."""
    code = "import sys, hamroh.formats.hxl as h; a = 'hxl' in sys.modules; h.read_tag('#org'); print(a, 'hxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
