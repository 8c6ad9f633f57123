"""Migrations of the inbox app."""
