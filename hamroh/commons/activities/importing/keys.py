"""What the intake knows a record by: an activity by its identifier, an organisation by a marked one."""

from __future__ import annotations

_ORGANISATION = "organisation:"


def organisation_key(identifier: str) -> str:
    """The key of an organisation file."""
    return _ORGANISATION + identifier


def is_organisation(key: str) -> bool:
    """Whether a key is that of an organisation file."""
    return key.startswith(_ORGANISATION)


def organisation_identifier(key: str) -> str:
    """The organisation's identifier in a key."""
    return key.removeprefix(_ORGANISATION)
