"""The map in a browser: rings are buttons, and a click, a key and the select box do the same."""

import re

import pytest
from playwright.sync_api import expect

from figures.texts import texts
from roadmap_model.load import load
from roadmap_model.portfolio import portfolio
from roadmap_model.selection import Selection
from tests.browser.conftest import follow, settled

TOWN, NAME = "05512000", "Bottrop"
CHOSEN = re.compile(rf"[?&]ort={TOWN}(&|$)")
WORDS = texts("de")


@pytest.fixture(scope="module")
def roadmap():
    return load()


class Map:
    """The map of an open page."""

    def __init__(self, page):
        self.page = page
        self.frame = page.frame_locator(".st-key-map_frame iframe")
        self.rings = self.frame.locator(".ring[role=button]")
        self.ring = self.frame.get_by_role("button", name=re.compile(f"^{NAME}:"))
        expect(self.ring).to_be_visible()

    @property
    def document(self):
        """The document inside the frame; another one if the frame was loaded again."""
        return self.page.locator(".st-key-map_frame iframe").element_handle().content_frame()

    def expect_chosen(self, chosen=True):
        expect(self.ring).to_have_attribute("aria-pressed", "true" if chosen else "false")
        expect_url = expect(self.page)
        (expect_url.to_have_url if chosen else expect_url.not_to_have_url)(CHOSEN)
        heading = expect(self.page.locator("h1"))
        (heading.to_contain_text if chosen else heading.not_to_contain_text)(NAME)
        settled(self.page)


@pytest.fixture
def map_(reader):
    """The map, drawn for this test, of the whole region."""
    follow(reader, "daten")
    expect(reader.locator(".st-key-map_frame")).to_have_count(0)
    return Map(follow(reader, "karte"))


def test_every_municipality_is_drawn_and_every_ring_is_a_named_button(map_, roadmap):
    today = portfolio(roadmap, Selection(), roadmap.published)
    expect(map_.frame.locator("path.leaflet-interactive")).to_have_count(len(roadmap["municipalities"]))
    labels = map_.rings.evaluate_all("rings => rings.map((ring) => [ring.getAttribute('aria-label'), ring.tabIndex])")
    names = roadmap["municipalities"].set_index("ags")["name"]
    counts = today.municipality_counts.sum(axis=1)
    told = {label.partition(":")[0]: int(re.search(r": (\d+) ", label)[1]) for label, _ in labels}
    assert set(told) >= {names[ags] for ags in counts.index}
    assert all(focus == 0 for _, focus in labels)
    for box in map_.rings.evaluate_all("rings => rings.map((ring) => ring.getBoundingClientRect().width)"):
        assert box >= 14
    assert map_.document.evaluate("document.documentElement.lang") == "de"
    assert map_.page.locator(".st-key-map_frame iframe").get_attribute("title") == WORDS("map.frame")


def test_a_click_on_a_ring_chooses_the_town_and_a_second_one_takes_it_back(map_):
    map_.ring.click()
    map_.expect_chosen()
    map_.ring.click()
    map_.expect_chosen(False)


def test_enter_on_a_ring_does_the_same_and_keeps_the_focus(map_):
    map_.ring.focus()
    map_.page.keyboard.press("Enter")
    map_.expect_chosen()
    expect(map_.ring).to_be_focused()
    map_.page.keyboard.press("Enter")
    map_.expect_chosen(False)


def test_the_select_box_does_the_same(map_):
    box = map_.page.locator(".st-key-choose_place").get_by_role("combobox")
    box.click()
    map_.page.keyboard.type(NAME)
    map_.page.get_by_role("option", name=re.compile(f"^{NAME} ")).click()
    map_.expect_chosen()
    map_.ring.click()
    map_.expect_chosen(False)


def test_zoom_and_frame_survive_a_click_and_a_filter(map_):
    start = map_.document.evaluate("map_div.getZoom()")
    map_.frame.get_by_role("button", name=WORDS("map.zoom_in")).click()
    map_.document.wait_for_function("(start) => map_div.getZoom() > start", arg=start)
    map_.document.evaluate("window.stillHere = true")
    zoom = map_.document.evaluate("map_div.getZoom()")
    map_.ring.click(force=True)  # the zoom may still be moving
    map_.expect_chosen()
    map_.page.locator(".st-key-open_phases button").first.click()
    map_.page.locator(".st-key-choose_phases").get_by_role("button", name=WORDS("phase.umsetzung"), exact=True).click()
    expect(map_.page).to_have_url(re.compile("phase=umsetzung"))
    settled(map_.page)
    assert map_.document.evaluate("window.stillHere") is True
    assert map_.document.evaluate("map_div.getZoom()") == zoom


def test_a_deep_link_shows_everybody_the_same(visitor, arrive):
    address = f"karte?ort={TOWN}&thema=bau,kunststoffe&lang=en"
    first = visitor.page("karte?lang=en")
    visitor.open(first, address)
    other = arrive(visitor.base)
    second = other.page(address)
    views = []
    for page in (first, second):
        opened = Map(page)
        expect(opened.ring).to_have_attribute("aria-pressed", "true")
        labels = opened.rings.evaluate_all("rings => rings.map((ring) => ring.getAttribute('aria-label'))")
        views.append((page.url, page.title(), page.locator(".rm").all_inner_texts(), sorted(labels)))
    other.context.close()
    assert not other.errors
    assert views[0] == views[1]
    assert views[0][0].endswith(address)


def test_the_keyboard_alone_leads_from_the_address_to_a_fact_sheet_through_the_map(visitor):
    page = visitor.page("karte")
    focused = page.frame_locator("iframe").locator(":focus")
    for _ in range(150):
        page.keyboard.press("Tab")
        if focused.count() and (focused.get_attribute("aria-label") or "").startswith(NAME):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"ort={TOWN}"))
    expect(page.locator("h1")).to_contain_text(NAME)
    settled(page)
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("(document.activeElement.getAttribute('href') || '').includes('projekt=')"):
            break
    name = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    expect(page.locator(".rm-sheet")).to_be_visible()
    expect(page.locator("h1")).to_have_text(name)


def test_the_time_lapse_moves_the_whole_page_and_keeps_the_map_and_the_address(map_):
    page = map_.page
    map_.document.evaluate("window.stillHere = true")
    address, before = page.url, page.evaluate("history.length")
    page.locator(".st-key-play button").click()
    shown = page.locator(".st-key-past")
    expect(shown).to_be_visible()
    first = shown.inner_text()
    expect(shown).not_to_have_text(first)  # the next quarter comes by itself
    assert map_.document.evaluate("window.stillHere") is True
    expect(page).to_have_url(address)
    assert page.evaluate("history.length") == before
    page.locator("header").get_by_text(WORDS("page.timeline.title"), exact=True).click()
    expect(page).to_have_url(re.compile(r"/zeitachse\?stand=\d{4}-\d\d-\d\d$"))
    expect(shown).to_be_visible()
