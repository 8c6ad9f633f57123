"""Search over everything a person may see, in any script."""
