"""The same undertaking from two sources: proposals, both sides of one, the decision."""
