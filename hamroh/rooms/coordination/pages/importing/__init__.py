"""Sending a 4W file: whose it is, what its columns mean; its preview is the intake's own page."""
