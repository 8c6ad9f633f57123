"""People, their roles for organisations, invitations and sign-in."""
