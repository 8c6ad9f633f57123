"""A reporter's pages: its report, its lines, the letter that an officer enters, the validator's decision."""
