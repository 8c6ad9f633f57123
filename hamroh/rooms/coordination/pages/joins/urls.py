"""Addresses of joins."""

from django.urls import path

from . import deciding, lists, records

urlpatterns = [
    path("joins/", lists.register, name="join-register"),
    path("joins/export.xlsx", lists.export, name="join-export"),
    path("joins/propose", deciding.propose, name="join-propose"),
    path("joins/<int:pk>", records.record, name="join-record"),
    path("joins/<int:pk>/decide", deciding.decide, name="join-decide"),
    path("joins/<int:pk>/undo", deciding.undo, name="join-undo"),
]
