"""Tests of the pages of background work."""
