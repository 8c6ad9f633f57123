"""Addresses of places, by our own lasting key."""

from django.urls import path

from . import views

app_name = "places"
urlpatterns = [
    path("", views.register, name="register"),
    path("export.xlsx", views.export, name="export"),
    path("<slug:slug>/", views.record, name="record"),
]
