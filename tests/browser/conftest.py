"""A product, a browser, and pages that fail the test on any script error or policy violation."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.product import Product, prepare_home, running

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
HOUR = 3600


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state of a product with the demonstration, made once for all processes of this test run."""
    own = tmp_path_factory.getbasetemp()
    # Processes of one run have their folders beside each other.
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    home = shared / "prepared"
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (done := shared / "prepared.done").exists():
            # What a process that failed halfway left is no state to begin from.
            shutil.rmtree(home, ignore_errors=True)
            prepare_home(home)
            done.touch()
    return home


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Product]:
    """One running product for all browser tests of this process."""
    with running(tmp_path_factory.mktemp("product"), prepared=prepared) as started:
        yield started


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; missing, the tests fail with the hint and never skip.

    Playwright keeps an event loop in this thread as long as the browser is open, which Django takes for an asynchronous
    caller in every later test of the process. Nothing here is asynchronous.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if not Path(CHROMIUM).exists() and shutil.which("chromium") is None:
        pytest.fail("Chromium is missing: apt-get install chromium (or set CHROMIUM to its path).")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def faults() -> list[str]:
    """What went wrong in the browser: script errors and policy violations. Checked when the test ends."""
    return []


@pytest.fixture
def watch(faults: list[str]) -> Callable[[BrowserContext], BrowserContext]:
    """Collect the faults of every page of a context."""

    def watching(context: BrowserContext) -> BrowserContext:
        context.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective"
            " + ' ' + e.blockedURI))"
        )

        def follow(page: Page) -> None:
            page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
            page.on(
                "console",
                lambda m: (
                    faults.append(f"{page.url}: {m.text}")
                    if "CSP" in m.text or "Content Security Policy" in m.text
                    else None
                ),
            )

        context.on("page", follow)
        return context

    return watching


@pytest.fixture
def context(browser: Browser, watch: Callable, faults: list[str]) -> Iterator[BrowserContext]:
    """A fresh visitor; the test fails when any page had a fault."""
    made = watch(browser.new_context())
    yield made
    made.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def visitor(context: BrowserContext) -> Page:
    """A page of somebody without sign-in."""
    return context.new_page()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, product: Product) -> Callable[[str], dict]:
    """The cookies of a demonstration login, by role; each role signs in once."""
    from hamroh.demo.logins import logins

    kept: dict[str, dict] = {}

    def state(role: str) -> dict:
        if role not in kept:
            login = next(one for one in logins(product.home) if one.role == role)
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{product.address}/en/account/login/")
            page.fill("[name=login]", login.email)
            page.fill("[name=password]", login.password)
            page.press("[name=password]", "Enter")
            page.wait_for_url("**/desk/**")
            kept[role] = context.storage_state()
            context.close()
        return kept[role]

    return state


@pytest.fixture
def as_role(
    browser: Browser, signed_in: Callable, watch: Callable, faults: list[str]
) -> Iterator[Callable[[str], Page]]:
    """A page of somebody who acts in the role."""
    opened: list[BrowserContext] = []

    def open_page(role: str) -> Page:
        made = watch(browser.new_context(storage_state=signed_in(role)))
        opened.append(made)
        return made.new_page()

    yield open_page
    for one in opened:
        one.close()
    assert not faults, "\n".join(faults)
