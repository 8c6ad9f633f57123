"""The hamroh command, for people who live in a terminal."""
