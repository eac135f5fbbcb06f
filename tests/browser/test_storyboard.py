"""A storyboard of one's own in a real browser: kept in the tab, read from a file, never sent elsewhere."""

import json

from playwright.sync_api import expect

from figures.texts import texts
from tests.browser.conftest import eventually, settled

WORDS = texts("de")
KEPT = "JSON.stringify(Object.entries(sessionStorage))"
NOTHING, SOMETHING = f"{KEPT} === '[]'", f"{KEPT} !== '[]'"
FILE = "input[type=file]"


def file(board) -> list[dict[str, object]]:
    return [{"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(board).encode()}]


def test_a_storyboard_lives_in_its_tab_and_in_its_file(visitor):
    page = visitor.page("zeitachse?phase=planung&zeitraum=kurz")
    assert page.evaluate(KEPT) == "[]"
    page.locator(".st-key-storyboard_capture button").click()
    offer = page.locator(".st-key-offers")
    expect(offer.get_by_role("status")).to_contain_text(WORDS("storyboard.taken", step="1"))
    eventually(settled(page), SOMETHING)
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
    eventually(settled(page), NOTHING)


def test_a_step_that_moves_stays_in_sight_and_one_that_goes_leaves_the_focus_to_its_neighbour(visitor):
    page = visitor.page("drehbuch")
    page.locator(".st-key-storyboard_copy_einfuehrung button").click()
    down, head = page.locator(".st-key-storyboard_down_0 button"), page.locator(".st-key-storyboard_step_0 h2")
    expect(page.locator("[class*=st-key-storyboard_step_]")).to_have_count(7)
    for place in (2, 3, 4):
        settled(page)
        down.press("Enter")
        expect(head).to_contain_text(WORDS("storyboard.fault.step", step=str(place)))
        expect(down).to_have_count(1)
        expect(down).to_be_focused()
        expect(down).to_be_in_viewport(ratio=1)
    settled(page).locator(".st-key-storyboard_remove_0 button").press("Enter")
    expect(page.locator(".st-key-storyboard_step_4 h2 a")).to_be_focused()


def test_a_file_in_another_encoding_is_refused(visitor):
    page = visitor.page("drehbuch")
    content = json.dumps({"format": "roadmap-storyboard", "title": "Prüfung"}, ensure_ascii=False)
    for encoding in ("latin-1", "utf-16"):
        page.locator(FILE).set_input_files([{"name": "x.json", "mimeType": "", "buffer": content.encode(encoding)}])
        expect(page.get_by_role("alert")).to_contain_text(WORDS("storyboard.fault.json"))
