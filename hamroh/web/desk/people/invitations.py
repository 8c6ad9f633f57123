"""Invitations: sent, withdrawn, accepted."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hamroh.kernel.people import invitations, selectors
from hamroh.kernel.people.errors import InvitationUnusable
from hamroh.kernel.people.models import Invitation
from hamroh.web.components.records import Tone
from hamroh.web.components.register import Column, Empty, Register
from hamroh.web.desk.people.forms import InvitationForm, JoinForm
from hamroh.web.permissions import page


def state(invitation: Invitation) -> tuple[Tone, str]:
    """The invitation's state in a word."""
    if invitation.accepted_at:
        return Tone.GOOD, _("Accepted")
    if invitation.withdrawn_at:
        return Tone.PLAIN, _("Withdrawn")
    if invitation.expires_at <= timezone.now():
        return Tone.BAD, _("Expired")
    return Tone.WARN, _("Waiting")


COLUMNS = (
    Column(
        key="email",
        label=gettext_lazy("E-mail"),
        sort=("email",),
        fixed=True,
        note=lambda one: one.name,
        href=lambda one: reverse("people:withdraw", args=[one.pk]) if state(one)[0] is Tone.WARN else "",
    ),
    Column(key="organisation", label=gettext_lazy("Organisation"), value=lambda one: str(one.organisation), wide=True),
    Column(key="role", label=gettext_lazy("Role"), value=lambda one: one.get_role_display()),
    Column(
        key="state",
        label=gettext_lazy("State"),
        value=state,
        template="desk/people/invitation_state.html",
        export=lambda one: state(one)[1],
    ),
    Column(key="expires_at", label=gettext_lazy("Ends"), sort=("expires_at",)),
)


@require_safe
@page("people.invite")
def register(request: HttpRequest) -> HttpResponse:
    """Invitations sent."""
    sent = Register(
        request=request,
        queryset=selectors.invitations_visible_to(request.acting.actor),  # type: ignore[attr-defined]
        columns=COLUMNS,
        caption=gettext_lazy("Invitations"),
        ordering=("-created_at",),
        empty=Empty(
            title=gettext_lazy("No invitations yet"),
            text=gettext_lazy("People come in by invitation alone: the letter holds an address that works once."),
        ),
    )
    return render(request, "desk/people/invitations.html", {"register": sent})


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.invite")
def add(request: HttpRequest) -> HttpResponse:
    """Invite somebody."""
    acting = request.acting  # type: ignore[attr-defined]
    form = InvitationForm(request.POST or None, acting=acting)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.invite(actor=acting.actor, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("The invitation was sent."))
            return redirect("people:invitations")
    return render(request, "desk/people/invite.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.invite")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an open invitation, after one question."""
    acting = request.acting  # type: ignore[attr-defined]
    open_ones = selectors.invitations_visible_to(acting.actor).filter(accepted_at=None, withdrawn_at=None)
    invitation = get_object_or_404(open_ones, pk=pk)
    if request.method == "POST":
        invitations.withdraw(actor=acting.actor, invitation=invitation)
        messages.success(request, _("The invitation was withdrawn."))
        return redirect("people:invitations")
    return render(request, "desk/people/withdraw.html", {"invitation": invitation})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page("account.use")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the address in the letter."""
    try:
        invitation = invitations.usable(token)
    except InvitationUnusable as fault:
        return render(request, "desk/people/invitation_unusable.html", {"fault": fault}, status=410)
    form = JoinForm(request.POST or None, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            invitations.accept(token=token, name=form.cleaned_data["name"], password=form.cleaned_data["password"])
        except InvitationUnusable as fault:
            return render(request, "desk/people/invitation_unusable.html", {"fault": fault}, status=410)
        except ValidationError as fault:
            form.add_error("password", fault)
        else:
            messages.success(request, _("Your account is ready. Sign in with your e-mail and password."))
            return redirect("account_login")
    return render(request, "desk/people/accept.html", {"form": form, "invitation": invitation})
