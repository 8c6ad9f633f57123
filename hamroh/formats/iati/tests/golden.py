"""Golden cases for rulesets, written by hand from the words of each rule. Nothing here imports the engine.

A case names its rule (context, rule, number within it, the ruleset's id where it has one), and gives two records: one
that keeps the rule and one that breaks it. ``applies`` is false where keeping the rule means that it does not apply.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Golden:
    context: str
    rule: str
    number: int
    good: str
    bad: str
    applies: bool = True
    id: str = ""
    values: tuple[str, ...] | None = None


def activity(inner: str = "", attributes: str = "") -> str:
    return f"<iati-activity {attributes}>{inner}</iati-activity>"


def organisation(inner: str = "", attributes: str = "") -> str:
    return f"<iati-organisation {attributes}>{inner}</iati-organisation>"


def on(tag: str, day: str) -> str:
    return f'<{tag} iso-date="{day}"/>'


def period(start: str, end: str) -> str:
    return on("period-start", start) + on("period-end", end)


def date(kind: str, day: str) -> str:
    return f'<activity-date type="{kind}" iso-date="{day}"/>'


def result(indicator: str, before: str = "") -> str:
    return activity(f"<result>{before}{indicator}</result>")


# The records are checked as of this day.
TODAY = "2026-11-24"
YESTERDAY, TOMORROW = "2026-11-23", "2026-11-25"

_A = "//iati-activity"
_NUMERIC = "[@measure='1' or @measure='2' or @measure='3' or @measure='4']"
_INDICATOR = f"//result/indicator{_NUMERIC}"


def _ordered(context: str, wrap: str) -> Golden:
    whole = organisation if context in _ORGANISATION_BUDGETS else activity
    return Golden(
        f"//{context}", "date_order", 0,
        good=whole(wrap.format(period("2024-01-01", "2024-01-01"))),
        bad=whole(wrap.format(period("2024-01-02", "2024-01-01"))),
        values=("2024-01-02", "2024-01-01"),
    )  # fmt: skip


_ORGANISATION_BUDGETS = (
    "total-budget", "recipient-country-budget", "recipient-org-budget", "recipient-region-budget", "total-expenditure",
)  # fmt: skip

# rulesets/standard_ruleset.json of 2.03 as pyIATI ships it
PACKAGE: tuple[Golden, ...] = (
    Golden(_A, "atleast_one", 0, activity(date("2", "2024-01-01")), activity(date("3", "2024-01-01"))),
    Golden(_A, "atleast_one", 1, activity("<transaction><sector code='1'/></transaction>"), activity("<transaction/>")),
    Golden(_A, "date_order", 0, activity(date("1", "2024-01-01") + date("3", "2024-12-31")),
           activity(date("1", "2024-12-31") + date("3", "2024-01-01")), values=("2024-12-31", "2024-01-01")),
    Golden(_A, "date_order", 1, activity(date("2", "2024-01-01") + date("4", "2024-12-31")),
           activity(date("2", "2024-12-31") + date("4", "2024-01-01")), values=("2024-12-31", "2024-01-01")),
    Golden(_A, "date_order", 2, activity(date("2", TODAY)), activity(date("2", TOMORROW)), values=(TOMORROW, TODAY)),
    Golden(_A, "date_order", 3, activity(date("4", YESTERDAY)), activity(date("4", TOMORROW)), values=(TOMORROW, TODAY)),
    Golden(_A, "regex_matches", 0,
           activity("<iati-identifier>XX-1-A</iati-identifier><participating-org ref='XX-2'/>"),
           activity("<iati-identifier>XX-1-A</iati-identifier><participating-org ref='XX/2'/>"), values=("XX/2",)),
    Golden(_A, "sum", 0, activity("<recipient-country percentage='60.5'/><recipient-region percentage='39.5'/>"),
           activity("<recipient-country percentage='60'/><recipient-region percentage='39.9'/>"), values=("60", "39.9")),
    Golden("//iati-organisation", "regex_matches", 0,
           organisation("<organisation-identifier>XX-1</organisation-identifier>"),
           organisation("<organisation-identifier>XX&amp;1</organisation-identifier>"), values=("XX&1",)),
    Golden("//participating-org", "atleast_one", 0, activity("<participating-org ref=''/>"),
           activity("<participating-org role='1'/>")),
    Golden("//transaction", "date_order", 0, activity(f"<transaction>{on('transaction-date', TODAY)}</transaction>"),
           activity(f"<transaction>{on('transaction-date', TOMORROW)}</transaction>"), values=(TOMORROW, TODAY)),
    Golden("//transaction", "date_order", 1, activity(f"<transaction><value value-date='{TODAY}'>1</value></transaction>"),
           activity(f"<transaction><value value-date='{TOMORROW}'>1</value></transaction>"), values=(TOMORROW, TODAY)),
    _ordered("planned-disbursement", "<planned-disbursement>{}</planned-disbursement>"),
    _ordered("budget", "<budget>{}</budget>"),
    *(_ordered(name, f"<{name}>{{}}</{name}>") for name in _ORGANISATION_BUDGETS),
    Golden("//result/indicator", "no_more_than_one", 0, result("<indicator><reference code='1'/></indicator>"),
           result("<indicator><reference code='1'/></indicator>", "<reference code='2'/>")),
    _ordered("result/indicator/period", "<result><indicator><period>{}</period></indicator></result>"),
    Golden(f"{_INDICATOR}/baseline", "atleast_one", 0, result("<indicator measure='1'><baseline value='0'/></indicator>"),
           result("<indicator measure='4'><baseline year='2020'/></indicator>")),
    Golden(f"{_INDICATOR}/period/target", "atleast_one", 0,
           result("<indicator measure='2'><period><target value='5'/></period></indicator>"),
           result("<indicator measure='2'><period><target/></period></indicator>")),
    Golden(f"{_INDICATOR}/period/actual", "atleast_one", 0,
           result("<indicator measure='3'><period><actual value='5'/></period></indicator>"),
           result("<indicator measure='3'><period><actual/></period></indicator>")),
)  # fmt: skip
