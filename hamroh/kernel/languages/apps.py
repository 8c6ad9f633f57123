"""The languages app."""

from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    """Registers the app under its short label."""

    name = "hamroh.kernel.languages"
    label = "languages"
