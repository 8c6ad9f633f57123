"""The public pages, the country today, search."""
