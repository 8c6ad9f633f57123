"""Migrations of sources."""
