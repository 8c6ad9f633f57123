"""What follows from a record: its organisations, places, dates, sums and parents."""
