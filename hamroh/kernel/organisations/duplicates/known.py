"""Bodies that everybody who works on migration writes by acronym, in several languages: the United Nations' agencies,
the Red Cross and Red Crescent, the development banks.

An acronym of a name in another language has no trace in the letters: nobody derives УВКБ from UNHCR. `bodies.txt` holds
the official names of such bodies and grows with the files that name more of them. A name or acronym leads to the first
of its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hamroh.kernel.languages.folding import fold_name

# One body a line: its key, then acronyms, then official names in English, French, Spanish, Russian, Tajik and Chinese.
_FILE = Path(__file__).with_name("bodies.txt")


def names_known() -> Iterator[tuple[str, str]]:
    """(name as it is written, key of the body) of all."""
    for line in _FILE.read_text("utf-8").splitlines():
        names = [part.strip() for part in line.split(" | ")]
        for name in names:
            yield name, fold_name(names[0])
