"""How work ends when it does not end well. Tasks raise the first two; the others are raised for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any


class JobFailed(Exception):
    """The work cannot go on, and a person must know why.

    `code` is a short word for programs; `sentence` a msgid marked with `gettext_noop` that says what, where and how
    to mend it, with `{names}` of `facts` (no personal data).
    """

    def __init__(self, code: str, sentence: str, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.facts = dict(facts or {})


class TryLater(JobFailed):
    """Something outside is not ready (a mail server, a locked file): the work is put back and tried again.

    Without `after` the pause grows with each attempt. When it was tried too often, it fails with this sentence.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        facts: Mapping[str, Any] | None = None,
        *,
        after: timedelta | None = None,
    ) -> None:
        super().__init__(code, sentence, facts)
        self.after = after


class Cancelled(Exception):
    """Somebody asked to stop; raised at the start of a step, so that no step is half done."""


class Interrupted(Exception):
    """The worker is going down; the work is put back and continues at its cursor elsewhere."""


class LeaseLost(Exception):
    """Another worker has taken the work over: what this one was about to write is rolled back."""


class UnknownTask(LookupError):
    """No module declares a task of this name."""


class WrongRealm(ValueError):
    """Work was asked for in a realm that it is not declared for."""
