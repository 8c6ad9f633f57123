"""Eurostat, first-time asylum applicants in Europe: `geo` country of asylum, `t` year, `nat` citizenship, `sex`."""

from __future__ import annotations

from .adapter import Adapter, Coded, DatasetSpec, RowMapping, Series

DATASET = DatasetSpec(
    "eurostat-asylum",
    "eurostat",
    {
        "tg": "Довталабони паноҳ, ки бори нахуст муроҷиат кардаанд",
        "ru": "Впервые обратившиеся просители убежища",
        "en": "First-time asylum applicants",
        "zh": "首次庇护申请人",
    },
)

ADAPTER = Adapter(
    key="eurostat-asylum",
    label="Eurostat, asylum applicants",
    columns=("geo", "t", "nat", "sex", "n"),
    datasets=(DATASET,),
    read=RowMapping(
        series={"": Series("asylum-applicants-europe", DATASET.key)},
        value="n",
        period="t",
        country="geo",
        counterpart="nat",
        breakdown={"sex": Coded("sex", {"female": "female", "male": "male", "unknown": "unknown"})},
        remarks=("rounded-to-five",),
    ),
)
