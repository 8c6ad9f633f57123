"""Everything that can be wrong with a spreadsheet, said for the person who has to mend it.

Each problem is declared once, with a severity and an English sentence; `Problem.code` and
`Problem.parameters` let a user interface say the same sentence in another language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

Severity = Literal["error", "warning", "info"]


class ProblemKind(msgspec.Struct, frozen=True):
    """One declared kind of problem: its severity and its sentence (`str.format` fields are the
    parameters).
    """

    severity: Severity
    template: str


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong. `locator` is "Activities!C14", "line 210" or "" for the whole file."""

    code: str
    severity: Severity
    message: str
    locator: str = ""
    parameters: Mapping[str, str] = {}


class SpreadsheetRefused(ValueError):
    """The file, or the rest of it, cannot be read. `problem` says what, where and how to mend it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


KINDS: Mapping[str, ProblemKind] = {
    # The container
    "empty-file": ProblemKind("error", "The file is empty. Choose the file again; it may not have been saved."),
    "file-too-large": ProblemKind(
        "error",
        "The file is larger than {limit} bytes. Split it into several files and send them one by one.",
    ),
    "not-a-spreadsheet": ProblemKind(
        "error",
        "This is not a spreadsheet: the content looks like {found}. Send an .xlsx, .csv or .tsv file.",
    ),
    "old-excel": ProblemKind(
        "error",
        "This is an Excel file of the kind used before 2007 (.xls). "
        "Open it in Excel or LibreOffice and save it as “Excel Workbook (.xlsx)”.",
    ),
    "encrypted": ProblemKind(
        "error",
        "The file is protected with a password. Remove the password in Excel (File, Info, Protect Workbook, "
        "Encrypt with Password, empty the field) and save it again.",
    ),
    "macros": ProblemKind(
        "error",
        "The file contains macros ({part}), which are never accepted, even when they are harmless. "
        "Open it in Excel or LibreOffice and save it as “Excel Workbook (.xlsx)”.",
    ),
    "binary-excel": ProblemKind(
        "error",
        "This is a binary Excel workbook (.xlsb). "
        "Open it in Excel or LibreOffice and save it as “Excel Workbook (.xlsx)”.",
    ),
    "open-document": ProblemKind(
        "error",
        "This is an OpenDocument file (.ods). Open it in Excel or LibreOffice and save it as “Excel Workbook (.xlsx)”.",
    ),
    "broken-zip": ProblemKind(
        "error",
        "The .xlsx file is damaged ({detail}). Save it again in Excel, or copy the sheets into a new file.",
    ),
    "zip-bomb": ProblemKind(
        "error",
        "The file unpacks to far more than its size allows ({detail}). It was not opened. Copy the rows "
        "into a new "
        "workbook, without formatted empty rows, and save that.",
    ),
    "missing-part": ProblemKind(
        "error",
        "The .xlsx file lacks its part “{part}”. Save it again in Excel, or copy the sheets into a new file.",
    ),
    "broken-xml": ProblemKind(
        "error",
        "The part “{part}” of the .xlsx file is damaged ({detail}). Copy the sheet into a new workbook.",
    ),
    "document-type": ProblemKind(
        "error",
        "The part “{part}” declares a document type, which no spreadsheet program writes. It was not read.",
    ),
    "row-too-long": ProblemKind(
        "error",
        "A row near {where} holds more than a spreadsheet row can. Check for a missing quotation mark.",
    ),
    "too-many-rows": ProblemKind(
        "error", "The sheet “{sheet}” has more than {limit} rows. Split it into several files."
    ),
    "too-many-strings": ProblemKind(
        "error", "The workbook holds more than {limit} characters of text. Split it into several files."
    ),
    "external-links": ProblemKind(
        "info",
        "The workbook refers to {count} other file(s). They were not opened; the stored values were used.",
    ),
    # Text files
    "broken-utf8": ProblemKind(
        "error",
        "The file is written in UTF-8 but line {line} holds bytes that are not (byte {offset}). Open it in a "
        "spreadsheet program, correct that line and save it as “CSV UTF-8”.",
    ),
    "unknown-encoding": ProblemKind(
        "error",
        "The letters of this file cannot be read: it is neither UTF-8, UTF-16 nor windows-1251. Save it as "
        "“CSV UTF-8” or .xlsx.",
    ),
    "guessed-encoding": ProblemKind(
        "warning",
        "The file does not say how its letters are written; it was read as {encoding} because {reason}.",
    ),
    "broken-csv": ProblemKind("error", "Line {line} cannot be split into cells ({detail}). Check its quotation marks."),
    # Cells
    "formula": ProblemKind(
        "warning", "The cell holds a formula; the value “{value}”, stored when the file was saved, was used."
    ),
    "formula-without-value": ProblemKind(
        "error",
        "The cell holds a formula whose result is not stored in the file. Open the file in Excel and save "
        "it, or "
        "replace the formula by its value.",
    ),
    "error-value": ProblemKind("error", "The cell shows the error {value}. Correct it or empty the cell."),
    "bad-number": ProblemKind("error", "“{value}” is not a number. Write for example {example}."),
    "ambiguous-number": ProblemKind(
        "error", "“{value}” can be read as two different numbers. Write it without separators of thousands."
    ),
    "not-whole": ProblemKind("error", "“{value}” is not a whole number."),
    "bad-date": ProblemKind(
        "error", "“{value}” is not a date. Write for example 2026-03-31 or 31.03.2026 (day before month)."
    ),
    "bad-boolean": ProblemKind("error", "“{value}” is neither yes nor no."),
    "bad-choice": ProblemKind(
        "error",
        "“{value}” is not in the list of “{column}”. Choose from the drop-down list, for example “{example}”.",
    ),
    "merge-too-large": ProblemKind(
        "warning", "The merged area {area} is too large to be filled; only its first cell was read."
    ),
    # Templates
    "wrong-template": ProblemKind(
        "error",
        "This file was made from the template “{found}”, but “{expected}” is expected here. Choose the "
        "other import "
        "or download the right template.",
    ),
    "template-version": ProblemKind(
        "error",
        "This file was made from version {found} of the template; today's version is {expected}. Download "
        "the "
        "current file, copy your changes into it and send that.",
    ),
    "sheet-not-found": ProblemKind(
        "error", "No sheet for “{sheet}” was found. It needs these column headings: {headers}."
    ),
    "header-not-found": ProblemKind(
        "error",
        "The column “{column}” was not found in sheet “{sheet}”. Add its heading, or choose it in the mapping.",
    ),
    "header-twice": ProblemKind(
        "error",
        "The heading “{column}” stands twice in sheet “{sheet}” ({cells}). Rename or delete one of them.",
    ),
    "header-unknown": ProblemKind("warning", "The column “{column}” of sheet “{sheet}” is not known and was not read."),
    "row-id-twice": ProblemKind(
        "error",
        "This row has the same hidden identifier as row {other}: it was copied. Clear its first, hidden "
        "column to "
        "enter it as a new row.",
    ),
    "required-empty": ProblemKind("error", "“{column}” must not be empty."),
    "locked-changed": ProblemKind(
        "error",
        "“{column}” is for reading only. Here it was changed from “{old}” to “{value}”; put the old value back.",
    ),
}


def problem(code: str, /, *, locator: str = "", **parameters: object) -> Problem:
    """Make the declared problem `code`; KeyError when the code is not declared or a parameter is missing."""
    kind = KINDS[code]
    texts = {name: str(value)[:200] for name, value in parameters.items()}
    return Problem(code, kind.severity, kind.template.format_map(texts), locator, texts)


def refuse(code: str, /, *, locator: str = "", **parameters: object) -> SpreadsheetRefused:
    """The exception for a problem that ends the reading: `raise refuse("encrypted")`."""
    return SpreadsheetRefused(problem(code, locator=locator, **parameters))
