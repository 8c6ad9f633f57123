"""Our own table of observations: what `indicators export` writes comes back unchanged, edited, or from a colleague.

`breakdown` is `age=15-24&sex=female`, `place` the key of a place in its country, `remarks` keys parted by spaces,
`note_xx` the note in a language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _

from hamroh.kernel.languages.codes import CONTENT_CODES
from hamroh.kernel.places.models import Place

from ..facts import Fact, NoNumber, read_value
from ..models import Dataset
from ..periods import NoPeriod, period
from ..vocabulary import MissingReason, Status
from .adapter import About, Adapter, FileRow, Located, Problem, Reading

NOTES = tuple(f"note_{code}" for code in CONTENT_CODES)
COLUMNS = (
    "dataset", "indicator", "country", "place", "counterpart", "period", "breakdown", "value", "missing_reason",
    "lower", "upper", "status", "remarks", *NOTES,
)  # fmt: skip


def read(rows: Iterable[FileRow], about: About) -> Iterator[Reading]:
    """Rows as facts; a data set or place that is not known here is a fault of its cell."""
    known = set(Dataset.objects.values_list("key", flat=True))
    places: dict[tuple[str, str], int | None] = {}
    for row in rows:
        faults: list[Problem] = []
        dataset = row.text("dataset")
        if dataset not in known:
            message = _("The data set “%(key)s” is not described here. Describe it first, or correct the key.")
            faults.append(Problem(message % {"key": dataset}, row.line, "dataset"))
        fact = _fact(row, places, faults)
        if fact is None or faults:
            yield from faults
        else:
            yield Located(dataset, fact)


def _fact(row: FileRow, places: dict[tuple[str, str], int | None], faults: list[Problem]) -> Fact | None:
    value, reason = _number(row, "value", faults)
    lower, _none = _number(row, "lower", faults)
    upper, _none = _number(row, "upper", faults)
    try:
        when = period(row.text("period"))
    except NoPeriod as fault:
        faults.append(Problem(str(fault), row.line, "period"))
        return None
    place = row.text("place")
    place_id = _place(row, place, places, faults) if place else None
    if value is None:
        reason = row.text("missing_reason") or reason or MissingReason.UNKNOWN
    return Fact(
        indicator=row.text("indicator"),
        country=row.text("country"),
        counterpart=row.text("counterpart"),
        place=f"{row.text('country')}/{place}" if place else "",
        place_id=place_id,
        period=when,
        value=value,
        missing_reason=reason,
        breakdown=dict(parse_qsl(row.text("breakdown"), keep_blank_values=True)),
        lower=lower,
        upper=upper,
        status=row.text("status") or Status.MEASURED,
        remarks=tuple(row.text("remarks").split()),
        note={name[-2:]: row.text(name) for name in NOTES if row.text(name)},
        line=row.line,
    )


def _number(row: FileRow, column: str, faults: list[Problem]) -> tuple[Decimal | None, str]:
    try:
        return read_value(row.text(column))
    except NoNumber as fault:
        faults.append(Problem(str(fault), row.line, column))
        return None, ""


def _place(row: FileRow, slug: str, places: dict[tuple[str, str], int | None], faults: list[Problem]) -> int | None:
    key = (row.text("country"), slug)
    if key not in places:
        places[key] = Place.objects.filter(country=key[0], slug=slug).values_list("pk", flat=True).first()
    if places[key] is None:
        message = _("The place “%(slug)s” is not known in %(country)s.")
        faults.append(Problem(message % {"slug": slug, "country": key[0]}, row.line, "place"))
    return places[key]


ADAPTER = Adapter(key="hamroh", label="Hamroh, observations", columns=COLUMNS, datasets=(), read=read)
