"""On paper and on a phone, the figures are whole: scaled to the page, nothing beside it, no controls printed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import follow

PAGES = ("zeitachse", "akteure", "indikatoren", "aenderungen")
SCREEN = {"width": 1280, "height": 900}
PAPER = {"width": 720, "height": 1000}  # what a sheet of A4 leaves between its margins
PHONE = {"width": 360, "height": 740}
BESIDE = """(figures) => [...document.querySelectorAll(figures)].map((one) => one.getBoundingClientRect())
  .filter((box) => box.width && (box.left < 0 || box.right > document.documentElement.clientWidth)).length"""
CONTROLS = (
    ".st-key-page_head, .st-key-selection, .st-key-period, .modebar-container, "
    ".rm-timeline-choice, .rm-parts, .rm-territories, .rm-presets"
)


def go(page: Page, address: str, size: dict[str, int]) -> None:
    """Open a page in a size and wait for its figure, if it has one."""
    page.set_viewport_size(size)
    follow(page, "daten")  # so that the figure of the test before is gone
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    follow(page, address)
    if address != "aenderungen":
        expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


@pytest.mark.parametrize("address", PAGES)
def test_a_printed_page_shows_whole_figures_and_no_controls(reader, address):
    page = reader
    go(page, address, SCREEN)
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    if address != "aenderungen":
        expect(page.locator(".main-svg[viewBox]").first).to_be_attached()
    assert page.evaluate(BESIDE, ".main-svg, .rm") == 0
    for control in page.locator(CONTROLS).all():
        expect(control).to_be_hidden()
    numbers = page.locator(".rm a[data-footnote]").evaluate_all("links => links.map((link) => link.dataset.footnote)")
    notes = page.locator(".rm-footnotes li")
    expect(notes).to_have_count(len(set(numbers)))
    if address == "aenderungen":
        assert numbers, "its sources are links"
        expect(notes.first).to_contain_text("https://")
    page.emulate_media(media="screen")
    expect(page.locator(".rm-footnotes, [data-footnote]")).to_have_count(0)
    expect(page.locator(".main-svg[viewBox]")).to_have_count(0)


@pytest.mark.parametrize("address", ["zeitachse", "zeitachse?offen=paas&lang=en", "akteure", "akteure?lang=en"])
def test_a_figure_fits_a_phone_without_scrolling_sideways(reader, address):
    page = reader
    go(page, address, PHONE)
    assert page.evaluate(BESIDE, ".main-svg") == 0
    assert page.evaluate(BESIDE, ".st-key-actor_network .textpoint text") == 0
