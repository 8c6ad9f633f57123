"""Addresses of open data; that of a file never changes."""

from django.urls import path

from . import views

urlpatterns = [
    path("open/<str:country>/", views.open_data, name="open-data"),
    path("open/<str:country>/<str:name>", views.download, name="open-file"),
]
