from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

LANGUAGES = ["tg", "ru", "en", "zh-hans"]
INVALID = "NO-SUCH-VARIABLE"
pytestmark = pytest.mark.django_db


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", INVALID + " %s")


def test_the_strict_fixture_sees_a_missing_variable(strict: None) -> None:
    assert INVALID in engines["django"].from_string("{{ nobody_set_this }}").render({})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", ["", "?face=public", "?q=add&sort=-model&columns=model,length&page=2"])
def test_the_style_page_in_each_language(client: Client, strict: None, language: str, query: str) -> None:
    page = client.get(f"/{language}/ui{query}")
    text = page.content.decode()
    assert page.status_code == 200
    assert INVALID not in text
    assert f'<html lang="{language}" dir="ltr" data-theme="auto">' in text
    assert len(re.findall(r"<h1[ >]", text)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "413", "429", "500"])
def test_error_pages_stand_in_each_language(strict: None, rf: RequestFactory, language: str, name: str) -> None:
    request = rf.get(f"/{language}/nowhere")
    with translation.override(language):
        text = render_to_string(f"{name}.html", {}, request=request)
    assert f'lang="{language}"' in text
    # A page of the handler brings what it knows; what it does not know must not be asked for.
    assert set(re.findall(rf"{INVALID} ([\w.]+)", text)) <= {"acting.assignment", "acting.person"}


def test_the_500_page_needs_no_context_at_all() -> None:
    assert "<h1>" in render_to_string("500.html")


@pytest.mark.parametrize(("cookie", "shown"), [("dark", "dark"), ("light", "light"), ("<script>", "auto")])
def test_the_theme_cookie_is_in_the_first_byte(client: Client, cookie: str, shown: str) -> None:
    client.cookies["theme"] = cookie
    assert f'data-theme="{shown}"' in client.get("/en/ui").content.decode()


def test_the_theme_switch_works_without_a_script(client: Client) -> None:
    answer = client.get("/en/theme", {"theme": "dark", "next": "/ru/ui?q=add"})
    assert answer.headers["Location"] == "/ru/ui?q=add"
    assert answer.cookies["theme"].value == "dark"


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_theme_switch_leads_to_no_other_site(client: Client, back: str) -> None:
    assert client.get("/en/theme", {"theme": "dark", "next": back}).headers["Location"] == "/"


def test_an_unknown_theme_is_not_kept(client: Client) -> None:
    assert "theme" not in client.get("/en/theme", {"theme": "purple"}).cookies


def test_a_page_without_forms_sets_no_cookie_so_that_it_can_be_cached(client: Client) -> None:
    assert client.get("/en/there-is-nothing-here").cookies == {}


def test_the_same_page_is_offered_in_each_language(client: Client) -> None:
    text = client.get("/en/ui?q=add&face=public").content.decode()
    for language in LANGUAGES:
        assert f'<a href="/{language}/ui?q=add&amp;face=public" lang="{language}"' in text


def test_our_own_account_pages_are_used(client: Client) -> None:
    for address in ("login/", "password/reset/", "password/reset/done/", "inactive/"):
        text = client.get(f"/en/account/{address}").content.decode()
        assert 'class="entrance"' in text, f"{address}: hamroh.web must stand before allauth in INSTALLED_APPS"
    assert settings.INSTALLED_APPS.index("hamroh.web") < settings.INSTALLED_APPS.index("allauth.account")
