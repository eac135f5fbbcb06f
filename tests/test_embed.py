"""Snippets for other websites: which views have one, and what it says."""

from html.parser import HTMLParser

import pytest

from figures.html import render
from figures.texts import LANGUAGES, texts
from pages.ui import embed
from pages.ui.navigation import BY_KEY, PAGES
from pages.ui.session import View
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import from_query
from tests.visit import split

HERE = "https://roadmap.example/app/karte"
WIDGETS = {
    "map": "",
    "timeline": "gruppe=phase&zeitraum=alles",
    "action_fields": "feld=produktion",
    "projects": "projekt=birke",
}


class Frames(HTMLParser):
    """The attributes of every frame in a snippet."""

    def __init__(self, snippet):
        super().__init__()
        self.found, self.others = [], []
        self.feed(snippet)

    def handle_starttag(self, tag, attributes):
        (self.found if tag == "iframe" else self.others).append(dict(attributes))


class Snippet(HTMLParser):
    """What a reader copies out of the text field."""

    def __init__(self, html):
        super().__init__()
        self.text, self._inside = "", False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self._inside = self._inside or tag == "textarea"

    def handle_endtag(self, tag):
        self._inside = self._inside and tag != "textarea"

    def handle_data(self, data):
        self.text += data if self._inside else ""


def view(roadmap, address, today, language="de"):
    query = split(f"x?{address}")[1]
    selection, rejected = from_query(query, roadmap, today)
    assert not rejected
    own = ("projekt", "gruppe", "zeitraum", "utm")
    extra = tuple((name, query[name]) for name in own if name in query)
    return View(roadmap, texts(language), selection, (), today, extra)


def frame(shown, key):
    others = {"stage": "", "storyboard": "", "steps": 0, "taken": False}
    html = render("offers.html", shown.texts, snippet=embed.snippet(shown, BY_KEY[key], HERE), **others)
    frames = Frames(Snippet(html).text)
    assert frames.others == []
    (only,) = frames.found
    return only


@pytest.mark.parametrize("page", PAGES, ids=[page.key for page in PAGES])
def test_exactly_the_map_the_timeline_one_field_and_one_project_are_offered(page, roadmap, today):
    assert embed.offered(view(roadmap, WIDGETS.get(page.key, ""), today), page) == (page.key in WIDGETS)


@pytest.mark.parametrize("page", PAGES, ids=[page.key for page in PAGES])
def test_the_foot_of_any_embedded_page_leads_to_it_on_the_site(page, roadmap, today):
    link = embed.source(view(roadmap, "thema=bau&projekt=birke", today), page)["link"]
    own = {"projekt": "birke"} if page.key == "projects" else {}
    assert split(link) == (page.path, {"thema": "bau"} | own)


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("action_fields", ""),
        ("action_fields", "feld=produktion,paas"),
        ("projects", ""),
        ("projects", "projekt=nie"),
        ("projects", "projekt=birke&stand=2000-01-01"),
    ],
)
def test_lists_and_unknown_projects_are_not_offered(key, address, roadmap, today):
    assert not embed.offered(view(roadmap, address, today), BY_KEY[key])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", WIDGETS)
def test_the_snippet_shows_this_very_view(key, language, roadmap, today):
    query = "&".join(filter(None, ["thema=bau", "stand=2026-01-31", WIDGETS[key], "utm=x"]))
    found = frame(view(roadmap, query, today, language), key)
    base, _, path = found["src"].rpartition("/")
    assert base == "https://roadmap.example/app"
    expected = split(f"x?{query.removesuffix('&utm=x')}")[1] | {"embed": "true"}
    if language != "de":
        expected["lang"] = language
    assert split(path) == (BY_KEY[key].path, expected)
    assert int(found["height"]) > 0
    assert texts(language)("app.title") in found["title"]


@pytest.mark.parametrize(
    "text",
    ['"><script>alert(1)</script>', "</textarea><img src=x onerror=alert(1)>", "' onload='alert(1)", "{{ 7*7 }}"],
)
def test_a_hostile_name_stays_within_the_title(text, roadmap, today):
    tables = dict(roadmap.tables) | {"projects": roadmap["projects"].assign(name_de=text)}
    hostile = Roadmap(roadmap.declaration, tables, roadmap.areas, "hostile")
    found = frame(view(hostile, "projekt=birke", today), "projects")
    assert set(found) == {"src", "title", "width", "height", "loading", "style"}
    assert found["title"].startswith(text)
