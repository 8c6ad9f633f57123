from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import django_filters
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Count, Max
from django.http import QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from hamroh.web.components import register as module
from hamroh.web.components.register import Column, Register, SavedView, turn

pytestmark = pytest.mark.django_db


class Filter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Words", field_name="model", lookup_expr="icontains")
    part = django_filters.MultipleChoiceFilter(
        label="Part", field_name="app_label", choices=[("alpha", "Alpha"), ("beta", "Beta")]
    )
    number = django_filters.RangeFilter(label="Number", field_name="pk")

    class Meta:
        model = ContentType
        fields: list[str] = []


COLUMNS = (
    Column(key="model", label="Model", sort=("model",), fixed=True),
    Column(key="app_label", label="Part", sort=("app_label", "model")),
    Column(key="pk", label="Number", sort=("pk",), numeric=True),
    Column(key="length", label="Length", value=lambda row: len(row.model), default=False),
)


@pytest.fixture
def rows(db: None) -> None:
    ContentType.objects.all().delete()
    ContentType.objects.bulk_create(
        ContentType(app_label="alpha" if n % 3 else "beta", model=f"m{n:03}") for n in range(130)
    )


def build(query: str = "", **options: Any) -> Register:
    settings = {
        "columns": COLUMNS,
        "caption": "Types",
        "filters": Filter,
        "ordering": ("model",),
        "totals": {"pk": Max("pk")},
    }
    request = RequestFactory().get(f"/en/list?{query}")
    return Register(request=request, queryset=ContentType.objects.all(), **{**settings, **options})


def shown(register: Register) -> list[str]:
    return [row.model for row in register.rows]


def test_pages_cover_everything_once(rows: None) -> None:
    seen = [name for page in (1, 2, 3) for name in shown(build(f"page={page}"))]
    assert seen == [f"m{n:03}" for n in range(130)]
    last = build("page=3")
    assert (last.count, last.pages, last.first, last.last) == (130, 3, 101, 130)
    assert last.next_address == "" and parse_qs(last.previous_address[1:]) == {"page": ["2"]}


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 30, "²"])
def test_a_page_that_does_not_exist_becomes_one_that_does(rows: None, page: str) -> None:
    assert 1 <= build(f"page={page}").page <= 3


def test_sorting_both_ways_and_what_a_head_offers(rows: None) -> None:
    register = build("sort=app_label&q=m00")
    assert shown(register)[0] == "m001"
    head = next(head for head in register.heads if head.column.key == "app_label")
    assert head.order == "ascending"
    assert parse_qs(head.href[1:]) == {"q": ["m00"], "sort": ["-app_label"]}
    assert shown(build("sort=-app_label&q=m00"))[0] == "m009"


@pytest.mark.parametrize("sort", ["nothing", "password", "-", "length", "app_label__x"])
def test_an_unknown_order_is_the_usual_one(rows: None, sort: str) -> None:
    assert shown(build(f"sort={sort}"))[:2] == ["m000", "m001"]


def test_filters_become_chips_that_come_off_one_by_one(rows: None) -> None:
    register = build("q=m1&part=alpha&part=beta&number_min=1&sort=pk&page=2")
    assert [(chip.label, chip.value) for chip in register.chips] == [
        ("Words", "m1"),
        ("Part", "Alpha"),
        ("Part", "Beta"),
        ("Number ≥", "1"),
    ]
    without_beta = parse_qs(register.chips[2].remove[1:])
    assert without_beta == {"q": ["m1"], "part": ["alpha"], "number_min": ["1"], "sort": ["pk"]}


def test_a_filter_with_a_mistake_finds_nothing_and_says_so(rows: None) -> None:
    register = build("part=gamma")
    assert register.rows == [] and register.count == 0
    assert register.filterset is not None and "gamma" in str(register.filterset.form.errors)


def test_chosen_columns_and_their_totals(rows: None) -> None:
    assert [c.key for c in build().chosen] == ["model", "app_label", "pk"]
    assert [c.key for c in build("columns=length").chosen] == ["model", "length"]
    assert [c.key for c in build("columns=no-such-column").chosen] == ["model", "app_label", "pk"]
    top = ContentType.objects.filter(model__contains="m00").aggregate(top=Max("pk"))["top"]
    assert [value for _, value in build("q=m00").sums] == [None, None, top]
    assert build("columns=length").sums == []


def test_totals_are_over_all_pages(rows: None) -> None:
    assert build("page=2", totals={"pk": Count("pk")}).sums[2][1] == 130


def test_a_page_costs_three_queries_however_long(rows: None) -> None:
    register = build("q=m")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(list(register.lines)) == 50 and register.count == 130 and register.sums and register.page_links
    assert len(queries) == 3


def test_counting_stops_at_its_bound(rows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COUNT_LIMIT", 60)
    register = build()
    assert register.uncounted and register.count == 61 and register.pages == 2


def test_export_has_every_found_row_and_all_columns(rows: None) -> None:
    head, *lines = build("q=m01&page=7").rows_for_export()
    assert head == ["Model", "Part", "Number", "Length"]
    assert [line[0] for line in lines] == [f"m{n:03}" for n in range(10, 20)]


def test_export_address_keeps_the_filters_and_not_the_page(rows: None) -> None:
    assert build("q=m01&page=2", export_href="/x.xlsx").export_address == "/x.xlsx?q=m01"


def test_a_saved_view_is_recognised_in_any_order(rows: None) -> None:
    views = (SavedView(label="One", query="part=alpha&q=m"),)
    assert build("q=m&part=alpha&page=2", views=views).active_view == "part=alpha&q=m"
    assert build("q=m", views=views).active_view == ""


def test_faults_in_the_declaration_are_told_at_once() -> None:
    with pytest.raises(ImproperlyConfigured, match="share a key"):
        build(columns=(COLUMNS[0], COLUMNS[0]))


@given(st.dictionaries(st.sampled_from(["q", "part", "page", "sort"]), st.text(min_size=1, max_size=8), max_size=4))
def test_an_address_changes_only_what_was_asked(parameters: dict[str, str]) -> None:
    query = QueryDict(mutable=True)
    query.update(parameters)
    after = QueryDict(build(query.urlencode(), filters=None).address(sort="pk")[1:]).dict()
    assert after == {k: v for k, v in parameters.items() if k not in {"page", "sort"}} | {"sort": "pk"}


def test_turn() -> None:
    assert (turn("a"), turn("-a")) == ("-a", "a")
