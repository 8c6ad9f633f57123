"""One's own open tasks by program."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from hamroh.commons.inbox import selectors
from hamroh.commons.inbox.models import Task
from hamroh.web.api.access import operation
from hamroh.web.api.etags import sent
from hamroh.web.api.pages import PageQuery, page_of
from hamroh.web.api.problems import READ_RESPONSES
from hamroh.web.api.values import Day

router = Router(tags=["tasks"])


class TaskQuery(PageQuery):
    """Filters of the list."""

    due_by: Day | None = Field(None, description="Due on this day or before.")


class TaskSchema(Schema):
    """A task that waits. `page` is the address where it is done, empty when it has none; `about` the record's key."""

    id: int
    title: str
    due: date | None
    opened_at: datetime
    about: str
    page: str


class TaskPage(Schema):
    """A page; `next` is the `after` of the page that follows, null on the last."""

    items: list[TaskSchema]
    next: int | None


@router.get("", response={200: TaskPage, **READ_RESPONSES}, summary="What waits for you")
@operation("inbox.view")
def list_tasks(request: HttpRequest, query: Query[TaskQuery]) -> HttpResponse:
    """Open tasks that wait for the caller in the role that the token or session acts in."""
    found = selectors.waiting_for(request.acting.actor)  # type: ignore[attr-defined]
    if query.due_by:
        found = found.filter(due__lte=query.due_by)
    rows, following = page_of(found, query)
    return sent(request, TaskPage(items=[_task(one) for one in rows], next=following))


def _task(task: Task) -> TaskSchema:
    return TaskSchema(
        id=task.pk, title=task.title.text, due=task.due, opened_at=task.opened_at, about=task.subject, page=task.href
    )
