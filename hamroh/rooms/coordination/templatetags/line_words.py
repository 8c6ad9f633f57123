"""What a line is called and where it is, for templates: `{% load line_words %}`."""

from __future__ import annotations

from typing import Any

from django import template

from ..models import Line
from ..pages.reports.lines import title_of
from ..saying import place_of

register = template.Library()


@register.simple_tag
def line_title(line: Line) -> Any:
    """The project, else the kind of work."""
    return title_of(line)


@register.simple_tag
def line_place(line: Line) -> Any:
    """The place, with the language of its name."""
    return place_of(line)
