"""Bad input and faults: what a person meets when something is wrong."""
