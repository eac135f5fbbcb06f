"""Every page as a browser meets it: complete, silent towards third parties, and within the screen."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from figures.texts import texts
from pages.ui.navigation import BY_KEY, PAGES
from tests import region
from tests.browser.accessibility import violations
from tests.browser.conftest import eventually, settled
from tests.browser.server import running
from tests.hostile import write as write_hostile

LANGUAGES = ("de", "en")
LISTED = [page for page in PAGES if page.listed]
THEMES = {"de": "light", "en": "dark"}  # words and colours go wrong independently
COOKIES = {"_streamlit_xsrf"}
OWN_STATE = ("stActiveTheme", "stSidebarSections")  # how Streamlit's own controls were left
NARROW, WIDE = 320, 1280  # 320 is a laptop at 400 %
OVERFLOW = """
  [document.scrollingElement, document.querySelector("[data-testid=stMain]")]
    .map((element) => element.scrollWidth - element.clientWidth)
"""
FITS = f"() => {OVERFLOW}.every((excess) => excess <= 1)"


def address(page, language, **query):
    parameters = [f"{name}={value}" for name, value in query.items()]
    parameters += [f"lang={language}"] if language != "de" else []
    return page.path + ("?" + "&".join(parameters) if parameters else "")


@pytest.fixture(scope="module")
def readers(arrive, app):
    """A visitor for each language with the app open; another page is a click, not a new document."""
    visitors = {language: arrive(app) for language in LANGUAGES}
    yield {language: (visitor, visitor.page(f"?lang={language}")) for language, visitor in visitors.items()}
    for visitor in visitors.values():
        visitor.context.close()


def go(page, spec):
    """Open a page by its link in the navigation, else in the foot, else by its address."""
    page.set_viewport_size({"width": WIDE, "height": 800})
    links = page.locator("[data-testid=stTopNav] a")
    expect(links).to_have_count(len(LISTED))
    link = links.nth(LISTED.index(spec)) if spec.listed else page.locator(f".rm-footer a[href^={spec.path}]")
    if link.count():
        link.dispatch_event("click")  # without a pointer, whose hint would fade in meanwhile
    else:  # what belongs to a storyboard has a link there only
        page.goto(urljoin(page.url, address(spec, page.locator("html").get_attribute("lang"))))
    expect(page).to_have_url(re.compile(rf"/{spec.path}(\?.*)?$"))
    return settled(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("spec", PAGES, ids=[page.key for page in PAGES])
def test_a_page_opens_whole_accessible_and_silent(readers, spec, language):
    visitor, page = readers[language]
    words = texts(language)
    go(page, spec)
    expect(page).to_have_title(f"{words(f'page.{spec.key}.title')} · {words('app.title')}")
    settled(page)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    assert page.get_by_role("alert").count() == 0

    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        eventually(page, FITS)

    page.set_viewport_size({"width": WIDE, "height": 800})
    page.emulate_media(color_scheme=THEMES[language])
    expect(page.locator("[data-testid=stApp]")).to_have_css("color-scheme", THEMES[language])
    if spec.key == "map":
        expect(page.frame_locator("iframe").locator(".ring").first).to_be_visible()
    assert violations(settled(page)) == []

    assert {cookie["name"] for cookie in visitor.context.cookies()} <= COOKIES
    stored = page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]")
    assert [key for key in stored[0] if not key.startswith(OWN_STATE)] == []
    assert stored[1] == []
    for frame in page.frames:
        assert frame.evaluate("window.violations") == []
    assert not visitor.foreign
    assert not visitor.errors


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fact_sheet_fits_a_telephone(visitor, language):
    page = visitor.context.new_page()
    page.set_viewport_size({"width": NARROW, "height": 740})
    visitor.open(page, address(BY_KEY["projects"], language, projekt="innovationcity-bottrop"))
    eventually(page, FITS)
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize(
    "path", ["", "karte", "component/streamlit_folium.st_folium/index.html", "api/v1/projects.json"]
)
def test_a_content_security_policy_comes_with_every_document(visitor, path):
    policy = visitor.context.request.get(f"{visitor.base}/{path}").headers["content-security-policy"]
    directives = dict(directive.split(" ", 1) for directive in policy.split("; "))
    assert directives["default-src"] in ("'self'", "'none'")
    assert "http" not in policy
    if not path.startswith("component"):
        assert "unsafe-eval" not in policy
        assert "unsafe-inline" not in directives.get("script-src", "")


def test_the_very_first_visit_to_a_fresh_server_may_be_a_deep_link(arrive, tmp_path):
    with running(tmp_path / "log.txt", region.write(tmp_path / "data")) as base:
        visitor = arrive(base)
        page = visitor.page("projekte?projekt=birke&phase=umsetzung&lang=en")
        assert page.locator("h1").inner_text() == "Birke (en)"
        assert page.locator(".rm-steps").first.is_visible()
        visitor.context.close()
        assert not visitor.errors
    assert "Traceback" not in (tmp_path / "log.txt").read_text()


def test_hostile_data_runs_on_no_page(arrive, tmp_path):
    with running(tmp_path / "log.txt", write_hostile(tmp_path / "data")) as base:
        visitor = arrive(base)
        page = visitor.context.new_page()
        dialogs = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        visitor.open(page, "projekte?projekt=ahorn&lang=en")
        for spec in PAGES:
            go(page, spec)
            if spec.key == "map":
                drawn = page.frame_locator(".st-key-map_frame iframe")
                drawn.get_by_role("button", name="<img src=x").first.hover()
                expect(drawn.locator(".leaflet-tooltip b").first).to_contain_text("<img src=x onerror")
            assert "№" in page.locator("[data-testid=stMain]").inner_text()
            for frame in page.frames:
                assert frame.locator("img[src=x]").count() == 0
                assert frame.evaluate("window.violations ?? []") == []
        visitor.context.close()
        assert dialogs == []
        assert not visitor.foreign
        assert not visitor.errors


def test_every_address_of_the_navigation_opens_without_the_navigation(visitor):
    page = visitor.page()
    links = page.locator("[data-testid=stTopNav] a").evaluate_all("links => links.map((link) => link.href)")
    assert [link.removeprefix(visitor.base).strip("/") for link in links] == [spec.path for spec in LISTED]
    assert settled(page)
