"""Sentences for faults: the intake's own, those of spreadsheets, and those that consumers declare."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hamroh.formats.spreadsheet import KINDS

from .protocol import IncomingFault, Severity

Sentence = str | Promise

OWN: Mapping[str, tuple[Severity, Promise]] = {
    "key-twice": (
        "error",
        _("“{key}” stands twice in this file, first at {first}. Keep one of the two and send the file again."),
    ),
    "changed-meanwhile": (
        "error",
        _("“{key}” was changed meanwhile by {who} ({when}). Read the file again to compare it with what stands now."),
    ),
    "appeared-meanwhile": (
        "error",
        _("“{key}” was entered meanwhile by {who} ({when}). Read the file again to compare it with what stands now."),
    ),
    "gone-meanwhile": (
        "error", _("“{key}” was removed meanwhile. Read the file again; the line will then create it anew."),
    ),
    "created-before": (
        "error",
        _("This line was created when the same file was applied on {when}; it is not created twice. Export the list "
          "again to go on with it."),
    ),
    "key-too-long": ("error", _("The identifier “{key}…” is longer than {limit} characters. Correct it in the file.")),
    "nothing-in-file": ("error", _("The file has no line that could be read. Check that it is the right "
    "file.")),
}  # fmt: skip

_sentences: dict[str, Sentence] = {code: kind.template for code, kind in KINDS.items()}
_sentences.update({code: sentence for code, (_severity, sentence) in OWN.items()})


def declare_sentences(sentences: Mapping[str, Sentence]) -> None:
    """Add a consumer's or format's sentences by fault code (`str.format` fields are the parameters)."""
    _sentences.update(sentences)


def own_fault(code: str, *, locator: str, **parameters: str) -> IncomingFault:
    """One of the intake's own faults."""
    severity, sentence = OWN[code]
    return IncomingFault(code, severity, say(code, parameters) or str(sentence), locator, parameters)


def say(code: str, parameters: Mapping[str, str], otherwise: str = "") -> str:
    """The fault in the active language; `otherwise` when no sentence is declared for its code."""
    sentence = _sentences.get(code)
    if sentence is None:
        return otherwise
    text = gettext(sentence) if isinstance(sentence, str) else str(sentence)
    try:
        return text.format_map(parameters)
    except (KeyError, ValueError, IndexError):
        return otherwise
