"""Who acts: a person in a role for an organisation, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Actor:
    """The doer of a verb, as the ledger writes it.

    `key` is `person:12` in the main realm, `staff:<random id>` in the care realm, `system:<part>` for Hamroh itself,
    `anyone` for a visitor without sign-in. `on_behalf_of` is the organisation key an officer enters something for.
    """

    key: str
    role: str = ""
    organisation_id: int | None = None
    on_behalf_of: int | None = None
    person_id: int | None = None
    name: str = field(default="", compare=False)
    # Verbs that the means of access is limited to (an API token's scopes); None: whatever the role allows.
    scopes: frozenset[str] | None = None

    @property
    def is_system(self) -> bool:
        """Whether Hamroh itself acts (set-up, demonstration, a schedule)."""
        return self.key.startswith("system:")


ANYONE = Actor("anyone", role="public")


def system(part: str) -> Actor:
    """The actor for work that no person asked for at that moment."""
    return Actor(f"system:{part}", role="system", name=part)
