"""Long work: progress, cancelling, resuming, never twice."""
