"""Changes of the tables of places."""
