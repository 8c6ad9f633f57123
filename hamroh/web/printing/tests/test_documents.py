"""Documents on paper, made by the real renderer and read back from their bytes."""

from __future__ import annotations

import os
import re
import time
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from hamroh.web.components.heat import Cell, Heat
from hamroh.web.components.maps import Area, AreaMap
from hamroh.web.components.network import Edge, Node, network
from hamroh.web.printing import drawings, fonts
from hamroh.web.printing.documents import ForbiddenAddress, Paper, PrintingUnavailable, pdf
from hamroh.web.printing.paper import SHEETS
from hamroh.web.printing.tests import reading_back

# Where documents must be made a lack is a failure, not a reason to look away.
pytestmark = pytest.mark.skipif(
    bool(fonts.missing()) and os.environ.get("CI") != "true", reason=f"documents lack {fonts.missing()}"
)
TITLES = {
    "tg": "Ҷадвали ташкилотҳо: ҷ ҳ ӣ қ ғ ӯ Ҷ Ҳ Ӣ Қ Ғ Ӯ",
    "ru": "Кто, что и где делает: ёлка, №",
    "en": "Who does what, where: “quoted” – and €",
    "zh-hans": "谁在何处做什么：移民局，按地区",
}
HOUSE = "M4 4h40v30h-40z"


def made(context: dict[str, Any] | None = None, **options: Any) -> bytes:
    chosen = {"language": "en", "title": "Sheet", "paper": Paper.A4_PORTRAIT, "made_on": date(2026, 11, 25), **options}
    return pdf("paper_sample.html", context or {}, **chosen)


def png() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (4, 4), "teal").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize("language", TITLES)
def test_every_letter_is_drawn_by_a_font_inside_the_file(language: str) -> None:
    content = made({"sayings": [{language[:2]: TITLES[language]}]}, language=language, title=TITLES[language])
    assert set(TITLES[language]) - {" "} <= reading_back.characters(content)
    assert reading_back.boxes(content) == set()
    assert all(re.fullmatch(r"[A-Z]+\+Hamroh-Paper(-Han)?(-Bold)?", font.name) for font in reading_back.fonts(content))


def test_a_letter_without_a_drawing_would_be_found() -> None:
    # U+0378 is no character: no font has it.
    assert "\u0378" in reading_back.boxes(made({"headings": ["\u0378"]}))


def test_chinese_fonts_are_opened_only_for_chinese() -> None:
    assert {font.family for font in fonts.fonts_for("Ҷадвал")} == {fonts.FAMILY}
    assert {font.family for font in fonts.fonts_for("移民")} == {fonts.FAMILY, fonts.FAMILY_HAN}
    assert fonts.fonts_for("，") == fonts.FONTS


@pytest.mark.parametrize("language", TITLES)
def test_the_file_says_what_it_is_to_who_hears_it(language: str) -> None:
    content = made(language=language, title=TITLES[language])
    everything = b"\n".join(reading_back.objects(content).values())
    assert re.search(rb"/Lang \(" + language.encode() + rb"\)", everything)
    assert b"/DisplayDocTitle true" in everything and b"/Marked true" in everything
    assert b"pdfuaid" in everything and re.search(rb"pdfuaid:part[=>\"]+1", everything)
    assert TITLES[language].encode() in everything  # dc:title
    for tag in (b"/S /H1", b"/S /Document", b"/S /Part"):
        assert tag in everything


def test_headings_are_bookmarks_and_head_cells_are_named() -> None:
    everything = b"\n".join(
        reading_back.objects(made({"headings": ["Alpha", "Beta"], "rows": [["a", "b"], ["c", "d"]]})).values()
    )
    assert re.search(rb"/Title \(Alpha\)", everything) and re.search(rb"/Title \(Beta\)", everything)
    assert b"/S /TH" in everything and b"/Headers" in everything


@pytest.mark.parametrize("paper", Paper)
def test_sheets_have_their_size(paper: Paper) -> None:
    body = b"\n".join(reading_back.objects(made(paper=paper)).values())
    width, height = (float(number) for number in re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", body).groups())
    sheet = SHEETS[paper]
    assert (width, height) == pytest.approx((sheet.width / 25.4 * 72, sheet.height / 25.4 * 72), abs=0.01)
    assert paper.value.endswith("landscape") == (width > height)


def page_text(context: dict[str, Any], **options: Any) -> str:
    """The HTML that the renderer would get, for what a page says rather than how it is drawn."""
    seen: list[str] = []
    from hamroh.web.printing import documents

    kept, documents._rendered = documents._rendered, lambda page, paper: seen.append(page) or b""
    try:
        made(context, **options)
    finally:
        documents._rendered = kept
    return seen[0]


def test_an_invented_document_says_so_on_every_page(settings: Any) -> None:
    settings.HAMROH_DEMONSTRATION = True
    assert "organisations, people and figures are invented" in page_text({})
    settings.HAMROH_DEMONSTRATION = False
    assert "invented" not in page_text({})


def test_the_frame_names_title_date_page_and_review() -> None:
    text = page_text({"title": "not this one"}, title="<b>Sheet</b>", for_review=True)
    assert "25 November 2026" in text and "For review" in text and "not this one" not in text
    assert "&lt;b&gt;Sheet&lt;/b&gt;" in text and "<b>" not in text
    assert 'class="page-now"' in text and 'class="page-all"' in text
    assert "For review" not in page_text({})
    assert "25 ноября 2026" in page_text({}, language="ru") and "2026年11月25日" in page_text({}, language="zh")


def test_page_numbers_are_counted_on_the_sheet() -> None:
    rows = [[f"{number}", "x"] for number in range(400)]
    content = made({"rows": rows}, title="T", language="en")
    assert reading_back.pages(content) >= 3


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'xx' is none of our languages"):
        made(language="xx")


# -- what may be read ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "data:text/html;base64,PGI+",
        "data:image/png,plain",
        "//example.org/x.png",
        "/static/x.png",
    ],
)
def test_nothing_is_read_from_outside(address: str) -> None:
    with pytest.raises((ForbiddenAddress, ValueError)):
        made({"source": address})


def test_not_even_a_file_beside_the_fonts(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(png())
    beside = fonts.FONTS[0].file.with_name("NotoSans_400Regular.ttf?x").as_uri()
    for raw in (
        f'<img alt="x" src="{secret.as_uri()}">',
        f'<img alt="x" src="{beside}">',
        f'<link rel="attachment" href="{secret.as_uri()}">',
        f'<link rel="stylesheet" href="{secret.as_uri()}">',
        f'<style>@import url("{secret.as_uri()}");</style>',
        f'<style>@font-face {{ font-family: x; src: url("{secret.as_uri()}") }}</style>',
        f'<p style="background-image: url({secret.as_uri()})">x</p>',
        f'<svg viewBox="0 0 9 9"><title>x</title><image href="{secret.as_uri()}" width="9" height="9"/></svg>',
        f'<object data="{secret.as_uri()}">x</object>',
        f'<embed src="{secret.as_uri()}">',
    ):
        with pytest.raises(ForbiddenAddress) as fault:
            made({"raw": raw})
        assert "file://" in str(fault.value), raw


def test_a_drawing_in_memory_reads_nothing_either() -> None:
    outside = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="file:///etc/hostname" width="9" height="9"/></svg>'
    with pytest.raises(ForbiddenAddress):
        made({"source": drawings.picture(outside, "image/svg+xml")})
    entity = b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'
    hostname = Path("/etc/hostname").read_bytes().strip() if Path("/etc/hostname").is_file() else b"?"
    assert hostname not in b"".join(
        reading_back.objects(made({"source": drawings.picture(entity, "image/svg+xml")})).values()
    )


def test_pictures_in_memory_are_shown() -> None:
    content = made({"source": drawings.picture(png(), "image/png")})
    assert any(b"/Subtype /Image" in body for body in reading_back.objects(content).values())


def test_links_that_lead_nowhere_from_a_file_are_words() -> None:
    links = rb"/URI \("
    for href in ("/en/activities", "file:///etc/passwd", "javascript:alert(1)", "#nowhere"):
        assert not re.search(links, b"".join(reading_back.objects(made({"href": href})).values()))
    kept = b"".join(reading_back.objects(made({"href": "https://iom.int/"})).values())
    assert b"/URI (https://iom.int/)" in kept


# -- components on paper ---------------------------------------------------------------------------


def area_map(values: list[int | None]) -> AreaMap:
    areas = [
        Area(outline=HOUSE, label=f"Place {n}", value=value, code="AB", x=9, y=9) for n, value in enumerate(values)
    ]
    return AreaMap(key="m", title="Places <b>", areas=areas, width=60, height=40, value_label="Number")


def test_a_map_is_drawn_with_patterns_and_has_words() -> None:
    content = made({"area_map": area_map([1, 2, 3, 4, 5, None])})
    everything = reading_back.objects(content)
    patterns = [body for body in everything.values() if b"/PatternType 1" in body]
    assert len(patterns) >= 6
    assert any(b"/S /Figure" in body and b"/Alt (Map: Places <b>" in body for body in everything.values())
    assert not any(b"/S /Figure" in body and b"/Alt" not in body for body in everything.values())


def test_steps_of_a_map_differ_without_colour() -> None:
    root = drawings._patterns()
    grounds = [re.search(r"#(\w\w)(\w\w)(\w\w)", part[0].get("fill", "")) for part in root]
    grey = [
        sum(int(two, 16) * share for two, share in zip(found.groups(), (0.3, 0.59, 0.11), strict=True))
        for found in grounds
        if found
    ]
    lights = grey[:5]
    assert lights == sorted(lights, reverse=True) and all(a - b > 15 for a, b in pairwise(lights))
    marks = [drawings.ElementTree.tostring(part[1]) if len(part) > 1 else b"" for part in root]
    assert len({*marks[1:4], marks[5]}) == 4  # and the middle ones by their marks


def test_a_shaded_table_prints_its_numbers() -> None:
    cells = [Cell(value=7), Cell(value=0, gap=True), Cell(value=2, kept="fewer than 3")]
    heat = Heat(title="H", columns=["a", "b", "c"], rows=[("row", cells)], value_label="Number")
    assert {"7", "g", "p"} <= reading_back.characters(made({"heat": heat}, title="x"))


def test_a_network_is_drawn_and_named() -> None:
    nodes = [Node(key="a", label="Ҷӣқ", group="x"), Node(key="b", label="移民", group="y", href="/en/")]
    item = network(nodes, [Edge(one="a", other="b")], title="Who with whom", value_label="Number")
    content = made({"network": item})
    everything = reading_back.objects(content)
    assert any(b"/S /Figure" in body and b"/Alt (Who with whom)" in body for body in everything.values())
    assert not any(b"/S /Figure" in body and b"/Alt" not in body for body in everything.values())
    assert reading_back.boxes(content) == set()


# -- the machine -----------------------------------------------------------------------------------


def test_a_page_is_told_what_is_missing(settings: Any, tmp_path: Path) -> None:
    settings.HAMROH_NODE_MODULES = tmp_path
    with pytest.raises(PrintingUnavailable, match=r"noto-sans-sc: 700Bold/NotoSansSC_700Bold\.ttf") as fault:
        made()
    assert len(fault.value.missing) == 4


def test_a_missing_library_is_named_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "LIBRARIES", {"libpango-1.0-0": ("libnothing-of-this-name.so.9",)})
    assert fonts.missing() == ["libpango-1.0-0"]
    with pytest.raises(PrintingUnavailable, match=r"libpango-1\.0-0"):
        made()


def test_a_long_table_on_a3_is_quick_and_small() -> None:
    rows = [
        [f"Ташкилоти {line}" if place == 0 else f"移民 {line * place}" for place in range(12)] for line in range(60)
    ]
    made({"rows": rows[:1]}, language="zh")
    before = time.process_time()
    content = made({"rows": rows}, language="zh", title=TITLES["zh-hans"], paper=Paper.A3_LANDSCAPE)
    assert time.process_time() - before < 3
    assert len(content) < 500_000
    assert reading_back.pages(content) == 1


def test_several_threads_may_ask_at_once() -> None:
    def one(number: int) -> bytes:
        language = list(TITLES)[number % 4]
        return made({"headings": [f"{number}"]}, language=language, title=TITLES[language])

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(one, range(8)))
    for number, content in enumerate(together):
        language = list(TITLES)[number % 4]
        assert set(TITLES[language]) - {" "} <= reading_back.characters(content)
        assert len(content) == pytest.approx(len(one(number)), rel=0.02)


def test_a_picture_is_an_address_in_memory() -> None:
    assert b64decode(drawings.picture(b"abc", "image/png").split(",")[1]) == b"abc"
