"""Hamroh: one platform on which a country manages migration."""

__version__ = "0.1.0"
