"""A storyboard of one's own in a real browser: kept in the tab, read from a file, never sent elsewhere."""

import json

from playwright.sync_api import expect

from figures.texts import texts
from tests.browser.conftest import settled

WORDS = texts("de")
KEPT = "JSON.stringify(Object.entries(sessionStorage))"
FILE = "input[type=file]"


def file(board) -> list[dict[str, object]]:
    return [{"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(board).encode()}]


def test_a_storyboard_lives_in_its_tab_and_in_its_file(visitor):
    page = visitor.page("zeitachse?phase=planung&zeitraum=kurz")
    assert page.evaluate(KEPT) == "[]"
    page.locator(".st-key-storyboard_capture button").click()
    offer = page.locator(".st-key-offers")
    expect(offer.get_by_role("status")).to_contain_text(WORDS("storyboard.taken", step="1"))
    settled(page)
    assert json.loads(page.evaluate(KEPT))[0][0] == "roadmap-storyboard"

    page.goto(f"{visitor.base}/drehbuch")  # a new document, and a new session on the server
    expect(page.locator("h1")).to_have_text(WORDS("storyboard.headline", n=1, minutes=10))
    with page.expect_download() as download:
        settled(page).locator(".st-key-storyboard_download button").click()
    assert download.value.suggested_filename == WORDS("storyboard.filename")
    board = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert [step["query"] for step in board["steps"]] == ["phase=planung&zeitraum=kurz"]

    bad = board | {"steps": [*board["steps"], board["steps"][0] | {"query": "feld=<img src=x>"}]}
    page.locator(FILE).set_input_files(file(bad))
    expect(page.get_by_role("alert")).to_contain_text(WORDS("storyboard.fault.value", value="feld=<img src=x>"))
    expect(page.locator("h1")).to_have_text(WORDS("storyboard.headline", n=1, minutes=10))
    page.locator(FILE).set_input_files(file(board | {"steps": board["steps"] * 3, "minutes": 7}))
    expect(page.locator("h1")).to_have_text(WORDS("storyboard.headline", n=3, minutes=7))
    expect(page.get_by_role("alert")).to_have_count(0)

    settled(page).locator(".st-key-storyboard_discard button").first.click()
    page.locator(".st-key-storyboard_discard_sure button").click()
    expect(page.locator("h1")).to_have_text(WORDS("storyboard.headline.none"))
    settled(page)
    assert page.evaluate(KEPT) == "[]"
