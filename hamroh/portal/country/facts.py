"""Facts about countries that no record holds and that do not change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# Member States of the International Organization for Migration, list of members with the date of membership.
MEMBER_SINCE = {"TJK": date(1994, 11, 1)}


@dataclass(frozen=True)
class Membership:
    """Since which month a country is a member of the global migration organisation."""

    since: date


def membership(country: str) -> Membership | None:
    """The membership of a country (ISO 3166-1 alpha-3), when it is known."""
    since = MEMBER_SINCE.get(country)
    return Membership(since) if since else None
