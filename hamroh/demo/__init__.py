"""A fictional country programme on real geography."""
