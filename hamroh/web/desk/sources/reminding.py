"""A changed article opens a task: somebody has to confirm what rests on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from hamroh.commons.inbox.services import open_task
from hamroh.commons.inbox.titles import Assignee, Page, Title
from hamroh.commons.sources.models import Article
from hamroh.commons.sources.signals import article_changed
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.services import subject_of

# Whoever holds the verb sources.review first: the legal officer.
REVIEWER = "legal_officer"
CONFIRM = gettext_noop("Confirm what rests on a changed article: {article}")
WITHIN = timedelta(days=14)


def ask_to_confirm(sender: object, article: Article, actor: Actor, reliances: Sequence[int], **_: Any) -> None:
    """In the transaction of the change; one task for each version of an article that something rests on."""
    if not reliances:
        return
    open_task(
        actor=actor,
        title=Title(key=CONFIRM, facts={"article": article.headings or {"en": article.number}}),
        assignee=Assignee(role=REVIEWER),
        subject=subject_of(article),
        due=timezone.localdate() + WITHIN,
        page=Page("sources:stale"),
        dedup_key=f"{subject_of(article)}:version:{article.version}",
    )


def connect() -> None:
    """Listen from now on."""
    article_changed.connect(ask_to_confirm, dispatch_uid="desk.sources.ask_to_confirm")
