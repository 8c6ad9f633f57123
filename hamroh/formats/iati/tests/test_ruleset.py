"""The ruleset engine against golden cases: every rule of both rulesets, a record that keeps it and one that breaks it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from hamroh.formats.iati import ruleset, standard
from hamroh.formats.iati.rules import Facts, UnknownRule
from hamroh.formats.iati.tests.golden import PACKAGE, Golden
from hamroh.formats.iati.tests.golden_validator import VALIDATOR
from hamroh.formats.iati.tests.places import EXAMPLE, RULESET, needs_samples
from hamroh.formats.iati.tests.xml_tools import NOW

FACTS = Facts(now=NOW, agency_prefixes=frozenset({"XM-DAC"}))
PACKAGE_FILE = standard.file("rulesets/standard_ruleset.json")


def decoded(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def keys(path: Path) -> set[tuple[str, str, int]]:
    return {
        (context, rule, number)
        for context, rules in decoded(path).items()
        for rule, body in rules.items()
        for number, _ in enumerate(body["cases"])
    }


def verdicts(path: Path, case: Golden, record: str) -> list[ruleset.Verdict]:
    """What this rule alone says about a record."""
    data = decoded(path)[case.context][case.rule]["cases"][case.number]
    assert _identifier(data) == case.id
    alone = ruleset.compile_ruleset({case.context: {case.rule: {"cases": [data]}}}, source="one rule")
    return list(alone.check(etree.fromstring(record), now=NOW, facts=FACTS))


def _identifier(data: Mapping[str, Any]) -> str:
    if "do" in data:
        (inner,) = data["do"].values()
        data = inner["cases"][0]
    return str(data.get("ruleInfo", {}).get("id", ""))


def both(cases: tuple[Golden, ...]) -> list[Any]:
    return [pytest.param(case, id=f"{case.context}-{case.rule}-{case.number}-{case.id}") for case in cases]


def judge(path: Path, case: Golden) -> None:
    good = verdicts(path, case, case.good)
    assert [one for one in good if one.passed is False] == []
    assert any(one.passed for one in good) == case.applies
    failed = [one for one in verdicts(path, case, case.bad) if one.passed is False]
    assert len(failed) == 1
    (only,) = failed
    assert only.context == case.context and only.identifier == case.id and only.line == 1
    assert only.rule == case.rule or case.rule == "loop"
    if case.values is not None:
        assert only.values == case.values


def test_the_tables_name_every_rule_once() -> None:
    named = [(case.context, case.rule, case.number) for case in PACKAGE]
    assert set(named) == keys(PACKAGE_FILE) and len(named) == len(set(named)) == 24


@needs_samples
def test_the_validators_table_names_every_rule_once() -> None:
    named = [(case.context, case.rule, case.number) for case in VALIDATOR]
    assert set(named) == keys(RULESET) and len(named) == len(set(named))


@pytest.mark.parametrize("case", both(PACKAGE))
def test_rule_of_the_package(case: Golden) -> None:
    judge(PACKAGE_FILE, case)


@needs_samples
@pytest.mark.parametrize("case", both(VALIDATOR))
def test_rule_of_the_validator(case: Golden) -> None:
    judge(RULESET, case)


@needs_samples
def test_the_annotated_example_breaks_one_rule() -> None:
    record = etree.parse(str(EXAMPLE)).getroot().find("iati-activity")
    assert record is not None
    failed = ruleset.standard_ruleset().failures(record, now=NOW)
    assert [(one.rule, one.path) for one in failed] == [("no_more_than_one", "result/indicator")]


SPECIFIED = [
    ("only_one_of", {"paths": ["sector"], "excluded": ["transaction/sector"]},
     "<sector/>", "<sector/><transaction><sector/></transaction>"),
    ("only_one_of", {"paths": ["sector", "tag"]}, "<tag/>", "<sector/><tag/>"),
    ("dependent", {"paths": ["sector", "tag"]}, "", "<tag/>"),
    ("regex_no_matches", {"paths": ["sector/@code"], "regex": "0+"}, "<sector code='10'/>", "<sector code='00'/>"),
    ("no_spaces", {"paths": ["iati-identifier"]}, "<iati-identifier>A</iati-identifier>",
     "<iati-identifier>A\n</iati-identifier>"),
    ("atleast_one", {"paths": ["tag"], "condition": "sector"}, "<budget/>", "<sector/>"),
    ("no_percent", {"paths": ["sector/@percentage"]}, "<sector percentage='5'/>", "<sector percentage='5%'/>"),
    ("evaluates_to_true", {"eval": "count(sector) < 2"}, "<sector/>", "<sector/><sector/>"),
]  # fmt: skip


@pytest.mark.parametrize("name, case, good, bad", SPECIFIED)
def test_rules_and_forms_that_neither_table_has(name: str, case: dict[str, Any], good: str, bad: str) -> None:
    compiled = ruleset.compile_ruleset({"//iati-activity": {name: {"cases": [case]}}}, source="test")
    keeps, breaks = (etree.fromstring(f"<iati-activity>{inner}</iati-activity>") for inner in (good, bad))
    assert compiled.failures(keeps, now=NOW) == []
    assert [one.rule for one in compiled.failures(breaks, now=NOW)] == [name]


def test_a_rule_that_the_engine_lacks_is_refused_not_skipped() -> None:
    with pytest.raises(UnknownRule, match="moon_phase"):
        ruleset.compile_ruleset({"//iati-activity": {"moon_phase": {"cases": [{}]}}}, source="test")
    with pytest.raises(ValueError, match="no list of cases"):
        ruleset.compile_ruleset({"//iati-activity": {"sum": []}}, source="test")


def test_dates_that_cannot_be_read_are_left_to_the_reader() -> None:
    record = etree.fromstring(
        "<iati-activity><budget><period-start iso-date='soon'/><period-end iso-date='2024-01-01'/></budget></iati-activity>"
    )
    assert ruleset.standard_ruleset().failures(record, now=NOW) != []
    assert [one for one in ruleset.standard_ruleset().failures(record, now=NOW) if one.rule == "date_order"] == []
