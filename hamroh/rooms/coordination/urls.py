"""Addresses of the room, by noun."""

from django.urls import path

from .pages import overview
from .pages.findings.urls import urlpatterns as findings
from .pages.importing.urls import urlpatterns as importing
from .pages.joins.urls import urlpatterns as joins
from .pages.link.urls import urlpatterns as link
from .pages.outputs.urls import urlpatterns as outputs
from .pages.picture.urls import urlpatterns as picture
from .pages.reports.urls import urlpatterns as reports
from .pages.rounds.urls import urlpatterns as rounds

app_name = "coordination"
urlpatterns = [
    path("", overview.overview, name="overview"),
    *findings,
    *importing,
    *joins,
    *link,
    *outputs,
    *picture,
    *reports,
    *rounds,
]
