"""Tests of the pages of legal sources."""
