"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the app under its short label."""

    name = "hamroh.web"
    label = "web"
