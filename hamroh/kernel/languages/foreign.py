"""Interface strings that come from other packages and appear on our pages: form errors, dates, sign-in.

Declared by module, not by sentence: what the installed version of a package says is read from its source, so an
upgrade that brings a new sentence makes the test of the catalogues fail instead of showing English to a reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from .catalogues import Found, has_words, strings_of, written

# Languages in which we write every foreign string ourselves. Django's own Tajik lacks a tenth of its strings and
# errs in others (its Tuesday is the abbreviation of Sunday), django-allauth and django-filter have none at all.
ALWAYS_OURS = frozenset({"tg"})


@dataclass(frozen=True)
class Foreign:
    """Files of one package whose strings our pages can show, and where the package keeps its own translations."""

    package: str
    files: tuple[str, ...]
    catalogues: str


FOREIGN: tuple[Foreign, ...] = (
    Foreign(
        "django",
        (
            "core/paginator.py",
            "core/validators.py",
            "db/models/base.py",
            "db/models/constraints.py",
            "db/models/fields/__init__.py",
            "db/models/fields/json.py",
            "db/models/fields/related.py",
            "forms/boundfield.py",
            "forms/fields.py",
            "forms/forms.py",
            "forms/formsets.py",
            "forms/models.py",
            "forms/utils.py",
            "forms/widgets.py",
            "template/defaultfilters.py",
            "utils/dateformat.py",
            "utils/dates.py",
            "utils/ipv6.py",
            "utils/text.py",
            "utils/timesince.py",
            "views/generic/detail.py",
            "views/generic/list.py",
        ),
        "conf/locale",
    ),
    Foreign("django", ("contrib/auth/password_validation.py",), "contrib/auth/locale"),
    Foreign(
        "allauth",
        (
            "account/adapter.py",
            "account/fields.py",
            "account/forms.py",
            "mfa/adapter.py",
            "mfa/base/forms.py",
            "mfa/totp/forms.py",
            "socialaccount/adapter.py",
            "templates/account/snippets/already_logged_in.html",
            "templates/account/snippets/warn_no_email.html",
            "templates/allauth/layouts/base.html",
            "templates/socialaccount/authentication_error.html",
            "templates/socialaccount/connections.html",
            "templates/socialaccount/email/account_connected_message.txt",
            "templates/socialaccount/email/account_connected_subject.txt",
            "templates/socialaccount/email/account_disconnected_message.txt",
            "templates/socialaccount/email/account_disconnected_subject.txt",
            "templates/socialaccount/login.html",
            "templates/socialaccount/login_cancelled.html",
            "templates/socialaccount/login_redirect.html",
            "templates/socialaccount/messages/account_connected.txt",
            "templates/socialaccount/messages/account_connected_other.txt",
            "templates/socialaccount/messages/account_disconnected.txt",
            "templates/socialaccount/signup.html",
            "templates/socialaccount/snippets/login.html",
        ),
        "locale",
    ),
    Foreign("django_filters", ("conf.py", "fields.py", "filters.py", "utils.py", "widgets.py"), "locale"),
)


def foreign_strings(language: str) -> Iterator[Found]:
    """What our catalogue of a language must hold although other packages say it; `place` names package and line."""
    for foreign in FOREIGN:
        own = None if language in ALWAYS_OURS else _own_catalogue(foreign, language)
        for string in _strings(foreign):
            message = own.get(string.singular, string.context) if own else None
            if message is None or message.fuzzy or not written(message.string):
                yield string


def date_words() -> frozenset[str]:
    """Words without context that Django draws dates with; as a label of ours such a word must carry a context."""
    return frozenset(
        string.singular
        for string in _strings(FOREIGN[0])
        if string.context is None and string.place.startswith("django/utils/date")
    )


@cache
def _strings(foreign: Foreign) -> tuple[Found, ...]:
    root = _folder(foreign.package)
    return tuple(
        replace(string, place=f"{foreign.package}/{string.place}")
        for file in foreign.files
        for string in strings_of(root / file, root)
        if has_words(string.singular)
    )


@cache
def _own_catalogue(foreign: Foreign, language: str) -> Catalog | None:
    path = _folder(foreign.package) / foreign.catalogues / language / "LC_MESSAGES" / "django.po"
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return read_po(file)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"The package {package} is not installed; run `make setup`.")
    return Path(spec.submodule_search_locations[0])
