"""As a visitor and as every role, in each language: every page answers, breaks no policy and speaks one language.

`test_accessibility` walks with the same eyes in Tajik and English, so these walks are not made twice.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

from tests.browser.crawling import pages
from tests.browser.foreign import foreign_words
from tests.product import Product

pytestmark = [pytest.mark.browser]
ROLES = ("administrator", "secretariat", "focal_point", "statistician", "translator", "auditor")
LANGUAGES = ("ru", "zh-hans")
VISITOR_STARTS = ("", "ui", "search?q=Душанбе", "account/login/", "account/password/reset/")
STARTS = ("desk/", "people/", "ui", "search?q=Dushanbe", "account/email/", "account/2fa/", "account/sessions/")


def walk(page: Page, base: str, language: str, starts: tuple[str, ...]) -> list[str]:
    page.set_default_timeout(30_000)
    wrong, count = [], 0
    for path, answer in pages(page, base, language, starts):
        count += 1
        wrong += faults_of_page(page, language, path, answer)
    assert count > 3
    return wrong


def faults_of_page(page: Page, language: str, path: str, answer: Response) -> list[str]:
    """Whether the open page is an error, and what on it is in another language."""
    status = [f"{path}: {answer.status}"] if answer.status >= 400 else []
    return status + [f"{path}: foreign text “{text[:80]}”" for text in foreign_words(page, language)[:5]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visitor_meets_one_language(language: str, visitor: Page, product: Product) -> None:
    wrong = walk(visitor, product.address, language, VISITOR_STARTS)
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("role, language", list(zip(ROLES, ("zh-hans", "ru", "tg", "en", "ru", "tg"), strict=True)))
def test_each_role_meets_one_language(
    role: str, language: str, as_role: Callable[[str], Page], product: Product
) -> None:
    wrong = walk(as_role(role), product.address, language, STARTS)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role, language", [("administrator", "ru"), ("statistician", "zh-hans")])
def test_two_roles_meet_one_language(
    role: str, language: str, as_role: Callable[[str], Page], product: Product
) -> None:
    wrong = walk(as_role(role), product.address, language, STARTS)
    assert not wrong, "\n".join(wrong)
