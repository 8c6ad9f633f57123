"""Background work: what waits, runs and has ended; progress and a stop button."""
