"""Activities: who does what, where, when, with whose money, and what comes of it; for visitors and for staff."""
