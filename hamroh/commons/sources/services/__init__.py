"""Verbs of sources: enter and change instruments and articles, note and confirm what rests on them, load the seed."""

from .instruments import (
    SourceProblem,
    change_article,
    change_instrument,
    enter_article,
    enter_instrument,
    set_review,
)
from .reliances import confirm_reliance, rely, withdraw_reliance
from .seeding import ensure_seed

__all__ = [
    "SourceProblem",
    "change_article",
    "change_instrument",
    "confirm_reliance",
    "ensure_seed",
    "enter_article",
    "enter_instrument",
    "rely",
    "set_review",
    "withdraw_reliance",
]
