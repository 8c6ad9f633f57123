"""The cache that keeps objects themselves: bounded, timed, never packed."""

from __future__ import annotations

from hamroh.config.object_cache import ObjectCache


def test_the_very_object_comes_back_until_its_time_is_over(monkeypatch) -> None:
    cache = ObjectCache("", {})
    kept = {"large": object()}
    cache.set("a", kept, 10)
    assert cache.get("a") is kept and cache.get("b", "none") == "none"
    now = __import__("time").time()
    monkeypatch.setattr("hamroh.config.object_cache.time.time", lambda: now + 11)
    assert cache.get("a") is None


def test_the_least_lately_read_goes_first() -> None:
    cache = ObjectCache("", {"OPTIONS": {"MAX_ENTRIES": 2}})
    cache.set("a", 1)
    cache.set("b", 2)
    assert cache.get("a") == 1
    cache.set("c", 3)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (1, None, 3)


def test_it_keeps_the_rules_of_a_cache() -> None:
    cache = ObjectCache("", {})
    assert cache.add("a", 1) and not cache.add("a", 2) and cache.get("a") == 1
    assert cache.get_or_set("b", lambda: 7) == 7 and cache.get("b") == 7
    assert cache.delete("a") and not cache.delete("a")
    cache.clear()
    assert cache.get("b") is None
