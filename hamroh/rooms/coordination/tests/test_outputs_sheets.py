"""The round on paper, and the files offered to everybody."""

from __future__ import annotations

import os

import pytest
from django.test import Client
from django.urls import reverse

from hamroh.kernel.background import running
from hamroh.kernel.background.models import Job
from hamroh.kernel.documents.models import Document
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.places.models import Place
from hamroh.kernel.places.selectors import by_pcode
from hamroh.kernel.places.services import load_reference
from hamroh.rooms.coordination.outputs import sheets
from hamroh.rooms.coordination.outputs.later import make_outputs_later
from hamroh.rooms.coordination.outputs.making import Output, make_output, outputs_of
from hamroh.web.printing.fonts import missing
from hamroh.web.printing.tests import reading_back

from . import factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(bool(missing()) and os.environ.get("CI") != "true", reason=f"documents lack {missing()}"),
]


@pytest.fixture
def reported():
    load_reference(country="TJK", actor=factories.ACTOR)
    bokhtar = by_pcode("3507401")
    round_ = factories.round_(
        title={"en": "October 2026", "tg": "Октябри 2026", "ru": "Октябрь 2026", "zh": "2026年10月"}
    )
    body = factories.organisation("Rohi Hamkori (invented)")
    line = {
        "programming": body.pk, "theme": "counter_trafficking", "service": "legal_advice", "place": bokhtar.pk,
        "district": bokhtar.pk, "region": bokhtar.parent_id, "status": "ongoing",
    }  # fmt: skip
    hidden = {**line, "visibility": "own", "service": "victim_shelter"}
    factories.report(factories.reporter(round_, body), [line, hidden])
    return round_


@pytest.mark.parametrize(
    ("language", "word"), [("tg", "Маслиҳати"), ("ru", "консульта"), ("en", "Legal"), ("zh", "法律")]
)
def test_a_regions_sheet_says_who_works_there_in_each_language(reported, language: str, word: str) -> None:
    content = sheets.region(reported, Place.objects.get(slug="khatlon"), language)
    assert content.startswith(b"%PDF-") and reading_back.boxes(content) == set()
    # Letters are read back from the fonts inside the file: a word's letters are drawn.
    assert set(word) <= reading_back.characters(content)


def test_the_countrys_sheet_is_one_a3_page_or_two_and_light(reported) -> None:
    content = sheets.whole_country(reported, "tg")
    assert len(content) < 600_000 and reading_back.boxes(content) == set()


def test_files_are_made_in_the_background_once_and_offered_to_everybody(reported) -> None:
    with writing():
        first = make_outputs_later(actor=factories.ACTOR, round_=reported)
        assert make_outputs_later(actor=factories.ACTOR, round_=reported) == first
    wanted = [one.name for one in outputs_of(reported)]
    assert len(wanted) == 1 + 4 + 4 * (1 + Place.objects.filter(country="TJK", level=1, valid_to=None).count())
    assert running.work_off() == ["done"] and Job.objects.get().result == {"files": len(wanted), "missing": 0}
    assert sorted(Document.objects.filter(removed_at=None).values_list("file_name", flat=True)) == sorted(wanted)
    page = Client().get(reverse("coordination:open-data", args=["TJK"]))
    assert page.status_code == 200
    for name in wanted[:5]:
        address = reverse("coordination:open-file", args=["TJK", name])
        assert address in page.content.decode()
        answer = Client().get(address)
        assert answer.status_code == 200 and b"".join(answer.streaming_content)
        assert Client().get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_a_file_made_again_replaces_the_one_before_at_the_same_address(reported) -> None:
    before = Entry.objects.count()
    one = Output("tjk-4w-2026-10-en.xlsx", "xlsx", "en", lambda: b"PK\x03\x04 not really")
    hxl = next(iter(outputs_of(reported)))
    first = make_output(actor=factories.ACTOR, round_=reported, output=hxl)
    assert (
        make_output(actor=factories.ACTOR, round_=reported, output=hxl) == first and Entry.objects.count() == before + 2
    )
    changed = Output(hxl.name, hxl.kind, hxl.language, lambda: hxl.make() + b"# more\r\n")
    second = make_output(actor=factories.ACTOR, round_=reported, output=changed)
    assert list(Document.objects.filter(removed_at=None)) == [second] and one.name != hxl.name


@pytest.mark.parametrize("stage", ["draft", "called", "closed"])
def test_nothing_of_an_unpublished_round_is_offered(reported, stage: str) -> None:
    hxl = next(iter(outputs_of(reported)))
    make_output(actor=factories.ACTOR, round_=reported, output=hxl)
    type(reported).objects.update(stage=stage)
    assert Client().get(reverse("coordination:open-file", args=["TJK", hxl.name])).status_code == 404
