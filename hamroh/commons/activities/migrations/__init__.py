"""Migrations of activities."""
