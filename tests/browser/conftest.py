"""One server and one Chromium for all browser tests; every context blocks and records foreign requests."""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.server import running

TIMEOUT = 30_000  # milliseconds; generous, because two slow cores share server and browser
VIEWPORT = {"width": 1280, "height": 900}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Streamlit looks for its server first beside the page, then at the root.
PROBES = ("/_stcore/health", "/_stcore/host-config")
WATCH = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    // A library of Streamlit's tries WebAssembly and does without.
    if (event.blockedURI !== "wasm-eval") window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
"""


@dataclass
class Visitor:
    """A browser context with a record of what it must not do."""

    context: BrowserContext
    base: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def page(self, address: str = "") -> Page:
        """A new tab; opens an address, which may be relative to the app."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(f"page error: {error}"))
        page.on("console", self._console)
        if address is not None:
            self.open(page, address)
        return page

    def open(self, page: Page, address: str) -> Page:
        page.goto(address if address.startswith("http") else f"{self.base}/{address.removeprefix('/')}")
        return settled(page)

    def _console(self, message: ConsoleMessage) -> None:
        probe = "404" in message.text and urlsplit(message.location.get("url", "")).path.endswith(PROBES)
        policy = "Content Security Policy" in message.text
        if policy or (message.type == "error" and not probe):
            self.errors.append(f"{message.text} ({message.location.get('url')})")


def settled(page: Page) -> Page:
    """Wait until the run is through: the footer is drawn, nothing is stale or running, links are followed."""
    expect(page.locator(".rm-footer")).to_be_visible()
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()
    expect(page.locator("html[data-embedded]")).to_be_attached()
    return page


def follow(page: Page, address: str) -> Page:
    """Go to an address of the app as its own links do, which is faster than loading the document again."""
    page.evaluate(
        """(address) => {
          const link = Object.assign(document.createElement("a"), { href: address });
          document.querySelector(".rm-footer").append(link);
          link.click();
          link.remove();
        }""",
        address,
    )
    expect(page).to_have_url(re.compile(f"/{re.escape(address)}$"))
    return settled(page)


def eventually(page: Page, condition: str) -> None:
    """Wait until a JavaScript function returns true; Playwright's own way is against the pages' security policy."""
    deadline = time.monotonic() + TIMEOUT / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(50)


def chromium() -> str | None:
    """Path of the installed Chromium; None leaves the choice to Playwright."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # Not for the whole session: Playwright's event loop would get in the way of other tests.
    with sync_playwright() as playwright:
        path = chromium() or playwright.chromium.executable_path
        if not Path(path).is_file():
            pytest.fail(
                "Chromium is missing. Install it with `apt-get install chromium` or `playwright install chromium`, "
                "or set CHROMIUM to its path.",
                pytrace=False,
            )
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        expect.set_options(timeout=TIMEOUT)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app with the shipped data."""
    with running(tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture(scope="package")
def arrive(browser: Browser) -> Callable[..., Visitor]:
    """Make a new visitor with empty storage."""

    def arrive(base: str, **options: object) -> Visitor:
        context = browser.new_context(viewport=VIEWPORT, **options)
        context.set_default_timeout(TIMEOUT)
        context.add_init_script(WATCH)
        visitor = Visitor(context, base)
        own = urlsplit(base).netloc

        def guard(route) -> None:
            if urlsplit(route.request.url).netloc == own:
                route.continue_()
            else:
                visitor.foreign.append(route.request.url)
                route.abort()

        context.route("**/*", guard)
        return visitor

    return arrive


@pytest.fixture
def visitor(arrive: Callable[..., Visitor], app: str) -> Iterator[Visitor]:
    """A new visitor of the app, who must have met no error in the end."""
    visitor = arrive(app)
    yield visitor
    visitor.context.close()
    assert not visitor.foreign
    assert not visitor.errors


@pytest.fixture(scope="module")
def reader(arrive: Callable[..., Visitor], app: str) -> Iterator[Page]:
    """A page that the tests of a module share, to `follow` addresses in; it must have met no error in the end."""
    visitor = arrive(app)
    yield visitor.page("daten")
    visitor.context.close()
    assert not visitor.foreign
    assert not visitor.errors
