"""What the country agreed to look at: gaps, priorities, decisions, commitments, and links between records."""
