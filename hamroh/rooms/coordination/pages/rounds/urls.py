"""Addresses of rounds."""

from django.urls import path

from . import views, writing

urlpatterns = [
    path("rounds/", views.register, name="round-register"),
    path("rounds/add", writing.add, name="round-add"),
    path("rounds/<int:pk>/", views.record, name="round-record"),
    path("rounds/<int:pk>/missing", views.missing, name="round-missing"),
    path("rounds/<int:pk>/change", writing.change, name="round-change"),
    path("rounds/<int:pk>/reporters/add", writing.add_reporter, name="round-add-reporter"),
    path("rounds/<int:pk>/call", writing.call, name="round-call"),
    path("rounds/<int:pk>/remind", writing.remind, name="round-remind"),
    path("rounds/<int:pk>/close", writing.close, name="round-close"),
    path("rounds/<int:pk>/reopen", writing.reopen, name="round-reopen"),
    path("rounds/<int:pk>/publish", writing.publish, name="round-publish"),
]
