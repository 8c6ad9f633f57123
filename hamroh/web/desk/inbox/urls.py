"""Addresses of tasks."""

from django.urls import path

from . import calendar, handling, lists

app_name = "inbox"
urlpatterns = [
    path("", lists.tasks, name="tasks"),
    path("all", lists.register, name="register"),
    path("all/export.xlsx", lists.export, name="export"),
    path("assign", handling.assign, name="assign"),
    path("<int:pk>", handling.record, name="record"),
    path("<int:pk>/complete", handling.complete, name="complete"),
    path("<int:pk>/reopen", handling.reopen, name="reopen"),
    path("<int:pk>/hand-over", handling.hand_over, name="hand_over"),
    path("<int:pk>/remind", handling.remind, name="remind"),
    path("calendar", calendar.settings, name="calendar"),
    path("calendar/<str:secret>.ics", calendar.feed, name="feed"),
]
