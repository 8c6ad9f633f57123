"""Gathers the routers and holds the API's committed contract."""
