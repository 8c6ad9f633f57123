from __future__ import annotations

import pytest
from django.test import RequestFactory

from hamroh.web import navigation
from hamroh.web.navigation import NavigationEntry

OPEN = NavigationEntry(key="open", label="Open", url_name="ui:styles", icon="today", order=1)
SHUT = NavigationEntry(key="shut", label="Shut", url_name="ui:job", icon="fund", permission="fund.view", order=2)
GONE = NavigationEntry(key="gone", label="Gone", url_name="nowhere:at-all", icon="fund", order=3)
FRONT = NavigationEntry(key="front", label="Front", url_name="ui:styles", icon="today", public=True)


@pytest.fixture(autouse=True)
def _own_rail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})
    for entry in (SHUT, OPEN, GONE, FRONT):
        navigation.register(entry)


def keys(path: str, allowed: bool, public: bool = False) -> list[tuple[str, bool]]:
    request = RequestFactory().get(path)
    return [(d.key, d.current) for d in navigation.doors(request, may_enter=lambda verb: allowed, public=public)]


def test_a_door_without_permission_or_page_is_not_shown() -> None:
    assert [key for key, _ in keys("/", allowed=False)] == ["open"]
    assert [key for key, _ in keys("/", allowed=True)] == ["open", "shut"]


def test_the_nearest_door_is_current() -> None:
    assert keys("/en/ui/job", allowed=True) == [("open", False), ("shut", True)]
    assert keys("/en/ui", allowed=True) == [("open", True), ("shut", False)]


def test_public_doors_stand_apart() -> None:
    assert [key for key, _ in keys("/", allowed=True, public=True)] == ["front"]


def test_two_doors_may_not_share_a_key() -> None:
    navigation.register(OPEN)  # the same one again is no fault: apps may be made ready twice
    with pytest.raises(ValueError, match="'open'"):
        navigation.register(NavigationEntry(key="open", label="Other", url_name="ui:styles", icon="today"))
