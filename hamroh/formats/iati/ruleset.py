"""An engine for IATI rulesets: rules are data (JSON), compiled once to XPath, evaluated on one record's element.

Format: the standard's ruleset specification, in both forms in use: plain cases (the 2.03 ruleset that pyIATI ships)
and cases with ``ruleInfo``, ``loop`` and conditions (the ruleset of the standard's validator). A rule name that the
engine does not know is refused when the ruleset is loaded, never skipped.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree

from hamroh.formats.iati import standard
from hamroh.formats.iati.reading import path_of
from hamroh.formats.iati.rules import RULES, Case, Facts, Outcome, UnknownRule

_ROOTS = ("iati-activity", "iati-organisation")
# Keys of a case that hold XPaths, alone or in lists; "$1" in them is replaced inside a loop, whether or not the loop's
# "subs" name the key: the standard's ruleset forgets "condition" in places, and would never apply there.
_SUBSTITUTED = ("paths", "condition", "if", "then", "less", "more", "start", "end", "date", "prefix", "one", "all")


@dataclass(frozen=True)
class Verdict:
    """What one rule says about one place. ``passed`` ``None`` means that the rule did not apply there.

    ``context`` is the ruleset's XPath, ``rule`` the rule's name, ``path`` the place in the record, ``paths`` what the
    rule looked at, ``values`` the offending values, ``identifier``, ``severity`` and ``message`` the ruleset's own
    words where it has any.
    """

    context: str
    rule: str
    passed: bool | None
    path: str = ""
    line: int = 0
    paths: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    identifier: str = ""
    severity: str = "error"
    message: str = ""


@dataclass(frozen=True)
class Rule:
    """One case of one rule in one context."""

    context: str
    name: str
    case: Mapping[str, Any]
    loop: str = ""

    @property
    def info(self) -> Mapping[str, Any]:
        found = self.case.get("ruleInfo")
        return found if isinstance(found, Mapping) else {}


@dataclass(frozen=True)
class Ruleset:
    """Compiled rules; ``source`` names where they came from."""

    source: str
    rules: tuple[Rule, ...]
    selectors: Mapping[str, tuple[tuple[str, etree.XPath], ...]] = field(repr=False)

    def check(self, record: etree._Element, *, now: datetime, facts: Facts | None = None) -> Iterator[Verdict]:
        """A verdict for every rule at every place of ``record`` (an iati-activity or iati-organisation element) where
        its context matches. ``now`` is the moment "in the future" is measured from."""
        facts = facts or Facts(now=now)
        found: dict[str, list[tuple[etree._Element, str]]] = {}
        for rule in self.rules:
            if rule.context not in found:
                places = self._places(rule.context, record)
                found[rule.context] = [(place, path_of(place, record)) for place in places]
            for place, path in found[rule.context]:
                yield from _apply(rule, place, path, facts)

    def failures(self, record: etree._Element, *, now: datetime, facts: Facts | None = None) -> list[Verdict]:
        """Only the verdicts that failed."""
        return [one for one in self.check(record, now=now, facts=facts) if one.passed is False]

    def _places(self, context: str, record: etree._Element) -> list[etree._Element]:
        places: list[etree._Element] = []
        for root, selector in self.selectors[context]:
            if root in ("", record.tag):
                places.extend(selector(record))
        return places


def load(path: Path) -> Ruleset:
    """A ruleset from a JSON file. Raises UnknownRule, or ValueError when the file is no ruleset."""
    with path.open(encoding="utf-8") as file:
        return compile_ruleset(json.load(file), source=path.name)


@functools.cache
def standard_ruleset() -> Ruleset:
    """The ruleset of IATI 2.03; raises StandardMissing."""
    return load(standard.file("rulesets/standard_ruleset.json"))


def compile_ruleset(data: Mapping[str, Any], *, source: str) -> Ruleset:
    """Rules from the decoded JSON."""
    rules: list[Rule] = []
    selectors = {}
    for context, named in data.items():
        selectors[context] = tuple(_selectors(context))
        for name, body in named.items():
            rules.extend(_rules(context, name, body))
    return Ruleset(source, tuple(rules), selectors)


def _rules(context: str, name: str, body: Any) -> Iterator[Rule]:
    if not isinstance(body, Mapping) or not isinstance(body.get("cases"), list):
        raise ValueError(f"The rule {name} of {context} has no list of cases.")
    for case in body["cases"]:
        if name == "loop":
            yield from _looped(context, case)
        elif name not in RULES:
            raise UnknownRule(f"The rule {name} of {context} is unknown to this engine.")
        else:
            yield Rule(context, name, case)


def _looped(context: str, case: Mapping[str, Any]) -> Iterator[Rule]:
    for name, body in case["do"].items():
        for inner in _rules(context, name, body):
            yield Rule(context, inner.name, inner.case, loop=case["foreach"])


def _selectors(context: str) -> Iterator[tuple[str, etree.XPath]]:
    """XPaths relative to the record's element, each with the root tag it applies to (empty: any).

    Contexts are absolute (``/iati-activities/iati-activity/transaction``), anywhere (``//transaction``), or several
    of these joined by ``|``.
    """
    for part in (one.strip() for one in context.split("|")):
        absolute = part.removeprefix("/iati-activities/").removeprefix("/iati-organisations/").lstrip("/")
        root = next((one for one in _ROOTS if absolute == one or absolute.startswith(one + "/")), "")
        if root:
            rest = absolute[len(root) :].lstrip("/")
            yield root, etree.XPath(rest or ".")
        else:
            yield "", etree.XPath(f"descendant-or-self::{absolute}")


def _apply(rule: Rule, place: etree._Element, path: str, facts: Facts) -> Iterator[Verdict]:
    if not rule.loop:
        yield _verdict(rule, rule.case, place, path, facts)
        return
    seen = list(dict.fromkeys(str(value) for value in _compiled(rule.loop)(place)))
    for value in seen:
        if "'" in value:
            continue  # no code holds a quote, and XPath 1.0 could not hold it either
        yield _verdict(rule, _substituted(rule, value), place, path, facts)


def _substituted(rule: Rule, value: str) -> Mapping[str, Any]:
    def put(given: Any) -> Any:
        if isinstance(given, str):
            return given.replace("$1", value)
        return [put(one) for one in given] if isinstance(given, list) else given

    return {key: put(given) if key in _SUBSTITUTED else given for key, given in rule.case.items()}


def _verdict(rule: Rule, case: Mapping[str, Any], place: etree._Element, path: str, facts: Facts) -> Verdict:
    condition = case.get("condition")
    if condition and not truth(_compiled(condition)(place)):
        outcome = Outcome(None)
    else:
        outcome = RULES[rule.name](Case(case, place, _compiled, facts))
    info = rule.info
    return Verdict(
        context=rule.context,
        rule=rule.name,
        passed=outcome.passed,
        path=path,
        line=place.sourceline or 0,
        paths=tuple(outcome.paths or case.get("paths", ())),
        values=tuple(outcome.values),
        identifier=str(info.get("id", "")),
        severity=str(info.get("severity", "error")),
        message=str(info.get("message", "")),
    )


def truth(found: object) -> bool:
    """XPath's own notion of truth for whatever an expression returned."""
    return bool(found)


@functools.lru_cache(maxsize=8192)
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path)
