"""The demonstration as it is loaded."""
