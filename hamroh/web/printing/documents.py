"""Makes a PDF document from a template: tagged for readers of all kinds, with its fonts inside, read from nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hamroh.kernel.languages.codes import BY_CODE
from hamroh.web.printing.drawings import prepare
from hamroh.web.printing.fonts import PrintingUnavailable, font_rules, fonts_for, missing
from hamroh.web.printing.paper import Paper, page_rules

__all__ = ["ForbiddenAddress", "Paper", "PrintingUnavailable", "pdf"]

STYLES = Path(__file__).with_name("document.css")
VARIANT = "pdf/ua-1"
# With a base, an address without a site is asked for and so refused aloud; without one it would be left out in silence.
NOWHERE = "https://document.invalid/"
# One at a time in a process: the renderer holds the interpreter anyway, and two documents would take twice the memory.
_one_at_a_time = Lock()


class ForbiddenAddress(ValueError):
    """A template asked for something outside the document; `addresses` names it. The template is to be mended."""

    def __init__(self, addresses: list[str]) -> None:
        self.addresses = tuple(addresses)
        super().__init__(
            _("The document was not made: it asks for content from outside, %(addresses)s. Write pictures into it.")
            % {"addresses": ", ".join(self.addresses)}
        )


def pdf(
    template: str,
    context: Mapping[str, Any],
    *,
    language: str,
    title: str,
    paper: Paper,
    for_review: bool = False,
    made_on: date | None = None,
) -> bytes:
    """A tagged PDF (PDF/UA-1) of a template that extends `printing/base.html`.

    `language` is a code of hamroh.kernel.languages, `title` stands on top and in the file's properties, `made_on` is
    today when not given; `for_review` marks every page. The template may use the components of the pages; it sees
    `title`, `made_on`, `for_review`, `language`, `direction` and `demonstration` beside its context.

    PrintingUnavailable when fonts or system libraries are missing, ForbiddenAddress when the template asks for
    anything but pictures in memory (hamroh.web.printing.drawings.picture), ValueError for an unknown language.
    Safe to call from several threads and from background jobs; one document is made at a time in a process.
    """
    if language not in BY_CODE:
        raise ValueError(f"{language!r} is none of our languages: {', '.join(BY_CODE)}")
    tongue = BY_CODE[language]
    if lacking := missing():
        raise PrintingUnavailable(lacking)
    with translation.override(tongue.code):
        frame = {
            "title": title,
            "made_on": made_on or timezone.localdate(),
            "for_review": for_review,
            "language": tongue.code,
            "direction": tongue.direction,
            "demonstration": settings.HAMROH_DEMONSTRATION,
        }
        page = render_to_string(template, {**context, **frame})
    with _one_at_a_time:
        return _rendered(page, paper)


def _rendered(page: str, paper: Paper) -> bytes:
    # Here and not above: it loads system libraries that a machine may lack, and that do not outlive a fork.
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from hamroh.web.printing.reading import Reader

    fonts = fonts_for(page)
    reader = Reader(font.file for font in fonts)
    known = FontConfiguration()
    rules = font_rules(fonts) + page_rules(paper) + STYLES.read_text("utf-8")
    style = CSS(string=rules, font_config=known, url_fetcher=reader)
    document = HTML(string=page, base_url=NOWHERE, url_fetcher=reader)
    prepare(document.etree_element)
    made = document.write_pdf(font_config=known, stylesheets=[style], pdf_variant=VARIANT)
    if reader.refused:
        raise ForbiddenAddress(reader.refused)
    return made
