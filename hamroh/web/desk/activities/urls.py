"""Addresses of activities."""

from django.urls import path

from . import incoming, lists, records

app_name = "activities"
urlpatterns = [
    path("", lists.register, name="register"),
    path("map", lists.on_map, name="map"),
    path("export.xlsx", lists.export, name="export"),
    path("export.xml", lists.export_iati, name="export_iati"),
]
