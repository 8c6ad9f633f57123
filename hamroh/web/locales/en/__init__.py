"""British and United Nations English."""
