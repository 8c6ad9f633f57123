"""Addresses of organisations."""

from django.urls import path

from . import contacts, merging, records, writing

app_name = "organisations"
urlpatterns = [
    path("", records.register, name="register"),
    path("export.xlsx", records.export, name="export"),
    path("add", writing.add, name="add"),
    path("duplicates", merging.duplicates, name="duplicates"),
    path("duplicates/<int:kept>/<int:gone>", merging.merge, name="merge"),
    path("duplicates/<int:one>/<int:other>/different", merging.different, name="different"),
    path("merges/<int:pk>/undo", merging.undo, name="undo_merge"),
    path("<int:pk>", records.record, name="record"),
    path("<int:pk>/change", writing.change, name="change"),
    path("<int:pk>/join", merging.join, name="join"),
    path("<int:pk>/names/add", writing.add_name, name="add_name"),
    path("<int:pk>/focal-points/add", contacts.add_focal_point, name="add_focal_point"),
    path("<int:pk>/focal-points/<int:point>", contacts.change_focal_point, name="change_focal_point"),
    path("<int:pk>/focal-points/<int:point>/remove", contacts.remove_focal_point, name="remove_focal_point"),
]
