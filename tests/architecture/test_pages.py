"""Every page and every API operation declares the verb it needs."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from hamroh.kernel.people.verbs import BY_KEY

# Libraries' own pages: they carry their own checks, tested in the browser.
LIBRARIES = ("allauth.", "django.", "ninja.")


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, address)
        else:
            yield address, pattern


def ours() -> list[tuple[str, URLPattern]]:
    return [(address, pattern) for address, pattern in patterns() if not _module(pattern).startswith(LIBRARIES)]


def _module(pattern: URLPattern) -> str:
    return getattr(pattern.callback, "__module__", "") or type(pattern.callback).__module__


def test_every_page_declares_a_declared_verb() -> None:
    lacking = [address for address, pattern in ours() if getattr(pattern.callback, "verb", None) not in BY_KEY]
    assert ours() and not lacking, f"without a verb (use hamroh.web.permissions.page): {lacking}"


def test_every_api_operation_declares_a_declared_verb() -> None:
    from hamroh.api.api import api

    operations = [
        (path, operation.view_func)
        for _prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
    ]
    lacking = [path for path, view in operations if getattr(view, "verb", None) not in BY_KEY]
    assert operations and not lacking, f"without a verb (use hamroh.web.api.access.operation): {lacking}"
