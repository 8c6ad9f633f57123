"""Addresses of background work."""

from django.urls import path

from . import views

app_name = "jobs"
urlpatterns = [
    path("", views.register, name="register"),
    path("<uuid:pk>", views.record, name="record"),
    path("<uuid:pk>/progress", views.progress, name="progress"),
    path("<uuid:pk>/stop", views.stop, name="stop"),
]
