"""Checks of the demonstration's content: counts, references, sums and scripts."""
