"""Addresses of the ledger."""

from django.urls import path

from . import verification, views

app_name = "ledger"
urlpatterns = [
    path("", views.register, name="register"),
    path("export.xlsx", views.export, name="export"),
    path("verify", verification.verify, name="verify"),
]
