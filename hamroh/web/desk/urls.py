"""Addresses of the desk, below the language."""

from django.urls import include, path

urlpatterns = [
    path("desk/", include("hamroh.web.desk.start.urls")),
    path("people/", include("hamroh.web.desk.people.urls")),
    path("activities/", include("hamroh.web.desk.activities.urls")),
    path("places/", include("hamroh.web.desk.places.urls")),
    path("organisations/", include("hamroh.web.desk.organisations.urls")),
    path("ledger/", include("hamroh.web.desk.ledger.urls")),
    path("jobs/", include("hamroh.web.desk.jobs.urls")),
    path("tasks/", include("hamroh.web.desk.inbox.urls")),
    path("files/", include("hamroh.web.desk.intake.urls")),
    path("indicators/", include("hamroh.web.desk.indicators.urls")),
    path("sources/", include("hamroh.web.desk.sources.urls")),
]
