"""The demonstration app: its background tasks are found like those of any other app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Registers the app under its short label."""

    name = "hamroh.demo"
    label = "demo"
