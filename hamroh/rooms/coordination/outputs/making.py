"""Making the files of a published round: what is offered, under which names, attached to the round as documents.

Each file holds what a visitor may see. Making them again replaces the documents whose content differs; the address of
a file stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

from hamroh.kernel.documents import services as documents
from hamroh.kernel.documents.models import Document, Visibility
from hamroh.kernel.languages.codes import CONTENT_CODES
from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.people.decisions import require
from hamroh.kernel.places.models import Level, Place
from hamroh.web.printing.documents import PrintingUnavailable

from ..models import Round
from . import sheets
from .files import LICENCE, write_hxl_csv, write_xlsx

# The language of the headings of files for programs: the tags say what a column is.
PROGRAMS = "en"


@dataclass(frozen=True)
class Output:
    """One file to make: its lasting name, its kind, its language, its region (None: the whole country), and how."""

    name: str
    kind: str
    language: str
    make: Callable[[], bytes]
    region: Place | None = None


def outputs_of(round_: Round) -> Iterator[Output]:
    """Everything that is made of a round, quick ones first."""
    stem = f"{round_.country.lower()}-4w-{round_.period_start:%Y-%m}"
    yield Output(f"{stem}-hxl.csv", "hxl", PROGRAMS, lambda: _hxl(round_))
    for language in CONTENT_CODES:
        yield Output(f"{stem}-{language}.xlsx", "xlsx", language, lambda tongue=language: _xlsx(round_, tongue))  # type: ignore[misc]
    regions = list(Place.objects.filter(country=round_.country, level=Level.REGION, valid_to=None).order_by("slug"))
    for language in CONTENT_CODES:
        yield Output(
            f"{stem}-a3-{language}.pdf",
            "a3",
            language,
            lambda tongue=language: sheets.whole_country(round_, tongue),  # type: ignore[misc]
        )
        for region in regions:
            yield Output(
                f"{stem}-{region.slug}-{language}.pdf", "a4", language,
                lambda tongue=language, place=region: sheets.region(round_, place, tongue), region,  # type: ignore[misc]
            )  # fmt: skip


def make_output(*, actor: Actor, round_: Round, output: Output) -> Document | None:
    """Make one file and attach it in place of an older one; None where this machine cannot print.

    Raises Refused.
    """
    require(actor, "coordination.call")
    try:
        content = output.make()
    except PrintingUnavailable:
        return None
    blob = documents.store(actor=actor, stream=BytesIO(content), file_name=output.name)
    subject = subject_of(round_)
    before = list(Document.objects.filter(subject=subject, file_name=output.name, removed_at=None).order_by("pk"))
    same = next((one for one in before if one.blob_id == blob.pk), None)
    made = same or documents.attach(
        actor=actor, blob=blob, subject=subject, file_name=output.name, title=dict(round_.title),
        language=output.language, visibility=Visibility.PUBLIC, licence=LICENCE,
    )  # fmt: skip
    for older in before:
        if older.pk != made.pk:
            documents.remove(actor=actor, document=older)
    return made


def _hxl(round_: Round) -> bytes:
    out = BytesIO()
    write_hxl_csv(round_, out, viewer=ANYONE, language=PROGRAMS)
    return out.getvalue()


def _xlsx(round_: Round, language: str) -> bytes:
    out = BytesIO()
    write_xlsx(round_, out, viewer=ANYONE, language=language)
    return out.getvalue()
