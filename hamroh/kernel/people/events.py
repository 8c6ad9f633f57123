"""What happens to people and their roles, as the ledger tells it. Names and addresses are personal fields."""

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

from .roles import BY_KEY

PERSON = ("name", "email")


def role_label(key: str) -> str:
    """The role in the reader's language; a role that is no longer declared by its key."""
    return str(BY_KEY[key].label) if key in BY_KEY else key


ROLE = {"role": role_label}

declare(
    EventType("people.invited", _("{actor} invited {name} as {role}"), PERSON, labels=ROLE),
    EventType("people.invitation_withdrawn", _("{actor} withdrew an invitation"), PERSON),
    EventType("people.joined", _("{name} accepted the invitation"), PERSON),
    EventType(
        "people.role_assigned",
        _("{actor} gave {name} the role {role} from {valid_from}"),
        ("name",),
        labels=ROLE,
    ),
    EventType("people.role_ended", _("{actor} ended the role {role} of {name} on {valid_to}"), ("name",), labels=ROLE),
    EventType("people.deactivated", _("{actor} closed the account of {name}"), ("name",)),
    EventType("people.enrolled", _("{actor} made an account for {name}"), PERSON),
    EventType("people.token_made", _("{name} made an API token for {scopes}"), ("name",)),
    EventType("people.token_revoked", _("{name} revoked an API token"), ("name",)),
    EventType("people.session_refused", _("A session of {name} was used from another browser and ended"), ("name",)),
)
