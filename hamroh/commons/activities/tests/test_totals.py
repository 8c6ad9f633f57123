"""Nothing is counted twice: revised budgets replace, children lie within their parents, currencies stay apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamroh.commons.activities.deriving.money import budgets_in_force
from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.selectors import spend, totals
from hamroh.commons.activities.selectors.totals import contained_in
from hamroh.commons.activities.services import add_budget, relate, revise_budget
from hamroh.formats.iati import records as r

from .conftest import ACTOR

Make = Callable[..., Activity]


def budget(amount: int | str, *, kind: str | None = "1", year: int = 2025, currency: str | None = None,
           months: tuple[int, int] = (1, 12), valued: date | None = None) -> r.Budget:  # fmt: skip
    end = date(year, months[1], 28)
    value = r.Value(amount=Decimal(amount), currency=currency, value_date=valued or date(year, 1, 1))
    return r.Budget(type=kind, status="1", period_start=date(year, months[0], 1), period_end=end, value=value)


def amounts(*budgets: r.Budget) -> list[Decimal]:
    return [one.budget.value.amount for one in budgets_in_force(budgets)]


def test_a_revised_budget_replaces_and_never_adds() -> None:
    assert amounts(budget(100), budget(80, kind="2")) == [80]
    assert amounts(budget(80, kind="2"), budget(100)) == [80]
    assert amounts(budget(100), budget(80, kind="2", year=2026)) == [100, 80]
    assert amounts(budget(100, kind=None), budget(80, kind="2")) == [80]


def test_of_two_revisions_the_later_counts() -> None:
    early, late = date(2025, 2, 1), date(2025, 8, 1)
    assert amounts(budget(100), budget(90, kind="2", valued=late), budget(80, kind="2", valued=early)) == [90]
    assert amounts(budget(90, kind="2"), budget(80, kind="2")) == [80]


def test_a_revision_of_part_of_the_period_replaces_the_whole_original() -> None:
    assert amounts(budget(100), budget(30, kind="2", months=(7, 12))) == [30]


@st.composite
def _budgets(draw: st.DrawFn) -> list[r.Budget]:
    made = []
    for _ in range(draw(st.integers(0, 7))):
        start = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 700)))
        end = start + timedelta(days=draw(st.integers(0, 365)))
        value = r.Value(amount=Decimal(draw(st.integers(0, 1000))), value_date=start)
        made.append(r.Budget(type=draw(st.sampled_from(["1", "2"])), period_start=start, period_end=end, value=value))
    return made


@given(_budgets())
def test_no_budget_in_force_overlaps_a_revised_one(budgets: list[r.Budget]) -> None:
    counted = [one.budget for one in budgets_in_force(budgets)]
    for index, one in enumerate(counted):
        for other in counted[index + 1 :]:
            overlap = one.period_start <= other.period_end and other.period_start <= one.period_end
            assert not (overlap and "2" in (one.type, other.type))
    if any(one.type == "2" for one in budgets):
        assert any(one.type == "2" for one in counted)


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=15), st.sets(st.integers(1, 8)))
def test_of_every_family_somebody_counts(pairs: list[tuple[int, int]], figures: set[int]) -> None:
    pairs = [(parent, child) for parent, child in pairs if parent != child]
    left_out = contained_in(pairs, figures)
    assert left_out <= figures
    if figures:
        assert figures - left_out
    parents: dict[int, set[int]] = {}
    for parent, child in pairs:
        parents.setdefault(child, set()).add(parent)
    for child in figures - left_out:
        for parent in parents.get(child, set()) & (figures - left_out):
            assert child in _above(parent, parents), "Only a circle may leave a parent beside its child."


def _above(child: int, parents: dict[int, set[int]]) -> set[int]:
    found: set[int] = set()
    layer = set(parents.get(child, set()))
    while layer - found:
        found |= layer
        layer = {up for one in layer for up in parents.get(one, set())}
    return found


@pytest.mark.django_db
def test_a_parent_contains_its_child_whoever_says_so_and_whichever_came_first(published: Make) -> None:
    child = published("XX-TRIAL-1-C", budgets=(budget(40),))
    published("XX-TRIAL-1-P", budgets=(budget(100),),
              related_activities=(r.RelatedActivity(ref="XX-TRIAL-1-C", type="2"),))  # fmt: skip
    other = published("XX-TRIAL-1-D", budgets=(budget(7),),
                      related_activities=(r.RelatedActivity(ref="XX-TRIAL-1-P", type="1"),))  # fmt: skip
    found = totals(Activity.objects.all())
    assert dict(found.by_currency) == {"USD": Decimal(100)}
    assert (found.counted, found.within_parents) == (1, 2)
    assert dict(totals(Activity.objects.filter(pk__in=[child.pk, other.pk])).by_currency) == {"USD": Decimal(47)}


@pytest.mark.django_db
def test_a_parent_without_figures_contains_nothing(published: Make) -> None:
    published("XX-TRIAL-1-P")
    for name in "CD":
        published(f"XX-TRIAL-1-{name}", budgets=(budget(40),),
                  related_activities=(r.RelatedActivity(ref="XX-TRIAL-1-P", type="1"),))  # fmt: skip
    assert dict(totals(Activity.objects.all()).by_currency) == {"USD": Decimal(80)}


@pytest.mark.django_db
def test_a_grandparent_contains_across_a_parent_without_figures(published: Make) -> None:
    published("XX-TRIAL-1-G", budgets=(budget(100),))
    published("XX-TRIAL-1-P", related_activities=(r.RelatedActivity(ref="XX-TRIAL-1-G", type="1"),))
    published("XX-TRIAL-1-C", budgets=(budget(40),),
              related_activities=(r.RelatedActivity(ref="XX-TRIAL-1-P", type="1"),))  # fmt: skip
    assert dict(totals(Activity.objects.all()).by_currency) == {"USD": Decimal(100)}


@pytest.mark.django_db
def test_currencies_stay_apart_and_unknown_is_not_zero(published: Make) -> None:
    published("XX-TRIAL-1-A", budgets=(budget("10.25"), budget(5, year=2026, currency="EUR")))
    published("XX-TRIAL-1-B")
    published("XX-TRIAL-1-C", budgets=(r.Budget(period_start=date(2025, 1, 1), period_end=date(2025, 12, 31),
                                                value=r.Value(value_date=date(2025, 1, 1), amount=Decimal("0.75"))),))  # fmt: skip
    found = totals(Activity.objects.all())
    assert dict(found.by_currency) == {"EUR": Decimal(5), "USD": Decimal(11)}
    assert found.counted == 2
    assert dict(spend(Activity.objects.all()).by_currency) == {}


@pytest.mark.django_db
def test_the_verbs_keep_the_totals(activity: Activity, published: Make) -> None:
    year = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
    add_budget(actor=ACTOR, activity=activity, amount=Decimal(100), **year)
    revise_budget(actor=ACTOR, activity=activity, amount=Decimal(80), **year)
    revise_budget(actor=ACTOR, activity=activity, amount=Decimal(70), **year)
    assert [one.amount for one in activity.budgets.order_by("position")] == [100, 70]
    assert dict(totals(Activity.objects.all()).by_currency) == {"USD": Decimal(70)}
    parent = published("XX-TRIAL-1-P", budgets=(budget(500),))
    relate(actor=ACTOR, activity=activity, ref=parent.iati_identifier, relation="1")
    assert dict(totals(Activity.objects.all()).by_currency) == {"USD": Decimal(500)}
