"""Places: the country's regions and districts, by every name they have or had."""
