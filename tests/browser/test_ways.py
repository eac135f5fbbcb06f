"""Ways through the app: links, languages, history, keyboard, downloads."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from figures.texts import texts
from pages.ui.navigation import PAGES
from roadmap_model.load import load
from tests.browser.conftest import eventually, follow, settled

WORDS, ENGLISH = texts("de"), texts("en")
TOWN, NAME = "05512000", "Bottrop"
# No link of the navigation reaches below the languages.
APART = """(() => {
  const languages = document.querySelector(".rm-languages").getBoundingClientRect();
  const links = [...document.querySelectorAll("[data-testid=stTopNav] > *")];
  return links.every((link) => link.getBoundingClientRect().right <= languages.left);
})()"""

# The page's script is told of its component only when the test says so.
LATE = """
  let page, connect;
  const told = (...said) => { window.connected = () => connect(...said); };
  const later = { get: () => told, set: (to) => { connect = to; } };
  const set = (to) => { page = to; Object.defineProperty(to, "connect", later); };
  Object.defineProperty(window, "roadmapPage", { get: () => page, set });
"""


@pytest.fixture(scope="module")
def roadmap():
    return load()


def mark(page):
    """Leave a mark in the document that a reload would wipe away."""
    page.evaluate("window.stillHere = true")


def assert_not_reloaded(page):
    assert page.evaluate("window.stillHere") is True


def shown(page) -> list[str]:
    """Ids of the projects in the list."""
    links = page.locator(".rm-projects tbody th a").evaluate_all("links => links.map((link) => link.href)")
    return [re.search(r"[?&]projekt=([^&]+)", link)[1] for link in links]


def content(page) -> list[str]:
    """What the page says, without the controls, which Streamlit draws in its own time."""
    return settled(page).locator(".rm").all_inner_texts()


def choose_topic(page, name):
    page.locator(".st-key-open_topics button").first.click()
    page.locator(".st-key-choose_topics button").filter(has_text=name).click()
    expect(page).to_have_url(re.compile("thema="))
    page.keyboard.press("Escape")


def choose_place(page, name):
    page.locator(".st-key-open_places button").first.click()
    page.locator(".st-key-choose_places").get_by_role("combobox").click()
    page.keyboard.type(name)
    page.get_by_role("option", name=name, exact=True).click()
    expect(page).to_have_url(re.compile("ort="))
    page.keyboard.press("Escape")


def test_a_link_in_the_page_does_not_load_the_document_again(visitor):
    page = visitor.page(f"projekte?ort={TOWN}")
    mark(page)
    name = page.locator(".rm-projects tbody th a").first
    title = name.inner_text()
    name.click()
    expect(page.locator("h1")).to_have_text(title)
    assert_not_reloaded(page)
    assert page.url.endswith(f"ort={TOWN}&projekt={page.url.rpartition('=')[2]}")
    page.locator(".rm-facts a", has_text=WORDS("sheet.map")).click()
    expect(page).to_have_url(re.compile("/karte"))
    assert_not_reloaded(page)


def test_a_link_opens_in_a_new_tab_if_the_reader_wants_it(visitor):
    page = visitor.page("projekte")
    with visitor.context.expect_page() as opened:
        page.locator(".rm-projects tbody th a").first.click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator(".rm-sheet")).to_be_visible()
    assert page.locator(".rm-projects").is_visible()


@pytest.mark.parametrize(
    "path", ["karte?ort=05512000&thema=bau", "projekte?ort=05512000&sortierung=phase", "daten?seite=2"]
)
def test_the_language_link_keeps_page_and_selection(reader, app, path):
    page = follow(reader, path)
    german = content(page)
    mark(page)
    page.locator(".rm-languages a[hreflang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(f"{app}/{path}&lang=en")
    settled(page)
    expect(page.locator(".rm-languages a[hreflang=en]")).to_have_attribute("aria-current", "true")
    assert_not_reloaded(page)
    page.locator(".rm-languages a[hreflang=de]").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page).to_have_url(f"{app}/{path}")
    assert content(page) == german


def test_the_navigation_keeps_selection_and_language(visitor):
    page = visitor.page(f"?thema=bau&ort={TOWN}&lang=en")
    mark(page)
    for spec in (*filter(lambda spec: spec.listed, PAGES[1:]), PAGES[0]):
        page.locator("[data-testid=stTopNav] a", has_text=ENGLISH(f"page.{spec.key}.title")).click()
        expect(page).to_have_title(re.compile(re.escape(ENGLISH(f"page.{spec.key}.title"))))
        expect(page).to_have_url(f"{visitor.base}/{spec.path}?thema=bau&ort={TOWN}&lang=en")
        settled(page)
    assert_not_reloaded(page)


def test_the_navigation_leaves_room_for_the_languages_at_every_width(reader):
    size = reader.viewport_size
    for width in range(1300, 700, -40):
        reader.set_viewport_size({"width": width, "height": 600})
        eventually(reader, APART)
    reader.set_viewport_size(size)


def test_the_back_button_leads_from_page_to_page(visitor):
    page = visitor.page("handlungsfelder")
    link = page.locator("a.rm-count").first
    count = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile("/projekte"))
    expect(page.locator("h1")).to_contain_text(count)
    page.locator(".rm-projects tbody th a").first.click()
    expect(page.locator(".rm-sheet")).to_be_visible()
    page.go_back()
    expect(page.locator(".rm-projects")).to_be_visible()
    expect(page.locator("h1")).to_contain_text(count)
    page.go_back()
    expect(page.locator(".rm-matrix")).to_be_visible()
    expect(page).to_have_url(re.compile("/handlungsfelder"))
    page.go_forward()
    expect(page.locator(".rm-projects")).to_be_visible()


def test_a_filter_that_was_taken_back_stays_so_on_every_page(visitor, roadmap):
    page = visitor.page("projekte")
    everything = page.locator("h1").inner_text()
    choose_topic(page, roadmap["topics"].set_index("id")["name_de"]["bau"])
    page.locator(".rm-chip").click()
    expect(page.locator("h1")).to_have_text(everything)
    for key in ("timeline", "projects"):
        page.locator("[data-testid=stTopNav] a", has_text=WORDS(f"page.{key}.title")).click()
        expect(page).to_have_title(re.compile(re.escape(WORDS(f"page.{key}.title"))))
        settled(page)
        assert "thema" not in page.url
    expect(page.locator("h1")).to_have_text(everything)


def test_the_back_button_leads_to_a_page_as_it_was(visitor, roadmap):
    page = visitor.page("karte")
    everything = page.locator("h1").inner_text()
    page.locator("[data-testid=stTopNav] a", has_text=WORDS("page.projects.title")).click()
    expect(page.locator(".rm-projects")).to_be_visible()
    settled(page)
    choose_topic(page, roadmap["topics"].set_index("id")["name_de"]["bau"])
    page.locator("[data-testid=stTopNav] a", has_text=WORDS("page.timeline.title")).click()
    expect(page).to_have_url(re.compile("/zeitachse.*thema=bau"))
    settled(page)
    for path in (r"/projekte\?thema=bau", "/projekte$", "/karte$"):
        page.go_back()
        expect(page).to_have_url(re.compile(path))  # but nobody waits until the page is drawn
    expect(page.locator("h1")).to_have_text(everything)
    settled(page)
    assert "thema" not in page.url


def test_a_reader_finds_a_project_and_shares_it(visitor, arrive, roadmap):
    topics = roadmap["topics"].set_index("id")["name_de"]
    page = visitor.page()
    choose_topic(page, topics["bau"])
    choose_place(page, NAME)
    page.locator("[data-testid=stTopNav] a", has_text=WORDS("page.projects.title")).click()
    expect(page.locator(".rm-projects")).to_be_visible()
    settled(page)
    places, subjects = roadmap.places, roadmap["project_topics"]
    here = set(places.loc[places["place"] == TOWN, "project"])
    assert set(shown(page)) == here & set(subjects.loc[subjects["topic"] == "bau", "project"])
    page.locator(".rm-projects tbody th a").first.click()
    expect(page.locator(".rm-sheet")).to_be_visible()
    link = settled(page).url
    assert re.search(rf"/projekte\?thema=bau&ort={TOWN}&projekt=[a-z0-9-]+$", link)
    friend = arrive(visitor.base)
    other = friend.page(link)
    views = [(view.title(), view.locator("h1").inner_text(), content(view)) for view in (page, other)]
    friend.context.close()
    assert not friend.errors
    assert views[0] == views[1]


def test_the_downloads_hold_the_projects_that_are_shown(visitor):
    page = visitor.page(f"projekte?ort={TOWN}&phase=planung,umsetzung")
    ids = shown(page)
    assert ids
    with page.expect_download() as download:
        page.locator("a[download]", has_text="CSV").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    assert [row["id"] for row in rows] == ids
    assert download.value.suggested_filename.endswith(".csv")
    with page.expect_download() as download:
        page.locator("a[download]", has_text="GEOJSON").click()
    assert settled(page).url.endswith("phase=planung,umsetzung"), "the page stays"


def test_the_keyboard_reaches_languages_filters_and_list(visitor):
    page = visitor.page(f"projekte?ort={TOWN}")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "(() => { const e = document.activeElement, k = e.closest('[class*=st-key-]');"
                "return [e.getAttribute('href') ?? '', e.getAttribute('hreflang') ?? '', k ? k.className : '']; })()"
            )
        )
    assert {language for _, language, _ in reached} >= {"de", "en"}
    keys = " ".join(name for _, _, name in reached)
    for name in (
        "open_action_fields",
        "open_topics",
        "open_phases",
        "open_places",
        "open_further",
        "choose_text",
    ):
        assert f"st-key-{name}" in keys
    followed = [re.search(r"projekt=([^&]+)", href)[1] for href, _, _ in reached if "projekt=" in href]
    assert followed == shown(page)
    assert any(href.startswith("api/v1/projects.csv") for href, _, _ in reached)
    assert "?" in [href for href, _, _ in reached], "the way out of the filter"


def test_a_filter_that_is_opened_too_early_is_filled_once_the_page_is_ready(visitor):
    page = visitor.page(None)
    page.add_init_script(LATE)
    page.goto(f"{visitor.base}/projekte")
    page.locator(".st-key-open_phases button").first.click()
    eventually(page, "'connected' in window")
    expect(page.locator(".st-key-choose_phases")).to_have_count(0)
    page.evaluate("window.connected()")
    expect(page.locator(".st-key-choose_phases button").first).to_be_visible()


def test_a_filter_works_by_keyboard_alone(visitor):
    page = visitor.page("projekte")
    page.locator(".st-key-open_phases button").first.focus()
    page.keyboard.press("Enter")
    pill = page.locator(".st-key-choose_phases button").first
    expect(pill).to_be_visible()
    pill.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("phase=idee"))
    page.keyboard.press("Escape")
    expect(pill).to_be_hidden()
    search = page.locator(".st-key-choose_text input")
    search.focus()
    page.keyboard.type("gibtesnirgends")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("suche=gibtesnirgends"))
    expect(page.locator("h1")).to_have_text(WORDS("empty.title"))
    page.get_by_role("link", name=WORDS("selection.reset")).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visitor.base}/projekte")
    expect(page.locator(".rm-projects")).to_be_visible()


def test_wrong_values_in_the_address_are_named_on_the_page(visitor):
    page = visitor.page("?feld=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&stand=1066-10-14&thema=%7B%7B7*7%7D%7D")
    notices = page.get_by_role("alert")
    expect(notices).to_have_count(3)
    text = " ".join(notices.all_inner_texts())
    assert "<img src=x onerror=alert(1)>" in text
    assert "{{7*7}}" in text
    assert "1066-10-14" in text
    assert page.locator("[data-testid=stMain] img").count() == 0


def test_a_page_stays_although_the_one_before_still_asks_for_new_data(visitor):
    page, known, ended = visitor.page(None), {}, []

    def between(browser):
        server = browser.connect_to_server()

        def up(message):
            server.send(message)
            asked = BackMsg.FromString(message).rerun_script
            if asked.page_script_hash not in ("", known.get("page", "")):  # the click, not answered yet
                late = BackMsg()
                late.rerun_script.CopyFrom(asked)
                late.rerun_script.page_script_hash = known.pop("page")
                late.rerun_script.fragment_id = known.pop("part")
                server.send(late.SerializeToString())

        def down(message):
            browser.send(message)
            told = ForwardMsg.FromString(message)
            match told.WhichOneof("type"):
                case "navigation":
                    known.setdefault("page", told.navigation.page_script_hash)
                case "auto_rerun":
                    known.setdefault("part", told.auto_rerun.fragment_id)
                case "script_finished":
                    ended.append(told.script_finished)

        browser.on_message(up)
        server.on_message(down)

    page.route_web_socket("**/_stcore/stream", between)
    visitor.open(page, "daten")
    before = len(ended)
    page.locator("[data-testid=stTopNav] a", has_text=WORDS("page.projects.title")).click()
    for _ in range(300):
        page.wait_for_timeout(50)
        if len(ended) >= before + 2:
            break
    expect(settled(page).locator(".rm-projects")).to_be_visible()
