"""Organisations: who they are, the names they go by, whom to call."""
