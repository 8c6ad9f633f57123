"""Addresses of indicators. `key` is the indicator's code, or its number in the database."""

from django.urls import path

from . import importing, observations, records

app_name = "indicators"
urlpatterns = [
    path("", records.register, name="register"),
    path("export.xlsx", records.export, name="export"),
    path("import", importing.upload, name="import"),
    path("import/take", importing.take, name="take"),
    path("import/<uuid:pk>", importing.imported, name="imported"),
    path("observations/<int:pk>", observations.record, name="observation"),
    path("<slug:key>", records.record, name="record"),
    path("<slug:key>/observations", observations.register, name="observations"),
    path("<slug:key>/observations.xlsx", observations.export_workbook, name="observations_xlsx"),
    path("<slug:key>/observations.csv", observations.export_csv, name="observations_csv"),
]
