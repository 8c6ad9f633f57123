"""Tests of the spreadsheet format."""
