"""Migrations of the background app."""
