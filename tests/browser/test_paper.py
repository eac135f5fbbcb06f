"""On paper and on a phone, the figures are whole: scaled to the page, nothing beside it, no controls printed."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor, follow, settled

PAGES = ("zeitachse", "akteure", "indikatoren", "aenderungen")
SCREEN = {"width": 1280, "height": 900}
PAPER = {"width": 720, "height": 1000}  # what a sheet of A4 leaves between its margins
PHONE = {"width": 360, "height": 740}
BESIDE = """(figures) => [...document.querySelectorAll(figures)].map((one) => one.getBoundingClientRect())
  .filter((box) => box.width && (box.left < 0 || box.right > document.documentElement.clientWidth)).length"""
TOO_WIDE = "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.innerText)"
CONTROLS = (
    ".st-key-page_head, .st-key-filters, .st-key-offers, .st-key-period, .modebar-container, "
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


@contextmanager
def printed(page: Page) -> Iterator[None]:
    """The page as it goes to the printer."""
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    yield
    page.emulate_media(media="screen")


def sheets(page: Page) -> list[bool]:
    """The sheets of the printed page: whether each lies on its side."""
    page.emulate_media(media="null")
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    return [float(width) > float(height) for width, height in boxes]


def test_tables_fit_the_sheet_and_words_stay_in_their_column(reader):
    page = reader
    for address in ("handlungsfelder", "projekte?lang=en"):
        follow(page, address)
        with printed(page):
            assert page.evaluate(BESIDE, ".rm table") == 0
            assert page.locator(".rm td, .rm th").evaluate_all(TOO_WIDE) == []


def test_a_wide_figure_turns_the_sheet_and_the_map_keeps_to_one(reader):
    page = reader
    go(page, "akteure", SCREEN)
    assert all(sheets(page))
    follow(page, "karte")
    expect(page.frame_locator("iframe").locator(".ring").first).to_be_visible()
    assert sheets(page) == [False]


def test_what_is_folded_on_screen_is_read_on_paper(reader):
    page = reader
    go(page, "indikatoren", SCREEN)
    sources = page.locator(".rm-indicator-foot table").first
    expect(sources).to_be_hidden()
    with printed(page):
        expect(sources).to_be_visible()
    expect(sources).to_be_hidden()


@pytest.mark.parametrize("address", ["projekte?ziel=waste", "projekte?lang=en", "aenderungen?von=2020-01-01&art=neu"])
def test_a_part_of_a_list_names_on_paper_the_address_of_the_whole(reader, address):
    page = reader
    follow(page, address)
    line = page.locator(".rm-paper")
    expect(line).to_be_hidden()
    with printed(page):
        expect(line).to_be_visible()
        expect(page.locator(".rm-paging a, .rm-paging > :first-child").locator("visible=true")).to_have_count(0)
        whole = line.get_attribute("data-whole")
        assert whole in line.evaluate("line => getComputedStyle(line, '::after').content")
    page.goto(whole)
    expect(settled(page).locator(".rm-paging a[aria-current]")).to_be_visible()
    expect(page.locator(".rm-paper")).to_have_count(0)


def test_a_figure_that_no_sheet_holds_is_left_to_its_table(reader):
    page = reader
    go(page, "zeitachse?offen=alle&seite=alle", SCREEN)
    with printed(page):
        expect(page.locator(".js-plotly-plot")).to_be_hidden()
        expect(page.locator(".rm-times tbody").last).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_be_visible()


def test_a_dark_page_is_printed_light(arrive: Callable[..., Visitor], app: str):
    visitor = arrive(app, color_scheme="dark")
    page = visitor.page("zeitachse")
    ground, name = page.locator(".main-svg").first, page.locator(".main-svg .xtick text").first
    expect(ground).to_have_css("background-color", "rgb(15, 27, 36)")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(ground).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(name).to_have_css("fill", "rgb(27, 42, 65)")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(ground).to_have_css("background-color", "rgb(15, 27, 36)")
    expect(name).to_have_css("fill", "rgb(232, 238, 242)")
    follow(page, "karte")
    frame = page.frame_locator("iframe")
    expect(frame.locator(".ring text").first).to_have_attribute("fill", "#E8EEF2")
    frame.locator("body").evaluate("() => dispatchEvent(new Event('beforeprint'))")
    expect(frame.locator(".ring text").first).to_have_attribute("fill", "#1B2A41")
    expect(frame.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    frame.locator("body").evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(frame.locator(".ring text").first).to_have_attribute("fill", "#E8EEF2")
    expect(frame.locator("body")).to_have_css("background-color", "rgb(15, 27, 36)")
    visitor.context.close()
    assert not visitor.errors


def test_ones_own_storyboard_is_printed_as_a_script_to_speak_from(visitor):
    page = visitor.page("drehbuch")
    page.locator(".st-key-storyboard_copy_einfuehrung button").click()
    note = page.locator("textarea").nth(1)
    expect(note).to_be_visible()
    with printed(page):
        expect(page.locator("input[type=text]").first).to_be_visible()
        assert note.evaluate("text => text.scrollHeight <= text.clientHeight + 1")
        expect(page.locator(".st-key-storyboards")).to_be_hidden()
        for control in page.locator("button, .rm-button, input[type=file]").all():
            expect(control).to_be_hidden()
