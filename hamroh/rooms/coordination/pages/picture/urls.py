"""Addresses of the picture."""

from django.urls import path

from . import calendar, contacts, drill, funding, mapping, matrix, network

urlpatterns = [
    path("picture/", matrix.matrix, name="picture-matrix"),
    path("picture/map", mapping.on_map, name="picture-map"),
    path("picture/network", network.network, name="picture-network"),
    path("picture/funding", funding.funding, name="picture-funding"),
    path("picture/calendar", calendar.months, name="picture-calendar"),
    path("picture/calendar.ics", calendar.feed, name="picture-ical"),
    path("picture/contacts", contacts.contacts, name="picture-contacts"),
    path("picture/who", drill.who, name="picture-who"),
    path("picture/lines", drill.lines, name="picture-lines"),
    path("picture/lines/export.xlsx", drill.export_lines, name="picture-lines-export"),
    path("picture/lines/<int:pk>", drill.line, name="picture-line"),
    path("picture/activities", drill.activities, name="picture-activities"),
]
