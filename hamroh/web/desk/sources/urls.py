"""Addresses of legal sources. `key` is the instrument's key, or its number in the database."""

from django.urls import path

from . import reliances, views, writing

app_name = "sources"
urlpatterns = [
    path("", views.register, name="register"),
    path("export.xlsx", views.export, name="export"),
    path("stale", reliances.stale, name="stale"),
    path("stale/<int:pk>/confirm", reliances.confirm, name="confirm"),
    path("add", writing.add, name="add"),
    path("articles/<int:pk>/change", writing.change_article, name="change_article"),
    path("<slug:key>", views.record, name="record"),
    path("<slug:key>/articles/add", writing.add_article, name="add_article"),
    path("<slug:key>/review", writing.review, name="review"),
]
