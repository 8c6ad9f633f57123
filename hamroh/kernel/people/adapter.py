"""allauth's adapter: nobody signs up; people come in by invitation."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Closes the sign-up form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is made when an invitation is accepted."""
        return False
