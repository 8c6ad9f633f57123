"""Migrations of the agenda app."""
