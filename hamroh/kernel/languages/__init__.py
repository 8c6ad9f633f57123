"""The four languages of the interface and multilingual content."""
