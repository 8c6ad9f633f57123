"""The components, as tags: `{% load hamroh %}`. Each one stands on the style page with its states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hamroh.kernel.languages.codes import BY_CODE, content_code
from hamroh.kernel.languages.text import pick
from hamroh.web import importmap
from hamroh.web.components import icons, records, rows
from hamroh.web.components.charts import Chart
from hamroh.web.components.fields import described, kind_of
from hamroh.web.components.heat import Heat
from hamroh.web.components.maps import AreaMap
from hamroh.web.components.network import Network
from hamroh.web.components.register import Register

register = template.Library()


# -- words and numbers -----------------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon, silent to screen readers."""
    return icons.icon(name)


@register.simple_tag
def say(texts: Mapping[str, str] | None, tag: str = "", empty: str = "–") -> SafeString:
    """Multilingual text for this reader. Text in another language than the page's is marked with `lang` and `dir`.

    `tag` wraps it in an element in any case; `empty` stands for a text nobody has written.
    """
    picked = pick(texts)
    if not picked.text:
        return format_html("<{0}>{1}</{0}>", tag, empty) if tag else format_html("{}", empty)
    if not picked.fallback:
        return format_html("<{0}>{1}</{0}>", tag, picked.text) if tag else format_html("{}", picked.text)
    return format_html('<{0} lang="{2}" dir="{3}">{1}</{0}>', tag or "span", picked.text, *_tongue(picked.lang))


@register.simple_tag
def foreign(text: Any, language: str = "", tag: str = "span") -> SafeString:
    """Text known to be in `language`: marked when that is not the page's own; as it is when unknown or the same."""
    known = language.split("-")[0] in BY_CODE
    if not language or (known and content_code(language) == content_code(get_language())):
        return format_html("{}", text)
    return format_html('<{0} lang="{2}" dir="{3}">{1}</{0}>', tag, text, *_tongue(language))


def _tongue(code: str) -> tuple[str, str]:
    language = BY_CODE.get(code)
    return (language.code, language.direction) if language else (code, "auto")


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """A number as the language writes it, grouped; None is a dash, never zero; other values as they are."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    if decimals is None and isinstance(value, float):
        decimals = 0 if value.is_integer() else 1
    return formats.number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)


@register.filter
def size(value: int | None) -> str:
    """Bytes as a reader counts them: 0.4 MB rather than 419,430."""
    if value is None:
        return "–"
    for unit, scale in ((_("MB"), 1_000_000), (_("KB"), 1_000)):
        if value >= scale:
            return f"{number(value / scale, 1 if value < 100 * scale else 0)} {unit}"
    return ngettext("%(count)s byte", "%(count)s bytes", value) % {"count": number(value)}


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in full, as the language writes it; None is a dash."""
    return formats.date_format(_local(value), "DATE_FORMAT") if value else "–"


@register.filter
def short_day(value: date | datetime | None) -> str:
    """A day in short; None is a dash."""
    return formats.date_format(_local(value), "SHORT_DATE_FORMAT") if value else "–"


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def machine_time(value: date | datetime) -> str:
    """What belongs into the `datetime` attribute."""
    return _local(value).isoformat()


@register.filter
def is_moment(value: Any) -> bool:
    """Whether a value has a time of day."""
    return isinstance(value, datetime)


# -- small parts -----------------------------------------------------------------------------------


@register.simple_tag
def button(label: Any, href: str = "", kind: str = "", symbol: str = "", **attributes: Any) -> SafeString:
    """A button, or with `href` a link that looks like one. kind: first (one a page), danger, quiet, small.

    Further attributes are written with - for _: `type="submit" hx_post="…"`; True gives a bare attribute, None none.
    """
    classes = f"button {kind}".strip()
    inside = format_html("{}{}", icons.icon(symbol), label) if symbol else label
    extra = _attributes(attributes if href else {"type": "button", **attributes})
    if href:
        return format_html('<a class="{}" href="{}"{}>{}</a>', classes, href, extra, inside)
    return format_html('<button class="{}"{}>{}</button>', classes, extra, inside)


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    parts = []
    for name, value in attributes.items():
        written = name.rstrip("_").replace("_", "-")
        if value is True:
            parts.append(format_html(" {}", written))
        elif value is not None and value is not False:
            parts.append(format_html(' {}="{}"', written, value))
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped above


@register.simple_tag
def mark(tone: str, word: Any) -> SafeString:
    """A status: its colour, its shape and its word. tone: good, warn, bad or plain (ValueError for any other)."""
    return format_html('<span class="mark {}">{}</span>', records.Tone(tone).value, word)


@register.simple_tag
def bar(share: float | None, label: Any, tone: str = "") -> SafeString:
    """A share between 0 and 1 as a bar with its reading (`label`) for who does not see it. None draws an empty bar."""
    filled = 0 if share is None else min(max(float(share), 0), 1) * 100
    return format_html(
        '<svg class="bar {}" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect width="100" height="8"/><rect width="{}" height="8"/></svg>',
        tone,
        label,
        f"{filled:.1f}",
    )


@register.simple_block_tag
def note(content: str, title: Any = "", kind: str = "") -> SafeString:
    """A note in the text. kind: next (the one thing to do), good, warn, bad or plain information."""
    heading = format_html("<strong>{}</strong>", title) if title else ""
    return format_html('<div class="note {}">{}{}</div>', kind, heading, content)


@register.simple_block_tag
def card(content: str, title: Any = "", language: str = "") -> SafeString:
    """A card: something that stands for itself, with a title of its own."""
    attributes = format_html(' lang="{}" dir="{}"', *_tongue(language)) if language else ""
    heading = format_html("<h2>{}</h2>", title) if title else ""
    return format_html('<section class="card"{}>{}{}</section>', attributes, heading, content)


@register.simple_block_tag
def dialog(content: str, key: str, title: Any) -> SafeString:
    """A dialog, opened by a button with `data-opens="<key>"`. It needs a script: offer a page of its own beside it."""
    return format_html(
        '<dialog id="{0}" aria-labelledby="{0}-title"><h2 id="{0}-title">{1}</h2>{2}</dialog>', key, title, content
    )


# -- parts with a template -------------------------------------------------------------------------


def _part(name: str, **context: Any) -> SafeString:
    return render_to_string(f"components/{name}.html", context)


@register.simple_tag
def waits(items: Sequence[records.Wait], empty: Any = "") -> SafeString:
    """What waits for the reader; `empty` is said when nothing does."""
    return _part("waits", items=items, empty=empty)


@register.simple_tag
def figures(items: Sequence[records.Figure]) -> SafeString:
    """Three to five numbers that matter."""
    return _part("figures", items=items)


@register.simple_tag
def path(stages: Sequence[records.Stage], next_step: Any = "") -> SafeString:
    """Stages of a record; `next_step` says who acts next."""
    return _part("path", stages=stages, next_step=next_step)


@register.simple_tag
def facts(items: Iterable[records.Fact]) -> SafeString:
    """Labels and values."""
    return _part("facts", items=items)


@register.simple_tag
def timeline(events: Sequence[records.Happening], empty: Any = "") -> SafeString:
    """What happened, latest first."""
    return _part("timeline", events=events, empty=empty)


@register.simple_tag
def crumbs(items: Sequence[records.Crumb]) -> SafeString:
    """The way to this page."""
    return _part("crumbs", items=items)


@register.simple_tag
def tabs(items: Sequence[records.Tab], label: Any) -> SafeString:
    """Pages about the same thing; `label` names the set for who hears it."""
    return _part("tabs", items=items, label=label)


@register.simple_tag
def download(item: records.Download) -> SafeString:
    """A file to take away, with its kind, size and language."""
    return _part("download", item=item, tongue=BY_CODE.get(item.language))


@register.simple_tag
def empty(item: Any) -> SafeString:
    """An empty place that says what belongs there and offers the first step (title, text, action, href)."""
    return _part("empty", item=item)


@register.simple_tag
def notices(messages: Any) -> SafeString:
    """Messages of django.contrib.messages."""
    return _part("notices", messages=messages)


@register.simple_tag(takes_context=True)
def job(context: template.Context, item: records.Progress) -> SafeString:
    """Long work: progress, time left, a stop button; asks for news while it runs."""
    return render_to_string("components/job.html", {"item": item}, request=context.get("request"))


@register.simple_tag
def heat(item: Heat) -> SafeString:
    """A table shaded by number."""
    return _part("heat", item=item)


@register.simple_tag(name="map")
def area_map(item: AreaMap) -> SafeString:
    """A map with legend and list."""
    return _part("map", item=item)


@register.simple_tag
def network(item: Network) -> SafeString:
    """Who works with whom: tables and a picture of nodes and ties."""
    return _part("network", item=item)


@register.simple_tag
def chart(item: Chart) -> SafeString:
    """A chart with table, source and exports."""
    return _part("chart", item=item)


@register.simple_tag(name="register", takes_context=True)
def register_list(context: template.Context, item: Register) -> SafeString:
    """A whole register: filters, views, columns, table, totals, pages."""
    return render_to_string("components/register.html", {"item": item}, request=context.get("request"))


@register.simple_tag
def register_body(item: Register) -> SafeString:
    """The rows of a register."""
    return rows.body(item, number=number, day=short_day, tongue=foreign)


# -- forms -----------------------------------------------------------------------------------------


@register.simple_tag
def field(bound: BoundField, optional: bool = True, hint: bool = True) -> SafeString:
    """A field with its label above, its hint, and its faults tied to it.

    `optional` False leaves out the word "optional", `hint` False the field's own hint.
    """
    kind = kind_of(bound)
    hint = hint and bool(bound.help_text)
    control = described(bound, kind, hint=hint)
    return _part("field", bound=bound, kind=kind, control=control, optional=optional, hint=hint)


@register.simple_tag
def fields(form: BaseForm, optional: bool = True) -> SafeString:
    """All visible fields of a form in order, then the hidden ones."""
    parts = [(field(bound, optional=optional),) for bound in form.visible_fields()]
    hidden = [(bound.as_widget(),) for bound in form.hidden_fields()]
    return format_html_join("\n", "{}", [*parts, *hidden])


@register.simple_tag
def faults(form: BaseForm, focus: bool = True) -> SafeString:
    """The error summary on top of a form, each fault a link to its field; nothing when there is none.

    With `focus` it is where the reader lands when the page has loaded.
    """
    return _part("faults", form=form, focus=focus) if form.is_bound and form.errors else SafeString("")


# -- scripts ---------------------------------------------------------------------------------------


@register.simple_tag
def module_map() -> SafeString:
    """The import map; its digest stands in the content security policy."""
    return format_html('<script type="importmap">{}</script>', mark_safe(importmap.import_map()))  # noqa: S308 - our own JSON
