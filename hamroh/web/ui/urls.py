"""Addresses of the style page and of the theme switch."""

from __future__ import annotations

from django.urls import path

from hamroh.web.ui import views

app_name = "ui"
urlpatterns = [
    path("ui", views.styles, name="styles"),
    path("ui/job", views.job_news, name="job"),
    path("theme", views.set_theme, name="theme"),
]
