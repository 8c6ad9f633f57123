"""Two invented reporting rounds: the last quarter's, published, and this quarter's, half of whose reports are in.

`four_w.csv` holds the lines: organisations by their keys here, the kind of work, the P-code (empty: the whole country),
the status, beginning and end in months from the start of the quarter, people targeted and reached (women and girls, men
and boys), US dollars. Four bodies give legal advice in Bokhtar, so that an overlap can be seen, and nobody looks after
health in the Rasht valley.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

COLUMNS = ("programming", "implementing", "donor", "service", "place", "status", "begins", "ends", "targeted_f",
           "targeted_m", "reached_f", "reached_m", "amount")  # fmt: skip
_FILE = Path(__file__).with_name("four_w.csv")


def lines_by_reporter() -> dict[str, list[Mapping[str, str]]]:
    """The lines of each reporting organisation, by its key, in the file's order."""
    found: dict[str, list[Mapping[str, str]]] = {}
    with _FILE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["reporter"], []).append(row)
    return found


# Places that city offices report for.
PLACE_OF = {"city-kulob": "3507405", "city-khujand": "3505401", "city-khorugh": "3590401"}
# Asked like the others, and silent so far.
SILENT = ("ministry-education", "employers-union", "city-bokhtar")
# In the open round: who has answered that nothing changed, and who has sent an edited report.
UNCHANGED = ("open-window", "city-kulob")
EDITED = ("guiding-star",)

# The title of a quarter's round, with {quarter} and {year} to fill in.
TITLE: Mapping[str, str] = {
    "tg": "Кӣ, чӣ, куҷо ва кай: семоҳаи {quarter}-уми соли {year}",
    "ru": "Кто, что, где и когда: {quarter}-й квартал {year} года",
    "en": "Who does what, where, when: quarter {quarter} of {year}",
    "zh": "谁在何时何地做什么：{year}年第{quarter}季度",
}
