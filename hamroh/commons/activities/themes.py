"""The seven thematic service areas of the country programme, by which activities are counted."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Theme:
    """One area: its lasting key and its label."""

    key: str
    label: str | Promise


THEMES: tuple[Theme, ...] = (
    Theme("labour_migration", _("Labour migration")),
    Theme("migration_health", _("Migration health")),
    Theme("counter_trafficking", _("Counter-trafficking")),
    Theme("border_identity", _("Border and identity management")),
    Theme("return_reintegration", _("Return and reintegration")),
    Theme("diaspora_remittances", _("Diaspora and remittances")),
    Theme("policy_data_research", _("Migration policy, data and research")),
)
BY_KEY = {theme.key: theme for theme in THEMES}
CHOICES = [(theme.key, theme.label) for theme in THEMES]
