"""Tests of the pages of indicators."""
