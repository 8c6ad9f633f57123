"""Tests of the pages of files that came in."""
