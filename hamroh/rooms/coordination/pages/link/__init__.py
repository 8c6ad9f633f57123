"""What the secret link in a letter opens: one reporter's report, without sign-in."""
