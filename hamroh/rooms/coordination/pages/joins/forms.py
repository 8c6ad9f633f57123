"""The decision on a proposal: one undertaking or two, and which source is shown for each field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ...joining.origins import FIELDS, FOUR_W, IATI, SOURCES
from ...models import JoinState
from ...selectors.joins import Beside

PREFIX = "origin_"


class DecisionForm(forms.Form):
    """Joined or different; for a join the source of each field, proposed where only one says anything."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=(
            (JoinState.JOINED.value, _("They are one undertaking: join them")),
            (JoinState.DIFFERENT.value, _("They are different: do not ask again")),
        ),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, rows: list[Beside], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[f"{PREFIX}{row.key}"] = forms.ChoiceField(
                label=_("%(field)s is shown from") % {"field": row.label},
                choices=list(SOURCES.items()),
                initial=_usual(row),
                required=False,
            )

    @property
    def origins(self) -> dict[str, str]:
        """The chosen source of each field, after a valid check; fields left out keep their usual one."""
        chosen = {key: self.cleaned_data.get(f"{PREFIX}{key}") for key in FIELDS}
        return {key: source for key, source in chosen.items() if source}


def _usual(row: Beside) -> str:
    if not row.iati and row.four_w:
        return FOUR_W
    return IATI if row.iati and not row.four_w else row.shown
