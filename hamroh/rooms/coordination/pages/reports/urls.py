"""Addresses of reporters and reports."""

from django.urls import path

from . import deciding, views, writing

urlpatterns = [
    path("reporters/<int:pk>/", views.reporter, name="round-reporter"),
    path("reporters/<int:pk>/workbook", views.workbook, name="round-reporter-workbook"),
    path("reporters/<int:pk>/unchanged", deciding.unchanged, name="round-reporter-unchanged"),
    path("reporters/<int:pk>/letter", writing.letter, name="round-reporter-letter"),
    path("reporters/<int:pk>/lines/add", writing.add_line, name="round-reporter-add-line"),
    path("reporters/<int:pk>/lines/<str:key>/", writing.line, name="round-reporter-line"),
    path("reporters/<int:pk>/lines/<str:key>/remove", writing.remove_line, name="round-reporter-remove-line"),
    path("reporters/<int:pk>/remind", deciding.remind, name="round-reporter-remind"),
    path("reporters/<int:pk>/link", deciding.renew_link, name="round-reporter-renew-link"),
    path("reporters/<int:pk>/excuse", deciding.excuse, name="round-reporter-excuse"),
    path("reports/<int:pk>/", views.report, name="report-record"),
    path("reports/<int:pk>/scan/<int:document>", views.scan, name="report-scan"),
    path("reports/<int:pk>/validate", deciding.validate, name="report-validate"),
    path("reports/<int:pk>/return", deciding.send_back, name="report-return"),
    path("reports/<int:pk>/publish", deciding.publish, name="report-publish"),
]
