"""What a first visit costs in a real browser: bytes over the wire, and the time until something is seen."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from scripts.benchmarks.relay import Relay
from scripts.benchmarks.subjects import EMPTY, Subject

CHROMIUM = "/usr/bin/chromium"
QUIET = 1_000  # milliseconds without a new byte until a visit counts as complete
LONGEST = 10  # such waits
PATIENCE = 30_000  # milliseconds


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def transferred(chromium: Browser, subject: Subject) -> int:
    """Bytes that a first visit with an empty cache brings over the wire, headers and websocket included."""
    address = urlsplit(subject.url)
    assert address.port
    with Relay(address.port) as relay, _visitor(chromium) as page:
        page.goto(address._replace(netloc=f"127.0.0.1:{relay.port}").geturl(), wait_until="commit")
        _wait_for_content(page, subject)
        seen = -1
        for _ in range(LONGEST):
            if seen == relay.sent:
                break
            seen = relay.sent
            page.wait_for_timeout(QUIET)
        return relay.sent


def seen_in_turn(chromium: Browser, subjects: Sequence[Subject], visits: int) -> dict[Subject, list[float]]:
    """So many first visits of each, in turn, after one that does not count: the server's own first is slower."""
    for subject in subjects:
        _seen_after(chromium, subject)
    turns = [[_seen_after(chromium, subject) for subject in subjects] for _ in range(visits)]
    return {subject: list(times) for subject, times in zip(subjects, zip(*turns, strict=True), strict=True)}


def _seen_after(chromium: Browser, subject: Subject) -> float:
    """Seconds from the navigation until the page shows its content: rings, if it has a map."""
    with _visitor(chromium) as page:
        begin = time.perf_counter()
        page.goto(subject.url, wait_until="commit")
        _wait_for_content(page, subject)
        return time.perf_counter() - begin


@contextmanager
def _visitor(chromium: Browser) -> Iterator[Page]:
    """A new visitor: nothing cached, no cookies."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="de-DE")
    try:
        yield context.new_page()
    finally:
        context.close()


def _wait_for_content(page: Page, subject: Subject) -> None:
    if subject.app == EMPTY:
        page.get_by_text("Nothing is computed here.").wait_for(timeout=PATIENCE)
    elif subject.page.has_map:
        # Each is looked for with every picture; a locator into a frame looks every half second.
        frame = page.wait_for_selector("iframe", state="attached", timeout=PATIENCE)
        assert frame
        drawn = frame.content_frame()
        assert drawn
        drawn.wait_for_selector(".ring", timeout=PATIENCE)
    else:
        page.locator(f".{subject.page.last_words}").wait_for(timeout=PATIENCE)
