"""Migrations of the intake."""
