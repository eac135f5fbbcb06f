"""The offline pack as somebody opens it from a USB stick: no server, no network, only the file."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from figures.texts import texts
from roadmap_model.portfolio import portfolio
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import Selection
from server.offline_pack import _document
from tests.browser.accessibility import violations

TODAY = date(2026, 11, 22)
TOWN, NAME = "05512000", "Bottrop"
WORDS = texts("de")
LAPTOP, PHONE = {"width": 1280, "height": 720}, {"width": 360, "height": 740}
PAPER = {"width": 703, "height": 1000}  # what a sheet of A4 leaves between its margins
BESIDE = """() => [...document.querySelectorAll("figure, table, #pack-map, h1, article")]
  .map((one) => one.getBoundingClientRect())
  .filter((box) => box.left < -1 || box.right > document.documentElement.clientWidth + 1).length"""


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory, published: Roadmap) -> Path:
    """A file of a few projects with every part."""
    file = tmp_path_factory.mktemp("stick") / "roadmap.html"
    chosen = portfolio(published, Selection(action_fields=("lieferketten",), phases=("umsetzung",)), TODAY)
    file.write_bytes(_document(chosen, WORDS))
    return file


@pytest.fixture
def opened(browser: Browser, stick: Path) -> Iterator[Callable[..., Page]]:
    """Opens the file; in the end nothing else was asked for and nothing went wrong."""
    contexts, requests, trouble = [], [], []

    def open_(viewport: dict[str, int] = LAPTOP, scheme: str = "light", anchor: str = "") -> Page:
        context = browser.new_context(viewport=viewport, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(f"{stick.as_uri()}{anchor}")
        expect(page.locator("#pack-map .ring").first).to_be_visible()
        return page

    yield open_
    for context in contexts:
        context.close()
    assert set(requests) == {stick.as_uri()}
    assert trouble == []


def projects(page: Page) -> list[str]:
    return page.locator("#pack-list > li").evaluate_all("items => items.map((item) => item.dataset.keys)")


def in_town(page: Page) -> list[str]:
    return [keys for keys in projects(page) if f"ort:{TOWN}" in keys.split()]


def expect_shown(page: Page, expected: list[str]) -> None:
    """The list follows the address, which the browser reports a moment after it has changed."""
    visible = page.locator("#pack-list > li:visible")
    expect(visible).to_have_count(len(expected))
    assert visible.evaluate_all("items => items.map((item) => item.dataset.keys)") == expected


def test_a_click_on_a_municipality_narrows_the_list_and_another_one_takes_it_back(opened):
    page = opened()
    everything, ring = projects(page), page.locator(f"#pack-map .ring[aria-label^='{NAME}']")
    expected = in_town(page)
    assert 0 < len(expected) < len(everything)
    ring.click()
    expect_shown(page, expected)
    expect(page.locator("#pack-found")).to_have_text(f"{NAME}: {WORDS('count.projects', n=len(expected))}")
    expect(page.locator("#pack-place")).to_have_value(f"ort={TOWN}")
    expect(ring).to_have_attribute("aria-pressed", "true")
    ring.click()
    expect_shown(page, everything)


def test_keyboard_select_box_matrix_and_address_do_the_same(opened):
    page = opened()
    everything, expected = projects(page), in_town(page)
    page.locator(f"#pack-map .ring[aria-label^='{NAME}']").focus()
    page.keyboard.press("Enter")
    expect_shown(page, expected)
    expect(page.locator(f"#pack-map .ring[aria-label^='{NAME}']")).to_be_focused()
    page.locator("#pack-all").press("Enter")
    expect_shown(page, everything)
    page.locator("#pack-place").select_option(f"ort={TOWN}")
    expect_shown(page, expected)
    count = page.locator(".rm-matrix .rm-count").first
    count.press("Enter")
    expect(page.locator("#pack-list > li:visible")).to_have_count(int(count.inner_text()))
    expect(page.locator("#vorhaben")).to_be_focused()
    expect(page.locator("#vorhaben")).to_be_in_viewport()
    expect_shown(opened(anchor=f"#ort={TOWN}"), expected)


def test_a_name_on_the_timeline_leads_to_its_sheet_and_keeps_the_list(opened):
    page = opened(anchor=f"#ort={TOWN}")
    expected = in_town(page)
    expect_shown(page, expected)
    name = page.locator(".rm-axis a").first
    name.press("Enter")
    sheet = page.locator(f"article[id='{name.get_attribute('href')[1:]}']")
    expect(sheet).to_be_in_viewport()
    expect_shown(page, expected)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_in_both_themes(opened, scheme):
    assert violations(opened(scheme=scheme)) == []


def test_it_fits_a_phone(opened):
    page = opened(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_on_paper_the_figures_are_whole_and_controls_are_gone(opened):
    page = opened()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size(PAPER)
    assert page.evaluate(BESIDE) == 0
    heights = page.locator("figure").evaluate_all("all => all.map((one) => one.offsetHeight)")
    assert max(heights) < PAPER["height"]
    for control in ("#pack-choice", "nav", ".leaflet-control-zoom"):
        expect(page.locator(control).first).to_be_hidden()


def test_keys_stop_at_rings_and_not_at_areas_and_escape_takes_the_name_away(opened):
    page = opened()
    rings = page.locator("#pack-map .ring").count()
    page.locator("#pack-map").focus()
    for _ in range(rings):
        page.keyboard.press("Tab")
        expect(page.locator("#pack-map .ring:focus")).to_have_count(1)
    expect(page.locator(".leaflet-tooltip")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-tooltip")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(page.locator("#pack-map .ring:focus, #pack-map path:focus")).to_have_count(0)


def test_on_paper_the_overview_of_the_timeline_shares_its_sheet_with_the_legend(browser, published, tmp_path):
    file = tmp_path / "everything.html"
    file.write_bytes(_document(portfolio(published, Selection(), TODAY), WORDS))
    page = browser.new_page(viewport=PAPER)
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    top = page.locator("#zeitachse").bounding_box()["y"]
    figure = page.locator("#zeitachse figure").first.bounding_box()
    page.close()
    assert figure["y"] + figure["height"] - top < PAPER["height"]
