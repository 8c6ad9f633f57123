"""The register: a list with filters, order, chosen columns, totals and pages, all of it kept in the address.

A room declares its columns once and gives a queryset; the register answers with one count (bounded), one query for the
rows of the page, and one for the totals. It works without a script: every control is a link or a form sent by GET.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Aggregate, QuerySet
from django.http import HttpRequest, QueryDict

from hamroh.web.components.filtering import Chip, chips_of
from hamroh.web.components.records import Text

# Above this a count scans too much to be worth its exactness on every page: the page says "more than".
COUNT_LIMIT = 20_000
PAGE_SIZES = (50, 100, 200)
# From this row on a page is found by the numbers of its rows first.
FAR = 500
RESERVED = frozenset({"page", "sort", "columns", "size", "view"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `value` gives the cell of a row (default: the attribute `key`); `sort` names the order-by fields.

    `href` and `note` make the cell a link with a small second line; `template` renders it wholly (context: row, value).
    `export` gives the value written to a workbook, where it differs from what the page shows.
    """

    key: str
    label: Text
    value: Callable[[Any], Any] | None = None
    sort: Sequence[str] = ()
    numeric: bool = False
    default: bool = True
    fixed: bool = False
    wide: bool = False
    href: Callable[[Any], str] | None = None
    note: Callable[[Any], Any] | None = None
    template: str = ""
    language: Callable[[Any], str] | None = None
    export: Callable[[Any], Any] | None = None

    def cell(self, row: Any) -> Cell:
        """What the page shows of `row` in this column."""
        value = self.value(row) if self.value else getattr(row, self.key)
        return Cell(
            column=self,
            row=row,
            value=value,
            href=self.href(row) if self.href else "",
            note=self.note(row) if self.note else "",
            language=self.language(row) if self.language else "",
        )

    def written(self, row: Any) -> Any:
        """What a workbook gets: the export value, else the shown one."""
        if self.export:
            return self.export(row)
        return self.value(row) if self.value else getattr(row, self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of the page."""

    column: Column
    row: Any
    value: Any
    href: str = ""
    note: Any = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column's head: where a click sorts, and how the column is sorted now (ascending, descending or none)."""

    column: Column
    href: str = ""
    order: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A named set of filters, order and columns: its query string without the leading question mark."""

    label: Text
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """What an empty register says: what belongs here, and the first step."""

    title: Text
    text: Text = ""
    action: Text = ""
    href: str = ""


@dataclass(kw_only=True)
class Register:
    """A list page. Build it in the view, hand it to `{% register register %}`.

    key: prefix of ids, when a page has two. request: read for its GET parameters only.
    queryset: already limited to what the reader may see.
    filters: a FilterSet class. totals: column key → aggregate over the whole filtered list.
    ordering: default order-by fields; a unique last field (pk) is always added, so that pages never overlap.
    export_href: where the .xlsx of the same query comes from (the view calls `rows_for_export`).
    """

    request: HttpRequest
    queryset: QuerySet[Any]
    columns: Sequence[Column]
    caption: Text
    key: str = "register"
    filters: type[django_filters.FilterSet] | None = None
    ordering: Sequence[str] = ("pk",)
    page_size: int = PAGE_SIZES[0]
    totals: Mapping[str, Aggregate] = field(default_factory=dict)
    totals_note: Text = ""
    count_hint: Callable[[QuerySet[Any]], int] | None = None
    views: Sequence[SavedView] = ()
    empty: Empty | None = None
    export_href: str = ""

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if len(keys) != len(set(keys)):
            raise ImproperlyConfigured(f"Register {self.caption}: two columns share a key: {keys}.")
        names = set(self.filters.base_filters) if self.filters else set()
        if names & RESERVED:
            raise ImproperlyConfigured(f"Register {self.caption}: filters may not be named {sorted(names & RESERVED)}.")

    # -- the address -------------------------------------------------------------------------------

    @property
    def query(self) -> QueryDict:
        """The address's parameters."""
        return self.request.GET

    def address(self, **changes: str | None) -> str:
        """The query string with parameters changed (None removes one), back at page 1 unless `page` is given."""
        parameters = [(name, value) for name, values in self.query.lists() for value in values if value != ""]
        dropped = set(changes) | ({"page"} if "page" not in changes else set())
        kept = [(name, value) for name, value in parameters if name not in dropped]
        kept += [(name, value) for name, value in changes.items() if value is not None]
        return f"?{urlencode(kept)}"

    @cached_property
    def export_address(self) -> str:
        """Where the workbook of this very list comes from; empty when the room offers none."""
        return f"{self.export_href}{self.address(page=None)}" if self.export_href else ""

    # -- columns and order -------------------------------------------------------------------------

    @cached_property
    def chosen(self) -> list[Column]:
        """The columns shown: those asked for in the address, else the default ones; fixed ones always."""
        wanted = {key for value in self.query.getlist("columns") for key in value.split(",") if key}
        known = wanted & {column.key for column in self.columns}
        return [c for c in self.columns if c.fixed or (c.key in known if known else c.default)]

    @cached_property
    def choices(self) -> list[tuple[Column, bool]]:
        """Each column that may be switched on or off, and whether it is on."""
        shown = {column.key for column in self.chosen}
        return [(column, column.key in shown) for column in self.columns if not column.fixed]

    @cached_property
    def sorted_by(self) -> tuple[Column | None, bool]:
        """(column, descending) asked for in the address; (None, False) for the default order or an unknown column."""
        wanted = self.query.get("sort", "")
        for column in self.columns:
            if column.sort and column.key == wanted.removeprefix("-"):
                return column, wanted.startswith("-")
        return None, False

    @cached_property
    def heads(self) -> list[Head]:
        """The heads of the shown columns."""
        current, descending = self.sorted_by
        heads = []
        for column in self.chosen:
            if not column.sort:
                heads.append(Head(column=column))
                continue
            is_current = column is current
            order = ("descending" if descending else "ascending") if is_current else "none"
            turned = column.key if not is_current or descending else f"-{column.key}"
            heads.append(Head(column=column, href=self.address(sort=turned), order=order))
        return heads

    def _order(self) -> list[str]:
        current, descending = self.sorted_by
        if current is None:
            return [*self.ordering, *([] if "pk" in self.ordering or "-pk" in self.ordering else ["pk"])]
        fields = [turn(name) if descending else name for name in current.sort]
        return [*fields, "pk"]

    # -- filters -----------------------------------------------------------------------------------

    @cached_property
    def filterset(self) -> django_filters.FilterSet | None:
        """The bound filters; None when the register has none."""
        return self.filters(self.query, queryset=self.queryset, request=self.request) if self.filters else None

    @cached_property
    def chips(self) -> list[Chip]:
        """One chip for each filter in force, with the address that removes it."""
        if self.filterset is None:
            return []
        return chips_of(self.filterset, self.query, lambda name, value: self._without(name, value))

    def _without(self, name: str, value: str | None) -> str:
        kept = [
            (key, one)
            for key, values in self.query.lists()
            for one in values
            if key != "page" and one != "" and not (key == name and (value is None or one == value))
        ]
        return f"?{urlencode(kept)}"

    @cached_property
    def hidden(self) -> list[tuple[str, str]]:
        """Parameters a filter form must carry along: order, columns, size."""
        return [(k, v) for k in ("sort", "columns", "size") for v in self.query.getlist(k) if v]

    @cached_property
    def hidden_filters(self) -> list[tuple[str, str]]:
        """Parameters the column form must carry along: everything but columns and page."""
        return [(k, v) for k, vs in self.query.lists() for v in vs if v and k not in {"columns", "page"}]

    # -- rows --------------------------------------------------------------------------------------

    @cached_property
    def found(self) -> QuerySet[Any]:
        """The filtered list, in order. Filters with a mistake in them are shown as such and find nothing."""
        if self.filterset is None:
            return self.queryset.order_by(*self._order())
        if not self.filterset.is_valid():
            return self.queryset.none()
        return self.filterset.qs.order_by(*self._order())

    @cached_property
    def count(self) -> int:
        """How many there are, at most COUNT_LIMIT + 1."""
        if self.count_hint is not None:
            return self.count_hint(self.found)
        return self.found.order_by()[: COUNT_LIMIT + 1].count()

    @property
    def uncounted(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > COUNT_LIMIT

    @cached_property
    def size(self) -> int:
        """Rows on a page: one of PAGE_SIZES from the address, else the register's own."""
        wanted = self.query.get("size", "")
        return int(wanted) if wanted.isdecimal() and int(wanted) in PAGE_SIZES else self.page_size

    @cached_property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-min(self.count, COUNT_LIMIT) // self.size))

    @cached_property
    def page(self) -> int:
        """The page asked for, held within the pages there are."""
        wanted = self.query.get("page", "1")
        return min(max(int(wanted), 1), self.pages) if wanted.isdecimal() and len(wanted) < 9 else 1

    @cached_property
    def rows(self) -> list[Any]:
        """The objects of this page: one query, however many columns; far back a second one, for their numbers."""
        start = (self.page - 1) * self.size
        if start < FAR:
            return list(self.found[start : start + self.size])
        # Passing over thousands of whole rows, with all that is joined to them, took half of the page's time.
        numbers = list(self.found.values_list("pk", flat=True)[start : start + self.size])
        return list(self.found.filter(pk__in=numbers))

    @property
    def lines(self) -> Iterator[tuple[Any, list[Cell]]]:
        """Each row with its cells."""
        for row in self.rows:
            yield row, [column.cell(row) for column in self.chosen]

    @property
    def first(self) -> int:
        """Number of the first row on this page, counted from 1; 0 when there is none."""
        return (self.page - 1) * self.size + 1 if self.count else 0

    @property
    def last(self) -> int:
        """Number of the last row on this page."""
        return (self.page - 1) * self.size + len(self.rows)

    @cached_property
    def page_links(self) -> list[tuple[int | None, str]]:
        """(number, address) of the pages offered: the ends and the neighbours; (None, "") stands for those left out."""
        near = {1, self.pages, self.page - 1, self.page, self.page + 1} & set(range(1, self.pages + 1))
        links: list[tuple[int | None, str]] = []
        before = 0
        for number in sorted(near):
            if number - before > 1:
                links.append((None, ""))
            links.append((number, self.address(page=str(number))))
            before = number
        return links

    @property
    def next_address(self) -> str:
        """Address of the next page, empty on the last."""
        return self.address(page=str(self.page + 1)) if self.page < self.pages else ""

    @property
    def previous_address(self) -> str:
        """Address of the page before, empty on the first."""
        return self.address(page=str(self.page - 1)) if self.page > 1 else ""

    @cached_property
    def sums(self) -> list[tuple[Column, Any]]:
        """The footer: each shown column with its total over the whole filtered list, None where it has none."""
        shown = {c.key for c in self.chosen} & set(self.totals)
        if not shown:
            return []
        # Ordering and joins of the page's query have no place in a sum: they would only slow or multiply it.
        found = self.found.order_by().aggregate(**{f"sum_{key}": self.totals[key] for key in shown})
        return [(column, found.get(f"sum_{column.key}")) for column in self.chosen]

    @cached_property
    def active_view(self) -> str:
        """The query of the saved view in force, empty when it is none of them."""
        now = sorted((k, v) for k, vs in self.query.lists() for v in vs if k != "page" and v)
        for view in self.views:
            if sorted((k, v) for k, vs in QueryDict(view.query).lists() for v in vs) == now:
                return view.query
        return ""

    def rows_for_export(self) -> Iterator[list[Any]]:
        """First the labels, then every found row in every column, read in steps so that memory stays bounded."""
        yield [str(column.label) for column in self.columns]
        for row in self.found.iterator(chunk_size=500):
            yield [column.written(row) for column in self.columns]


def turn(name: str) -> str:
    """An order-by field the other way round."""
    return name[1:] if name.startswith("-") else f"-{name}"
