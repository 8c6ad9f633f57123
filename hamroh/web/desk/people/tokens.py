"""One's own API tokens: make, see, revoke. The secret is shown once."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hamroh.kernel.people import selectors, tokens
from hamroh.web.desk.people.forms import TokenForm
from hamroh.web.permissions import page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page("tokens.manage")
def register(request: HttpRequest) -> HttpResponse:
    """Tokens and the form for a new one."""
    acting = request.acting  # type: ignore[attr-defined]
    form = TokenForm(request.POST or None, assignment=acting.assignment)
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = tokens.make_token(
                actor=acting.actor,
                assignment=acting.assignment,
                label=form.cleaned_data["label"],
                scopes=form.cleaned_data["scopes"],
                valid_for=form.life(),
            )
            form = TokenForm(assignment=acting.assignment)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"form": form, "secret": secret, "tokens": selectors.tokens_of(acting.actor), "now": timezone.now()}
    return render(request, "desk/people/tokens.html", context)


@require_POST
@page("tokens.manage")
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one's own token useless."""
    acting = request.acting  # type: ignore[attr-defined]
    token = get_object_or_404(selectors.tokens_of(acting.actor), pk=pk)
    tokens.revoke_token(actor=acting.actor, token=token)
    messages.success(request, _("The token is revoked: no program can use it any more."))
    return redirect("people:tokens")
