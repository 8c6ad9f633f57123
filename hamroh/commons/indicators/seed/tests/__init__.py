"""Checks of the seeded definitions."""
