"""Tests of documents on paper."""
