"""Settings by profile: embedded, production, test."""
