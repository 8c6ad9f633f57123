"""Checks of the seeded instruments."""
