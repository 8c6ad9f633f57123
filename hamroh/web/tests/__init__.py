"""Tests of the shell and of what every page loads."""
