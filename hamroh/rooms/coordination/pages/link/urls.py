"""Addresses behind the secret link."""

from django.urls import path

from . import views

urlpatterns = [
    path("link/<str:token>/", views.home, name="link"),
    path("link/<str:token>/workbook", views.workbook, name="link-workbook"),
    path("link/<str:token>/unchanged", views.unchanged, name="link-unchanged"),
    path("link/<str:token>/lines/add", views.add_line, name="link-add-line"),
    path("link/<str:token>/lines/<str:key>/", views.line, name="link-line"),
    path("link/<str:token>/lines/<str:key>/remove", views.remove_line, name="link-remove-line"),
    path("link/<str:token>/files/", views.send, name="link-send"),
    path("link/<str:token>/files/<int:pk>/", views.file, name="link-file"),
    path("link/<str:token>/files/<int:pk>/apply", views.apply, name="link-apply"),
]
