"""People who sign in, the roles they hold for organisations, and invitations."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.languages.codes import INTERFACE
from hamroh.kernel.languages.text import MultilingualField, pick

from .roles import ROLES


def role_choices() -> list[tuple[str, Any]]:
    """A function, so that a new role is no migration."""
    return [(role.key, role.label) for role in ROLES]


def language_choices() -> list[tuple[str, str]]:
    """The interface's languages, each by its own name."""
    return [(language.code, language.name_local) for language in INTERFACE]


class PersonManager(BaseUserManager["Person"]):
    """Accounts are made by invitation or by the administrator's command, never by a sign-up form."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A person who signs in by e-mail; without a password the account waits for its invitation."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who can sign in."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    names = MultilingualField(_("name in other languages"))
    title = MultilingualField(_("position"))
    language = models.CharField(_("language"), max_length=10, choices=language_choices, default="tg")
    duty_station = models.ForeignKey(
        "places.Place", models.SET_NULL, null=True, blank=True, related_name="staff", verbose_name=_("duty station")
    )
    is_active = models.BooleanField(_("active"), default=True)
    fictional = models.BooleanField(_("fictional"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]
    objects = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return pick(self.names).text or self.name or self.email

    @property
    def key(self) -> str:
        """The person's key in the main realm's ledger."""
        return f"person:{self.pk}"


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    """Questions about who holds what, when."""

    def on(self, day: Any) -> RoleAssignmentQuerySet:
        """Assignments in force on `day`."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day, person__is_active=True)


class RoleAssignment(models.Model):
    """A person holds a role for an organisation from one day to another (both included; no end: open)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="assignments", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=40, choices=role_choices)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="assignments", verbose_name=_("organisation")
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.CharField(_("granted by"), max_length=80, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")), name="role_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.organisation_id}"


class Invitation(models.Model):
    """A letter that lets one person in, once, until a day. The token itself is only in the letter."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=40, choices=role_choices)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="invitations", verbose_name=_("organisation")
    )
    language = models.CharField(_("language"), max_length=10, choices=language_choices, default="tg")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(_("invited by"), max_length=80)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.email


class Token(models.Model):
    """An API token: the hash alone is kept; scopes are verbs, never more than the person's own role allows."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens", verbose_name=_("person"))
    assignment = models.ForeignKey(RoleAssignment, models.CASCADE, related_name="tokens", verbose_name=_("role held"))
    label = models.CharField(_("label"), max_length=100)
    prefix = models.CharField(max_length=12)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("scopes"), default=list)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.label
