"""The ledger as people read it, and its verification."""
