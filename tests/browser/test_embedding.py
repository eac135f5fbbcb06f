"""Views as widgets on other websites."""

import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from figures.texts import texts
from tests.browser.conftest import settled
from tests.browser.server import running

WORDS = texts("de")
WIDGET = "zeitachse?embed=true&gruppe=phase"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def website(tmp_path_factory):
    """Another site, which may be given pages to show."""
    folder = tmp_path_factory.mktemp("website")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # Under another name than the app, so that browsers take it for another site.
    yield folder, f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def open_app(website, tmp_path_factory):
    """Address of an app that the other site may show."""
    with running(tmp_path_factory.mktemp("server") / "log.txt", ROADMAP_EMBED_PARENTS=website[1]) as address:
        yield address


def host(website, address, name):
    """A page of the other site with a widget."""
    folder, site = website
    frame = f'<iframe src="{address}" title="Roadmap" width="800" height="900"></iframe>'
    (folder / name).write_text(f"<!doctype html><title>Stadt</title><h1>Stadt</h1>{frame}", encoding="utf-8")
    return f"{site}/{name}"


def test_the_snippet_shows_the_view_without_anything_around_it_and_without_cookies(browser, website, open_app):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{open_app}/karte?thema=bau")
    settled(page).locator(".rm-embed summary").click()
    page.locator(".rm-embed [data-copy]").click()
    expect(page.locator(".rm-embed [data-copy]")).to_have_text(WORDS("embed.copied"))
    snippet = page.evaluate("navigator.clipboard.readText()")
    address = re.search(r'src="([^"]+)"', snippet)[1].replace("&amp;", "&")
    assert address == f"{open_app}/karte?thema=bau&embed=true"
    assert 'title="' in snippet
    assert 'height="' in snippet
    headline = page.locator("h1").inner_text()
    context.close()

    context = browser.new_context()
    page = context.new_page()
    page.goto(host(website, address, "widget.html"))
    widget = page.frame_locator("iframe")
    expect(widget.locator("h1")).to_have_text(headline)
    expect(widget.locator(".rm-footer")).to_contain_text(WORDS("embed.open"))
    for part in ("[data-testid=stTopNav] a", ".st-key-selection", ".rm-languages", ".rm-embed", "[data-testid=stLogo]"):
        expect(widget.locator(part)).to_have_count(0)
    ring = widget.frame_locator("iframe").locator("[role=button][aria-label*=Bottrop]")
    ring.click()
    expect(widget.locator("h1")).to_contain_text("Bottrop")
    assert context.cookies() == []
    expect(widget.locator(".rm-footer a").first).to_have_attribute("href", re.compile("ort=05512000"))
    with context.expect_page() as opened:
        widget.locator(".rm-footer a").first.click()
    expect(opened.value).to_have_url(f"{open_app}/karte?thema=bau&ort=05512000")
    expect(opened.value.locator("[data-testid=stTopNav] a").first).to_be_attached()
    context.close()


def test_a_choice_stays_within_the_widget(browser, website, open_app):
    context = browser.new_context()
    page = context.new_page()
    page.goto(host(website, f"{open_app}/{WIDGET}", "timeline.html"))
    widget = page.frame_locator("iframe")
    choice = widget.locator(".rm-choice").get_by_role("link", name=WORDS("timeline.group.thema"), exact=True)
    choice.click()
    expect(choice).to_have_attribute("aria-current", "true")
    expect(widget.locator("[data-testid=stTopNav] a")).to_have_count(0)
    frame = next(frame for frame in page.frames if urlsplit(frame.url).path == "/zeitachse")
    assert "embed=true" in frame.url
    context.close()


def test_other_sites_show_nothing_unless_the_operator_names_them(browser, website, app):
    context = browser.new_context()
    page = context.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(host(website, f"{app}/karte?embed=true", "refused.html"))
    expect(page.locator("h1")).to_have_text("Stadt")
    page.wait_for_function("document.readyState === 'complete'")
    assert any("frame-ancestors" in text for text in refused)
    context.close()
