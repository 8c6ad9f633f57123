"""The country today: what the records say of it, each figure with the list it counts."""
