"""How a form field is laid out, and how its control is tied to its hint and its faults."""

from __future__ import annotations

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

from hamroh.web.components.multilingual import MultilingualWidget

# Widgets that are several controls are a fieldset; the order matters, since later kinds derive from earlier ones.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (MultilingualWidget, "tongues"),
    (forms.CheckboxInput, "tick"),
    (forms.RadioSelect, "options"),
    (forms.CheckboxSelectMultiple, "options"),
)


def kind_of(bound: BoundField) -> str:
    """tongues, tick, options, group or plain."""
    widget = bound.field.widget
    for kind, name in KINDS:
        if isinstance(widget, kind):
            return name
    return "group" if getattr(widget, "use_fieldset", False) else "plain"


def described(bound: BoundField, kind: str, *, hint: bool = True) -> SafeString:
    """The control's markup, with ids of hint and faults in `aria-describedby` and faults told by `aria-invalid`."""
    words = (("hint", hint and bound.help_text), ("wrong", bound.errors))
    names = [f"{bound.auto_id}_{name}" for name, there in words if there]
    attributes: dict[str, str | bool] = {}
    if "placeholder" in bound.field.widget.attrs:
        # A label that vanishes when typing starts is no label; ours stands above the field.
        attributes["placeholder"] = False
    if kind in {"plain", "tick"}:
        if names:
            attributes["aria-describedby"] = " ".join(names)
        if bound.errors:
            attributes["aria-invalid"] = "true"
    return bound.as_widget(attrs=attributes)
