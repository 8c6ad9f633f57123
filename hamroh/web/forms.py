"""Forms are drawn by our own templates (`web/forms/…`), the same in every room."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Looks for form templates among the project's own, then Django's."""
