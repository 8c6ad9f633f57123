"""Indicators: what a figure means, its observations with uncertainty, and the source that each can be followed to."""
