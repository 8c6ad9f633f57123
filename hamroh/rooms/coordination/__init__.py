"""Who does what, where, when: reporting rounds, the files that partners send, gaps and overlaps."""
