"""Gaps and overlaps: the list, one finding with its reasons, the decision, how findings are made."""
