"""What the demonstration shows: a fictional country programme on real geography, as plain data."""
