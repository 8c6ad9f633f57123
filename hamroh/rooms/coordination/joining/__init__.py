"""The same undertaking from two sources: lines of a 4W and an IATI activity, proposed as one, decided by a person."""
