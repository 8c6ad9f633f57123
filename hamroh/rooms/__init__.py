"""The rooms: each does one job of the platform; none imports another."""
