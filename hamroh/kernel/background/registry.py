"""Tasks are declared where they belong, in an app's `tasks.py`, and found here by name.

@task("activities.import", label=_("Import activities"))
def import_activities(run: Run) -> dict: ...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from hamroh.kernel.ledger.realms import MAIN, Realm

from .errors import UnknownTask, WrongRealm

if TYPE_CHECKING:
    from .run import Run

Work = Callable[["Run"], "dict[str, Any] | None"]


@dataclass(frozen=True)
class Task:
    """A kind of work: its name, what people call it, what does it, and the realms whose data it may touch."""

    key: str
    label: str | Promise
    work: Work
    realms: tuple[Realm, ...] = (MAIN,)


_tasks: dict[str, Task] = {}
_discovered = False


def task(key: str, *, label: str | Promise, realms: tuple[Realm, ...] = (MAIN,)) -> Callable[[Work], Work]:
    """Declare the function below as the work of this name; the same name twice is a programming error.

    Work that may be asked for in the care realm too must read and write through `run.realm` alone, and says so here.
    """

    def declare(work: Work) -> Work:
        known = _tasks.get(key)
        if known is not None and known.work is not work:
            raise ValueError(f"Task {key} is declared twice: {known.work.__module__} and {work.__module__}.")
        _tasks[key] = Task(key, label, work, realms)
        return work

    return declare


def discover() -> None:
    """Import every app's `tasks.py`, once: late, so that a command that needs no task does not pay for them."""
    global _discovered
    if not _discovered:
        autodiscover_modules("tasks")
        _discovered = True


def declared_task(key: str) -> Task:
    """The task of this name; raises UnknownTask."""
    if key not in _tasks:
        discover()
    try:
        return _tasks[key]
    except KeyError:
        raise UnknownTask(f"No tasks.py declares a task {key!r}.") from None


def task_for(key: str, realm: Realm) -> Task:
    """The task of this name, if it may be asked for in the realm; raises UnknownTask, WrongRealm."""
    declared = declared_task(key)
    if realm not in declared.realms:
        raise WrongRealm(f"Task {key} is not declared for the {realm.name} realm: it would cross into another.")
    return declared
