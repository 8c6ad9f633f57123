"""The only way a table about people leaves its owner."""
