"""Addresses of activities. Other systems know an activity by its IATI identifier: that address leads to its page."""

from django.urls import path

from . import funding, incoming, lists, publishing, records, reporting, situating, subjects, taking_part, writing

app_name = "activities"
urlpatterns = [
    path("", lists.register, name="register"),
    path("map", lists.on_map, name="map"),
    path("export.xlsx", lists.export, name="export"),
    path("export.xml", lists.export_iati, name="export_iati"),
    path("add", writing.add, name="add"),
    path("import", incoming.bring, name="import"),
    path("<int:pk>/", records.record, name="record"),
    path("<int:pk>/activity.xml", records.export_one, name="export_one"),
    path("<int:pk>/change", writing.change, name="change"),
    path("<int:pk>/publish", publishing.publish, name="publish"),
    path("<int:pk>/unpublish", publishing.unpublish, name="unpublish"),
    path("<int:pk>/partners", taking_part.partners, name="partners"),
    path("<int:pk>/places", situating.places, name="places"),
    path("<int:pk>/sectors", subjects.sectors, name="sectors"),
    path("<int:pk>/budgets/add", funding.add_budget, name="add_budget"),
    path("<int:pk>/transactions/add", funding.add_transaction, name="add_transaction"),
    path("<int:pk>/results/add", reporting.add_result, name="add_result"),
    path("<int:pk>/results/<int:result>/<int:indicator>/report", reporting.report, name="report"),
    path("<path:identifier>/", records.by_identifier, name="by_identifier"),
]
