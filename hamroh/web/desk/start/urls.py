"""Addresses of the start pages."""

from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("act", views.act, name="act"),
]
