"""What a person has proven, and until when."""
