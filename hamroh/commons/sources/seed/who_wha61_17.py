"""World Health Assembly resolution 61.17, “Health of migrants” (24 May 2008): its calls as articles.

The calls are paraphrased, not quoted; the paragraph numbers are those of the official English text, volume
WHA61/2008/REC/1 of the Assembly's records.
"""

from __future__ import annotations

from datetime import date

from .shapes import PARAPHRASE_NOTE, Instrument, text
from .who_wha61_17_director import REQUESTS
from .who_wha61_17_states import CALLS

WHA_61_17 = Instrument(
    key="wha-61-17",
    kind="resolution",
    number="WHA61.17",
    date=date(2008, 5, 24),
    adopted_by=text(
        "Ассамблеяи шасту якуми умумиҷаҳонии тандурустӣ",
        "Шестьдесят первая сессия Всемирной ассамблеи здравоохранения",
        "Sixty-first World Health Assembly",
        "第六十一届世界卫生大会",
    ),
    title=text("Саломатии муҳоҷирон", "Здоровье мигрантов", "Health of migrants", "移民健康"),
    url="https://apps.who.int/gb/ebwha/pdf_files/WHA61-REC1/A61_REC1-en.pdf",
    articles=CALLS + REQUESTS,
    note=PARAPHRASE_NOTE,
)
