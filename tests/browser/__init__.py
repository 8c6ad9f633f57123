"""The main path of each role, in a real browser."""
