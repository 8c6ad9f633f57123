"""The way of an IATI record into tables and back, declared once."""
