"""Tests of the pages of tasks."""
