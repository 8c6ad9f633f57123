"""UNHCR, Refugee Data Finder: people by country of asylum (`geo`), of origin (`from`), year and group.

Figures stand at the end of the year. An edition published within a year can only hold that year's middle; the day of
the edition, where it is given, tells which it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..vocabulary import Status
from .adapter import About, Adapter, DatasetSpec, FileRow, Located, Reading, RowMapping, Series

DATASET = DatasetSpec(
    "unhcr-population",
    "unhcr",
    {
        "tg": "Гурезаҳо, паноҳҷӯён ва дигар шахсони зери таваҷҷуҳи раёсат",
        "ru": "Беженцы, просители убежища и другие подмандатные лица",
        "en": "Refugees, asylum seekers and other people of concern",
        "zh": "难民、寻求庇护者及其他受关注人员",
    },
)

_ROWS = RowMapping(
    series={
        "refugee": Series("refugees", DATASET.key),
        "asylum": Series("asylum-seekers", DATASET.key),
        "stateless": Series("stateless-people", DATASET.key),
        "idp": Series("internally-displaced", DATASET.key),
        "refugee return": Series("refugee-returns", DATASET.key),
        "idp return": Series("internally-displaced-returns", DATASET.key),
        "other": Series("others-of-concern", DATASET.key),
    },
    series_column="group",
    value="n",
    period="t",
    country="geo",
    counterpart="from",
)


def read(rows: Iterable[FileRow], about: About) -> Iterator[Reading]:
    """Rows as facts; those of the year in which the edition came out are marked as figures of its middle."""
    published_in = about.edition[:4] if about.edition[:4].isdigit() else ""
    for reading in _ROWS(rows, about):
        if isinstance(reading, Located) and reading.fact.period.label == published_in:
            fact = replace(reading.fact, status=Status.PROVISIONAL, remarks=("mid-year",))
            yield replace(reading, fact=fact)
        else:
            yield reading


ADAPTER = Adapter(
    key="unhcr",
    label="UNHCR, Refugee Data Finder",
    columns=("geo", "t", "from", "group", "n"),
    datasets=(DATASET,),
    read=read,
)
