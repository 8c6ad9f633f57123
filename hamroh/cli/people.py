"""`hamroh people enrol`: the first administrator of an installation. Everybody else comes in by invitation."""

from __future__ import annotations

import sys

import click
from django.core.exceptions import ValidationError

from hamroh.cli.setup import migrate_all
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.people.models import role_choices

ROLE_KEYS = [key for key, _label in role_choices()]


@click.group()
def people() -> None:
    """Accounts and roles."""


@people.command()
@click.argument("email")
@click.option("--name", required=True, help="As it stands in letters to the person.")
@click.option("--organisation", required=True, help="Name of the organisation; added when it is not known yet.")
@click.option("--role", type=click.Choice(ROLE_KEYS), default="administrator", show_default=True)
@click.option("--language", type=click.Choice(["tg", "ru", "en", "zh-hans"]), default="tg", show_default=True)
@click.password_option(help="At least 12 characters; asked for when not given.")
def enrol(email: str, name: str, organisation: str, role: str, language: str, password: str) -> None:
    """Make an account with one role."""
    from django.contrib.auth.password_validation import validate_password

    from hamroh.kernel.organisations.services import find_or_create
    from hamroh.kernel.people.models import Person
    from hamroh.kernel.people.services import assign_role
    from hamroh.kernel.people.services import enrol as enrol_person

    migrate_all()
    if Person.objects.filter(email=email.lower()).exists():
        click.echo(f"There is an account for {email} already.", err=True)
        sys.exit(1)
    actor = system("command line")
    try:
        validate_password(password)
        body = find_or_create(actor=actor, org_id=None, names={language.split("-")[0]: organisation})
        person = enrol_person(actor=actor, email=email, name=name, password=password, language=language)
        assign_role(actor=actor, person=person, role=role, organisation=body)
    except ValidationError as fault:
        click.echo("\n".join(fault.messages), err=True)
        sys.exit(1)
    click.echo(f"{name} can sign in as {email}.")
