"""The stage in a browser: everything fits and can be read from the last row, and every key does what it says."""

import re
import time

import pytest
from playwright.sync_api import expect

from figures.texts import texts
from roadmap_model.load import load
from roadmap_model.storyboards import shipped
from tests import region
from tests.browser.accessibility import violations
from tests.browser.conftest import eventually
from tests.browser.server import running

SMALL, LARGE = {"width": 1280, "height": 720}, {"width": 1920, "height": 1080}
NARROW = {"width": 1024, "height": 768}
STORY = "vorstandssitzung"
PATIENCE = 10  # seconds until figures have their size
# What shows that a rendering is complete.
DRAWN = {
    "zeitachse": ".st-key-stage_figure .js-plotly-plot .annotation",
    "handlungsfelder": ".rm-stage-matrix",
    "indikatoren": ".st-key-stage_chart .js-plotly-plot .point",
    "aenderungen": ".rm-stage-list",
    "projekte": ".rm-stage-facts",
    "akteure": ".rm-stage-groups",
}
# Texts that are too small or reach beyond the screen or their part of it, and everything that scrolls.
WRONG = """([text, label]) => {
  const wrong = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const view = document.querySelector(".st-key-stage_view");
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.textContent.trim() || element.closest("script, style, .rm-hidden, [hidden]")) continue;
    if (element.closest("[data-testid=stSkipToContent], h1[style*=clip-path]")) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect(), said = node.textContent.trim().slice(0, 40);
    if (!box.width) continue;
    const size = parseFloat(getComputedStyle(element).fontSize) * (element.getScreenCTM ? element.getScreenCTM().a : 1);
    const limit = element.closest("svg, table, .rm-legend") || window !== parent ? label : text;
    if (size < limit - 0.01) wrong.push(`${size} px: ${said}`);
    const area = view && view.contains(element) ? view.getBoundingClientRect() : { top: 0, bottom: innerHeight };
    const [top, bottom] = [Math.max(0, area.top), Math.min(innerHeight, area.bottom)];
    const fits = box.left > -1 && box.right < innerWidth + 1 && box.top > top - 1 && box.bottom < bottom + 1;
    if (!fits) wrong.push(`beyond the edge: ${said}`);
  }
  const main = document.querySelector("[data-testid=stMain]");
  for (const element of main ? [document.scrollingElement, main, view] : [])
    if (element && (element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1))
      wrong.push(`scrolls: ${element.className}`);
  return wrong;
}"""

# Months that stand apart by ten pixels at least; at first they may not have their final places.
APART = """[...document.querySelectorAll(".st-key-stage_figure .xtick text")]
  .map((label) => label.getBoundingClientRect())
  .sort((one, other) => one.left - other.left)
  .every((box, place, boxes) => !place || boxes[place - 1].right + 10 < box.left)"""


@pytest.fixture(scope="module")
def story():
    return next(one for one in shipped(load(), "de") if one.id == STORY)


def settled(page):
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()
    return page


def at(page, number, story):
    """Wait for a step of the story, whole."""
    expect(page.locator(".rm-stage-place")).to_have_text(
        [f"{number} / {len(story.steps)}"]
    )  # one, not two for a moment
    expect(page.locator("h1")).to_have_text([story.steps[number - 1].title])
    path = story.steps[number - 1].page
    if path == "karte":
        expect(page.frame_locator(".st-key-map_frame iframe").locator(".ring").first).to_be_visible()
    else:
        expect(page.locator(DRAWN[path]).first).to_be_visible()
    return settled(page)


def wrong(page):
    """What does not fit or is too small, in the page and in the map."""
    found = page.evaluate(WRONG, [24, 18])
    frame = page.locator(".st-key-map_frame iframe")
    if frame.count() and frame.is_visible():
        found += frame.element_handle().content_frame().evaluate(WRONG, [18, 18])
    return found


def assert_fits(page, title):
    """Figures take their final size a moment after they are drawn."""
    deadline = time.monotonic() + PATIENCE
    while (found := wrong(page)) and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert found == [], title


def begin(visitor, **query):
    page = visitor.page(None)
    page.set_viewport_size(SMALL)
    more = "".join(f"&{name}={value}" for name, value in query.items())
    page.goto(f"{visitor.base}/praesentation?story={STORY}{more}")
    return page


def test_every_rendering_fits_and_can_be_read_and_a_story_runs_by_itself(visitor, story):
    alone = begin(visitor, auto=5, schritt=len(story.steps))
    page = begin(visitor)
    steps = list(enumerate(story.steps, 1))
    assert {step.page for step in story.steps} == {*DRAWN, "karte"}
    for number, step in steps:
        assert_fits(at(page, number, story), step.title)
        page.keyboard.press("ArrowRight")
    page.set_viewport_size(LARGE)
    for number, step in reversed(steps):
        assert_fits(at(page, number, story), step.title)
        page.keyboard.press("ArrowLeft")
    expect(alone.locator(".rm-stage-place")).not_to_have_text(f"{len(steps)} / {len(steps)}")


BOARD, NETWORK = ".rm-stage-board", ".st-key-stage_figure .js-plotly-plot .textpoint"
# What the storyboard leaves out, and what shows that each rendering is complete.
ALONE = {
    "./": BOARD,
    "./?lang=en": BOARD,
    "./?phase=umsetzung&ort=05513000": BOARD,
    "./?suche=amphore": BOARD,
    "./?suche=gibtesnirgends": BOARD,
    "./?stand=2024-06-30&lang=en": BOARD,
    "akteure": NETWORK,
    "akteure?thema=bau&lang=en": NETWORK,
    "akteure?suche=amphore": ".rm-stage-list",
    "akteure?suche=gibtesnirgends": ".st-key-stage_view .rm",
    "akteure?teil=gruppen": ".rm-stage-groups",
    "akteure?teil=synergien": ".rm-stage-pairs",
    "akteure?akteur=westfaelische-hochschule": ".rm-stage-facts",
    "akteure?gruppe=fg-bauwirtschaft": ".rm-stage-facts",
}
CLICK = """(address) => {
  const link = Object.assign(document.createElement("a"), { href: address });
  document.querySelector(".rm-stage-bar").append(link);
  link.click();
  link.remove();
}"""


def put_on_stage(page, address):
    """Follow a link within the app; a click while figures still take their size can be lost and is repeated."""
    leave, deadline = page.locator(".rm-stage-leave"), time.monotonic() + 3 * PATIENCE
    expect(leave).to_be_visible()
    while leave.get_attribute("href") != address:
        assert time.monotonic() < deadline, address
        page.evaluate(CLICK, address + ("&" if "?" in address else "?") + "ansicht=buehne")
        page.wait_for_timeout(500)


def test_wall_screen_and_organisations_fit_whatever_is_selected(visitor):
    page = visitor.page(None)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.set_viewport_size(SMALL)
    page.goto(f"{visitor.base}/karte?ansicht=buehne")
    sizes = [SMALL, LARGE]
    for address, drawn in ALONE.items():
        put_on_stage(page, address)
        expect(page.locator(drawn).first).to_be_visible()
        for size in sizes:
            page.set_viewport_size(size)
            assert_fits(settled(page), f"{address} {size}")
        sizes.reverse()
        if address in ("./", "akteure", "akteure?teil=gruppen"):
            assert violations(page) == []


def test_on_a_narrow_projector_months_stand_apart_and_the_address_is_whole(visitor):
    page = visitor.page(None)
    page.set_viewport_size(NARROW)
    page.goto(f"{visitor.base}/zeitachse?ansicht=buehne&zeitraum=kurz&lang=en")
    labels = settled(page).locator(".st-key-stage_figure .xtick text")
    expect(labels.first).to_be_visible()
    expect(labels.nth(2)).to_be_visible()
    eventually(page, APART)
    assert page.locator(".rm-stage-here").evaluate("(element) => element.scrollWidth <= element.clientWidth")


def test_a_page_to_be_read_scrolls_above_the_bar(visitor):
    page = visitor.page(None)
    page.set_viewport_size(SMALL)
    page.goto(f"{visitor.base}/daten?ansicht=buehne")
    expect(settled(page).locator(".rm-stage-bar")).to_be_visible()
    last = page.locator(".st-key-stage_page .rm h2").last
    expect(last).not_to_be_in_viewport()
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    assert page.locator(".st-key-stage_page").evaluate("(part) => getComputedStyle(part).overflowY") == "auto"


def test_every_key_does_what_it_says(visitor, story):
    page = begin(visitor, auto=600)
    at(page, 1, story)
    last = len(story.steps)
    for key, number in (
        ("ArrowRight", 2), ("PageDown", 3), (" ", 4), ("ArrowLeft", 3), ("PageUp", 2), ("End", last),
        ("PageDown", 1), ("PageUp", 1), ("End", last), ("Home", 1), ("ArrowRight", 2), ("ArrowRight", 3),
    ):  # fmt: skip
        page.keyboard.press(key)
        at(page, number, story)

    for _ in range(4):
        page.keyboard.press("ArrowRight")  # nobody waits for the steps between
    at(page, 7, story)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    at(page, 3, story)

    pause = page.locator("[data-go=pause]")
    for pressed in ("true", "false"):
        page.keyboard.press("p")
        expect(pause).to_have_attribute("aria-pressed", pressed)

    black, code = page.locator("[data-black]"), page.locator(".rm-stage-code")
    for key in ("b", "."):
        page.keyboard.press(key)
        expect(black).to_be_visible()
        page.keyboard.press("Escape" if key == "b" else "b")
        expect(black).to_have_count(0)
    page.keyboard.press("q")
    expect(code).to_have_attribute("aria-expanded", "true")
    short = f"/s/{STORY}/3"
    for place in (".rm-stage-address", ".rm-stage-here"):
        expect(page.locator(place)).to_have_text(visitor.base.removeprefix("http://") + short)
    page.keyboard.press("Escape")
    expect(code).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("f")
    eventually(page, "document.fullscreenElement !== null")
    page.keyboard.press("f")
    eventually(page, "document.fullscreenElement === null")

    # A question from the floor: a click on the map, then on in the story, all with the focus within the map.
    document = page.locator(".st-key-map_frame iframe").element_handle().content_frame()
    document.get_by_role("button", name=re.compile("^Bottrop:")).click()
    expect(page).to_have_url(re.compile("ort=05512000.*frei=1"))
    expect(page.locator(".rm-stage-top")).to_contain_text("Bottrop")
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    settled(page).keyboard.press("ArrowRight")
    at(page, 4, story)
    expect(page).not_to_have_url(re.compile("frei"))
    page.keyboard.press("PageUp")
    at(page, 3, story)
    assert page.locator(".st-key-map_frame iframe").element_handle().content_frame() == document

    # The filter by keys alone; Escape closes it and leaves the stage only at the second press, in the map as well.
    opened = page.locator("[data-testid=stPopoverBody]")
    page.keyboard.press("s")
    expect(opened.locator(":focus")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("thema=.*frei=1"))
    settled(page).keyboard.press("Escape")
    expect(opened).to_have_count(0)
    page.keyboard.press("s")
    expect(opened.locator(":focus")).to_have_count(1)
    document.get_by_role("button").first.press("Escape")
    expect(opened).to_have_count(0)
    page.locator("[data-go=back]").click()
    expect(page.locator("[data-go=back]")).to_have_count(0)
    page.goto(f"{visitor.base}{short}")
    at(page, 3, story).keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/karte\?phase="))
    expect(page.locator(".rm-footer")).to_be_visible()
    settled(page).keyboard.press("ArrowRight")
    assert not page.evaluate("'roadmapStage' in window || document.documentElement.hasAttribute('data-stage')")


def test_the_notes_follow_the_stage_in_the_dark_and_never_reach_it(visitor, story):
    sent = []
    page = visitor.page(None)
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sent.append(bytes_of(frame))))
    page.on("response", lambda answer: sent.append(answer.body()) if "praesentation" in answer.url else None)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.set_viewport_size(SMALL)
    page.goto(f"{visitor.base}/praesentation?story={STORY}&schritt=3")
    at(page, 3, story)
    assert_fits(page, story.steps[2].title)
    assert violations(page) == []
    with visitor.context.expect_page() as opened:
        page.keyboard.press("n")
    notes = opened.value
    shown = notes.locator(".rm-notes section:visible")
    expect(shown).to_contain_text(story.steps[2].note)
    assert violations(settled(notes)) == []
    page.keyboard.press("ArrowRight")
    expect(shown).to_contain_text(story.steps[3].note)
    notes.get_by_role("button", name=texts("de")("stage.next")).click()
    at(page, 5, story)
    expect(shown).to_contain_text(story.steps[4].note)
    notes.get_by_role("button", name=texts("de")("notes.start")).click()
    expect(notes.get_by_role("timer")).to_have_text("0:01")
    received = b"".join(sent)
    assert STORY.encode() in received
    assert not [step.title for step in story.steps if step.note[:60].encode() in received]


def test_new_data_reach_stage_and_notes_where_they_are(arrive, tmp_path):
    folder = region.write(tmp_path / "data")
    steps = folder / "storyboard_steps.csv"
    with running(tmp_path / "log.txt", folder) as base:
        visitor = arrive(base)
        stage = visitor.page(None)
        stage.goto(f"{base}/praesentation?story=rundgang")
        expect(stage.locator(".rm-stage-place")).to_be_visible()
        expect(stage.locator("body > [role=status]")).to_be_attached()  # the keys act
        with visitor.context.expect_page() as opened:
            settled(stage).keyboard.press("n")
        notes = opened.value
        shown = notes.locator(".rm-notes section:visible")
        notes.get_by_role("button", name=texts("de")("notes.start")).click()
        stage.keyboard.press("PageDown")
        expect(shown).to_have_attribute("data-number", "2")
        steps.write_text(steps.read_text(encoding="utf-8").replace("Notiz", "Neue Notiz"), encoding="utf-8")
        expect(shown).to_contain_text("Neue Notiz")
        expect(shown).to_have_attribute("data-number", "2")
        expect(notes.get_by_role("button", name=texts("de")("stage.pause"))).to_be_visible()
        visitor.context.close()


def bytes_of(frame):
    return frame if isinstance(frame, bytes) else frame.encode()
