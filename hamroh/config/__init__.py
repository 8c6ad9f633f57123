"""Settings, addresses and the routing of databases."""
