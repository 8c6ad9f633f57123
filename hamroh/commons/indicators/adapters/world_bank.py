"""World Bank, World Development Indicators in long form: `geo`, `var`, `t`, `v`.

The population is that of the UN's World Population Prospects, under other terms, hence a data set of its own.
"""

from __future__ import annotations

from .adapter import Adapter, DatasetSpec, RowMapping, Series

WDI = DatasetSpec(
    "world-bank-wdi",
    "world-bank",
    {
        "tg": "Нишондиҳандаҳои рушди ҷаҳонӣ",
        "ru": "Показатели мирового развития",
        "en": "World Development Indicators",
        "zh": "世界发展指标",
    },
)
WPP = DatasetSpec(
    "un-wpp",
    "un-wpp",
    {
        "tg": "Дурнамои аҳолии ҷаҳон",
        "ru": "Мировые демографические перспективы",
        "en": "World Population Prospects",
        "zh": "世界人口展望",
    },
)

SERIES = {
    "remin": Series("remittances-received", WDI.key),
    "remout": Series("remittances-paid", WDI.key),
    "nmig": Series("net-migration", WDI.key),
    "gdp": Series("gdp", WDI.key),
    "income": Series("income-per-head", WDI.key),
    "inf": Series("inflation", WDI.key),
    "unem": Series("unemployment", WDI.key),
    "birth": Series("birth-rate", WDI.key),
    "depend": Series("age-dependency", WDI.key),
    "fdiin": Series("foreign-investment-inflow", WDI.key),
    "fdiout": Series("foreign-investment-outflow", WDI.key),
    "polstb": Series("political-stability", WDI.key),
    "pop": Series("population", WPP.key),
}

ADAPTER = Adapter(
    key="wdi",
    label="World Bank, World Development Indicators",
    columns=("geo", "var", "t", "v"),
    datasets=(WDI, WPP),
    read=RowMapping(series=SERIES, series_column="var", value="v", period="t", country="geo"),
)
