"""The structure holds: permissions on every page, settings documented, layers, services in the ledger."""
