"""Addresses of sending a file."""

from django.urls import path

from . import columns, sending

urlpatterns = [
    path("files/send", sending.choose, name="import"),
    path("reporters/<int:pk>/send", sending.send, name="import-send"),
    path("files/<int:pk>/columns", columns.mean, name="import-columns"),
]
