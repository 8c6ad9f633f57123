"""Interface strings that are rightly the same in every language: names and signs (at most 60)."""

SAME_ALLOWED: frozenset[str] = frozenset({"Hamroh", "IPv4", "IPv6"})
