"""UN DESA, International Migrant Stock: one row for each destination, origin, year and sex.

Columns as the file has them: `geo` destination, `t` year, `from` origin, `n` persons; the flags say how the
country of destination counts (born abroad, foreign citizens), whether refugees were added, whether it is imputed.
"""

from __future__ import annotations

from ..vocabulary import Status
from .adapter import Adapter, Coded, DatasetSpec, RowMapping, Series

DATASET = DatasetSpec(
    "undesa-migrant-stock",
    "undesa",
    {
        "tg": "Шумораи муҳоҷирони байналмилалӣ аз рӯйи кишвари баромад ва истиқомат",
        "ru": "Численность международных мигрантов по стране происхождения и проживания",
        "en": "International migrant stock by origin and destination",
        "zh": "按来源地和目的地划分的国际移民存量",
    },
)

ADAPTER = Adapter(
    key="undesa-stock",
    label="UN DESA, International Migrant Stock",
    columns=("geo", "t", "from", "sex", "n", "type_b", "type_c", "type_r", "type_i"),
    datasets=(DATASET,),
    read=RowMapping(
        series={"": Series("migrant-stock", DATASET.key)},
        value="n",
        period="t",
        country="geo",
        counterpart="from",
        breakdown={"sex": Coded("sex", {"female": "female", "male": "male"})},
        status=Status.ESTIMATED,
        flags={
            "type_b": "born-abroad",
            "type_c": "foreign-citizens",
            "type_r": "with-refugees",
            "type_i": "model-based",
        },
        imputed_flag="type_i",
    ),
)
