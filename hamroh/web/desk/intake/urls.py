"""Addresses of files that came in."""

from django.urls import path

from . import deciding, views

app_name = "intake"
urlpatterns = [
    path("", views.register, name="register"),
    path("<int:pk>", views.record, name="record"),
    path("<int:pk>/apply", deciding.apply, name="apply"),
    path("<int:pk>/discard", deciding.discard, name="discard"),
]
