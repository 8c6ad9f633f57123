"""Spreadsheets in and out: .xlsx, .csv and .tsv read with suspicion, written so that they can come back."""

from hamroh.formats.spreadsheet.problems import KINDS, Problem, SpreadsheetRefused, problem, refuse
from hamroh.formats.spreadsheet.records import Cell, Limits, Row, Sheet, Value, column_letters, column_number
from hamroh.formats.spreadsheet.table import Layout, Record, Table, read_table
from hamroh.formats.spreadsheet.template import (
    Choice,
    ColumnSpec,
    RowSpec,
    SheetSpec,
    TemplateMark,
    heading,
    in_language,
)
from hamroh.formats.spreadsheet.values import LocaleRule, convert, read_date
from hamroh.formats.spreadsheet.workbook import Workbook, read_workbook
from hamroh.formats.spreadsheet.writer import write_delimited, write_workbook

__all__ = [
    "KINDS",
    "Cell",
    "Choice",
    "ColumnSpec",
    "Layout",
    "Limits",
    "LocaleRule",
    "Problem",
    "Record",
    "Row",
    "RowSpec",
    "Sheet",
    "SheetSpec",
    "SpreadsheetRefused",
    "Table",
    "TemplateMark",
    "Value",
    "Workbook",
    "column_letters",
    "column_number",
    "convert",
    "heading",
    "in_language",
    "problem",
    "read_date",
    "read_table",
    "read_workbook",
    "refuse",
    "write_delimited",
    "write_workbook",
]
