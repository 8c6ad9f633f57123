"""The pages of the foundation: one's own start page, people, roles, and what the commons hold."""
