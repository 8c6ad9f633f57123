"""A changed article asks the legal officer once to confirm what rests on it; without reliance nobody is asked."""

from __future__ import annotations

import pytest

from hamroh.commons.inbox.models import Task
from hamroh.commons.sources import services
from hamroh.commons.sources.models import Article
from hamroh.kernel.ledger.actors import system

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


def change(text: str) -> None:
    services.change_article(
        actor=SYSTEM, article=Article.objects.order_by("pk")[0], reason="amended", texts={"en": text}
    )


def test_one_task_for_each_version_that_something_rests_on() -> None:
    services.ensure_seed(SYSTEM)
    change("Nobody relies on this.")
    assert not Task.objects.exists()
    services.rely(actor=SYSTEM, subject="activities.activity:1", article=Article.objects.order_by("pk")[0])
    change("Second text.")
    task = Task.objects.get()
    assert (task.assignee_role, task.url_name) == ("legal_officer", "sources:stale")
    assert Article.objects.order_by("pk")[0].headings["en"] in task.title.text
