"""People, roles, invitations and tokens."""
