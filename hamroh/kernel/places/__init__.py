"""Places: countries, regions and districts with codes, names in several scripts, and their outlines."""
