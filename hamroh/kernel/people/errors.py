"""What can go wrong with invitations, roles and tokens, in words for the person concerned."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class InvitationUnusable(ValidationError):
    """The invitation is expired, used, withdrawn or unknown; `code` says which."""


class RoleNotAllowed(ValidationError):
    """The firewall or the dates forbid this role for this organisation."""
