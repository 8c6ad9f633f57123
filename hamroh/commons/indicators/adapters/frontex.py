"""Frontex, monthly detections of irregular crossings at the European Union's external border.

A row is a route, a kind of border, a nationality and a month; months without detections have no row.
"""

from __future__ import annotations

from .adapter import Adapter, Coded, DatasetSpec, RowMapping, Series

DATASET = DatasetSpec(
    "frontex-detections",
    "frontex",
    {
        "tg": "Ҳолатҳои моҳонаи ошкоршудаи убури ғайриқонунии сарҳад",
        "ru": "Ежемесячные данные о выявленных незаконных пересечениях границы",
        "en": "Monthly detections of irregular border crossings",
        "zh": "每月查获的非正常越境次数",
    },
)

ROUTES = {
    "Black Sea Route": "black-sea",
    "Central Mediterranean Route": "central-mediterranean",
    "Circular Route from Albania to Greece": "albania-greece",
    "Eastern Borders Route": "eastern-borders",
    "Eastern Mediterranean Route": "eastern-mediterranean",
    "Western African Route": "western-african",
    "Western Balkan Route": "western-balkan",
    "Western Mediterranean Route": "western-mediterranean",
    "Other": "other",
}

ADAPTER = Adapter(
    key="frontex",
    label="Frontex, detections of irregular crossings",
    columns=("route", "type", "nat", "n", "month"),
    datasets=(DATASET,),
    read=RowMapping(
        series={"": Series("irregular-crossings", DATASET.key)},
        value="n",
        period="month",
        country="=EU",
        counterpart="nat",
        breakdown={"route": Coded("route", ROUTES), "border": Coded("type", {"Land": "land", "Sea": "sea"})},
    ),
)
