"""Typed stages, guards that give a reason, and who acts next."""
