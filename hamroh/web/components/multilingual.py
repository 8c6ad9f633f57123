"""Text entered in several languages in one field: the reader's language first, the others one step away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.languages.codes import BY_CODE, CONTENT_CODES, content_code


class MultilingualWidget(forms.MultiWidget):
    """One input for each language, named `<field>_<code>`; `long` makes them text areas."""

    template_name = "components/multilingual.html"
    use_fieldset = True

    def __init__(
        self, *, codes: Sequence[str] = CONTENT_CODES, long: bool = False, attrs: dict[str, Any] | None = None
    ) -> None:
        self.codes = tuple(codes)
        self.long = long
        kind: type[forms.Widget] = forms.Textarea if long else forms.TextInput
        extra = {"rows": 3} if long else {}
        super().__init__({code: kind(attrs={**extra, "lang": code, "dir": _direction(code)}) for code in codes}, attrs)

    def decompress(self, value: Any) -> list[str | None]:
        """The mapping spread over the inputs."""
        texts = value if isinstance(value, Mapping) else {}
        return [texts.get(code) for code in self.codes]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds `first`, the input of the reader's language, and `others`; each is (code, local name, widget)."""
        # Which language is at fault is said in words; marking all the inputs as wrong would say something untrue.
        attrs = {key: text for key, text in (attrs or {}).items() if key != "aria-invalid"}
        context = super().get_context(name, value, attrs)
        parts = [
            {"code": code, "name": BY_CODE[code].name_local, "input": part}
            for code, part in zip(self.codes, context["widget"]["subwidgets"], strict=True)
        ]
        now = content_code(get_language())
        context["first"] = next((part for part in parts if part["code"] == now), parts[0])
        context["others"] = [part for part in parts if part is not context["first"]]
        context["filled"] = sum(1 for part in context["others"] if part["input"]["value"])
        return context


class MultilingualFormField(forms.MultiValueField):
    """Gives `{code: text}` without empty entries. Required means: at least one language is filled."""

    widget: Any = MultilingualWidget
    default_error_messages = {"required": _("Write it in at least one language.")}

    def __init__(
        self, *, codes: Sequence[str] = CONTENT_CODES, long: bool = False, max_length: int | None = None, **options: Any
    ) -> None:
        self.codes = tuple(codes)
        parts = [forms.CharField(required=False, max_length=max_length) for _code in codes]
        options.setdefault("widget", MultilingualWidget(codes=codes, long=long))
        super().__init__(parts, require_all_fields=False, **options)

    def compress(self, data_list: list[Any]) -> dict[str, str]:
        """The filled entries."""
        return {code: text for code, text in zip(self.codes, data_list or (), strict=False) if text}

    def clean(self, value: Any) -> dict[str, str]:
        """As MultiValueField, but says in which language a text is at fault."""
        cleaned: dict[str, str] = {}
        problems: list[ValidationError] = []
        for code, part, text in zip(self.codes, self.fields, value or [""] * len(self.codes), strict=True):
            try:
                if kept := part.clean(text):
                    cleaned[code] = kept
            except ValidationError as problem:
                name = BY_CODE[code].name_local
                problems += [ValidationError(f"{name}: {message}") for message in problem.messages]
        if problems:
            raise ValidationError(problems)
        if self.required and not cleaned:
            raise ValidationError(self.error_messages["required"], code="required")
        return cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares with the initial mapping."""
        before = [(initial or {}).get(code) or "" for code in self.codes]
        return before != [text or "" for text in data or [""] * len(self.codes)]


def _direction(code: str) -> str:
    return BY_CODE[code].direction
