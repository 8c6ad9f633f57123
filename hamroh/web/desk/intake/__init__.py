"""Files that came in: what each line would do, what is wrong with it, and the decision."""
