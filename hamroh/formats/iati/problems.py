"""Everything that can be wrong with an IATI file, in one table: code, severity, sentence (what, where, how to mend).

Sentences are templates, filled by ``str.format`` from a problem's parameters, so that an interface can translate the
template by ``Problem.code`` and fill it afterwards. Parameters common to all: ``{path}`` and ``{value}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

Severity = Literal["error", "warning", "info"]


def N_(message: str) -> str:
    """Marks a sentence for the collectors of translations; the sentence itself is unchanged."""
    return message


@dataclass(frozen=True)
class ProblemKind:
    code: str
    severity: Severity
    template: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that is wrong.

    ``path`` is the place inside the activity (``transaction[3]/value``; empty for the whole), ``line`` counts from 1
    (0 when unknown), ``value`` is the offending text as written, shortened to 200 characters.
    """

    code: str
    severity: Severity
    path: str = ""
    line: int = 0
    value: str = ""
    parameters: Mapping[str, str] = {}

    @property
    def template(self) -> str:
        return KINDS[self.code].template

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.template.format(**{**self.parameters, "path": self.path, "value": self.value})


class DocumentRefused(Exception):
    """The file as a whole cannot be read; ``problem`` says why and how to mend it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def problem(
    code: str,
    /,
    *,
    path: str = "",
    line: int = 0,
    value: str = "",
    severity: Severity | None = None,
    **parameters: Any,
) -> Problem:
    """A problem of a declared kind; ``severity`` overrides the table's where the case is milder or graver."""
    short = value if len(value) <= 200 else value[:199] + "…"
    return Problem(
        code=code, severity=severity or KINDS[code].severity, path=path, line=line, value=short,
        parameters={name: str(given) for name, given in parameters.items()},
    )  # fmt: skip


_DOCUMENT = (
    ProblemKind("file_empty", "error", N_("The file is empty. Ask the publisher for the file again.")),
    ProblemKind(
        "file_not_xml", "error",
        N_("This is not an XML file; it looks like {found}. Unpack it, or export it from its program as IATI XML."),
    ),
    ProblemKind(
        "file_too_large", "error",
        N_("The file is larger than {limit} MB. Split it into several files and import them one after the other."),
    ),
    ProblemKind(
        "file_has_doctype", "error",
        N_("The file declares a document type or entities. They are not allowed in IATI files because they can be "
           "used to attack the reader. Remove the <!DOCTYPE …> part."),
    ),
    ProblemKind(
        "file_not_iati", "error",
        N_("The outermost element is <{found}>, not <iati-activities> or <iati-organisations>. Choose an IATI file."),
    ),
    ProblemKind(
        "file_namespace", "error",
        N_("The element <{found}> stands in the namespace {namespace}. IATI has no namespace: remove the xmlns "
           "attribute."),
    ),
    ProblemKind(
        "file_version_unknown", "error",
        N_("The file says it follows IATI version {value}. Versions 1.01 to 2.03 can be read. Correct the version "
           "attribute of the outermost element."),
    ),
    ProblemKind(
        "file_version_missing", "warning",
        N_("The file does not say which IATI version it follows; it was read as {assumed}, and records without "
           "narratives as 1.05. Add a version attribute to the outermost element."),
    ),
    ProblemKind(
        "file_version_newer", "warning",
        N_("The file says it follows IATI version {value}; it was read as {assumed}. Parts that {assumed} does not "
           "know are kept and written back."),
    ),
    ProblemKind(
        "file_encoding", "error",
        N_("Byte {offset} (line {at_line}) is not valid {declared}. {hint} Reading stopped there."),
    ),
    ProblemKind(
        "file_encoding_unknown", "error",
        N_("The file declares the encoding {value}, which is unknown. Save it as UTF-8 and declare "
           'encoding="UTF-8".'),
    ),
    ProblemKind(
        "file_broken", "error",
        N_("The XML breaks at line {at_line}, column {column}: {reason}. Everything before this place was read. "
           "Correct the place, or ask the publisher for the file again."),
    ),
    ProblemKind(
        "file_truncated", "error",
        N_("The file ends at line {at_line} in the middle of an element: it was cut off. Everything complete before "
           "was read. Fetch the file again."),
    ),
    ProblemKind(
        "file_too_many", "error",
        N_("The file holds more than {limit} activities. Reading stopped there. Split the file."),
    ),
    ProblemKind(
        "activity_too_large", "error",
        N_("One activity is larger than {limit} MB. Reading stopped there. Ask the publisher to split the activity."),
    ),
)  # fmt: skip

_READING = (
    ProblemKind(
        "identifier_missing", "error",
        N_("There is no {path}, so nobody could tell this record from others. Add the element with its identifier."),
    ),
    ProblemKind(
        "not_a_date", "error",
        N_("“{value}” in {path} is not a date. Write year-month-day, for example 2024-03-31."),
    ),
    ProblemKind(
        "date_with_time", "warning",
        N_("“{value}” in {path} has a time or time zone; only the date was taken. Write year-month-day alone."),
    ),
    ProblemKind(
        "not_a_datetime", "error",
        N_("“{value}” in {path} is not a date and time. Write it like 2024-03-31T12:00:00Z."),
    ),
    ProblemKind(
        "not_a_decimal", "error",
        N_("“{value}” in {path} is not a number. Use digits and a point, no spaces, commas or signs of currency."),
    ),
    ProblemKind("not_an_integer", "error", N_("“{value}” in {path} is not a whole number. Use digits only.")),
    ProblemKind("not_a_boolean", "error", N_("“{value}” in {path} is neither true nor false. Write 1 or 0.")),
    ProblemKind("blank_value", "warning", N_("{path} is empty and was left out. Give a value, or remove it.")),
    ProblemKind(
        "repeated_element", "warning",
        N_("{path} may stand once only. The first was used; this one is kept and written back. Remove one."),
    ),
    ProblemKind(
        "unknown_element", "warning",
        N_("IATI 2.03 has no element {value} at {path}. It is kept and written back. Check the spelling."),
    ),
    ProblemKind(
        "unknown_attribute", "warning",
        N_("IATI 2.03 has no attribute {value} at {path}. It is kept and written back. Check the spelling."),
    ),
    ProblemKind(
        "stray_text", "warning",
        N_("The text “{value}” at {path} stands where IATI 2.03 allows none. It is kept. Put it in a narrative "
           "element."),
    ),
    ProblemKind(
        "markup_in_text", "warning",
        N_("The text at {path} holds markup ({value}). The words were kept, the markup was dropped. Write plain text."),
    ),
    ProblemKind(
        "text_too_long", "error",
        N_("The text at {path} has {length} characters; {limit} are allowed. Shorten it or put it in a document."),
    ),
    ProblemKind(
        "too_many_problems", "error",
        N_("The record has more than {limit} problems; the rest was not read. Correct these first."),
    ),
    ProblemKind(
        "too_much_unknown", "error",
        N_("The record has more than {limit} elements and attributes that IATI 2.03 does not know. Remove them."),
    ),
    ProblemKind(
        "too_deep", "error",
        N_("{path} is nested deeper than {limit} levels. Remove the inner levels."),
    ),
)  # fmt: skip

_UPGRADE = (
    ProblemKind(
        "upgraded_code_unknown", "warning",
        N_("IATI {version} has no code “{value}” for {path}; it was kept as it is. Correct it to a code of the list."),
    ),
    ProblemKind(
        "upgraded_kept", "info",
        N_("IATI 2.03 has no place for {value} at {path}. It is kept and written back."),
    ),
    ProblemKind(
        "upgraded_date_from_text", "info",
        N_("{path} had its date in the text only (“{value}”); the text was taken as the date."),
    ),
    ProblemKind(
        "upgraded_precision", "info",
        N_("The precision {value} at {path} has nine steps in IATI 1; 2.03 tells exact from approximate only."),
    ),
)  # fmt: skip

_CHECKS = (
    ProblemKind(
        "percentages_not_100", "error",
        N_("The percentages of {what} add up to {sum}, not 100. Correct them so that they add up to 100."),
    ),
    ProblemKind(
        "percentage_missing", "error",
        N_("There are several {what}, but {path} has no percentage. Give each its share of 100."),
    ),
    ProblemKind(
        "percentage_out_of_range", "error", N_("{value} at {path} is not between 0 and 100. Correct the percentage."),
    ),
    ProblemKind(
        "budget_period_long", "error",
        N_("The period at {path} runs from {start} to {end}: longer than one year. Split it by year."),
    ),
    ProblemKind(
        "dates_in_wrong_order", "error", N_("At {path}, {start} comes after {end}. Swap or correct the two dates."),
    ),
    ProblemKind(
        "date_in_future", "warning",
        N_("{value} at {path} lies in the future but is given as a fact. Correct the date."),
    ),
    ProblemKind(
        "code_unknown", "warning",
        N_("“{value}” at {path} is not in the code list {codelist}. Choose a code of the list (or update the lists)."),
    ),
    ProblemKind(
        "code_withdrawn", "info",
        N_("The code “{value}” at {path} was withdrawn from the code list {codelist}. Choose a current code."),
    ),
    ProblemKind(
        "identifier_malformed", "warning",
        N_("The identifier “{value}” at {path} holds spaces or one of / & | ?. Remove them, or other systems will not "
           "find it."),
    ),
    ProblemKind(
        "identifier_prefix", "warning",
        N_("“{value}” does not begin with the identifier of its reporting organisation ({prefix}) and a hyphen."),
    ),
    ProblemKind(
        "identifier_is_publisher", "error",
        N_("The identifier {value} is that of the reporting organisation itself. Give the activity one of its own."),
    ),
    ProblemKind("missing", "error", N_("{path} is missing, and IATI 2.03 demands it. Add it.")),
    ProblemKind("currency_missing", "error",
                N_("The amount at {path} has no currency, and the record has no default currency. Add one of them.")),
    ProblemKind("language_missing", "warning",
                N_("The text at {path} has no language, and the record has no default language. Add xml:lang.")),
    ProblemKind("budget_negative", "warning",
                N_("{value} at {path} is negative. If a budget was cut, publish a revised budget instead.")),
    ProblemKind("url_malformed", "warning",
                N_("“{value}” at {path} is no web address. Write it in full, with https://.")),
    ProblemKind("coordinates_malformed", "warning",
                N_("“{value}” at {path} is no position. Write latitude, a space, longitude, in degrees: 38.56 68.78.")),
)  # fmt: skip

_SCHEMA = (
    ProblemKind(
        "schema_invalid", "error",
        N_("The file does not follow the IATI {version} schema at line {at_line}: {reason}. Correct the place."),
    ),
)  # fmt: skip

KINDS: Mapping[str, ProblemKind] = {kind.code: kind for kind in (*_DOCUMENT, *_READING, *_UPGRADE, *_CHECKS, *_SCHEMA)}
