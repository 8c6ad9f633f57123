"""From the key of a subject to what it names."""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .kinds import RECORD
from .models import Item


def end_of(subject: str) -> str:
    """The kind of the item that `subject` names, or RECORD for any other record.

    Raises ValidationError when the key is not well formed or nothing of that key exists.
    """
    label, _colon, number = subject.partition(":")
    try:
        model = apps.get_model(label)
        found = model._default_manager.filter(pk=number).first() if number else None
    except (LookupError, ValueError, ValidationError):
        found = None
    if found is None:
        raise ValidationError(
            _("There is no record “%(subject)s”. Choose one from the list, or reload the page: it may be gone."),
            params={"subject": subject},
        )
    return found.kind if isinstance(found, Item) else RECORD
