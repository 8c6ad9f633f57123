"""The public pages' addresses."""

from django.urls import path

from hamroh.portal.search.views import search

from . import views

app_name = "portal"
urlpatterns = [
    path("", views.country_today, name="today"),
    path("search", search, name="search"),
]
