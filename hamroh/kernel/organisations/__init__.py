"""Organisations, their names in several scripts, parents and focal points."""
