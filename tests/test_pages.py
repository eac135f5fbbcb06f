"""Every page in both languages, for every kind of selection: sound, in accord with the model and with each other."""

import re

import pytest
from starlette.applications import Starlette

from figures.legal import LEGAL
from pages.ui.navigation import PAGES
from roadmap_model.roadmap import Roadmap
from server.routes import ROUTES
from tests.asgi import request
from tests.hostile import HOSTILE
from tests.visit import (
    GERMAN,
    assert_sound,
    both_languages,
    expected,
    follow,
    in_service,
    literal,
    opened,
    read,
    split,
    visit,
)

KEYS = [page.key for page in PAGES if page.listed]  # those that show a selection
# A class that only this page has while it shows projects; a page without an entry is told by its title.
LANDMARKS = {
    "overview": "rm-fields",
    "map": "rm-map-legend",
    "action_fields": "rm-matrix",
    "projects": "rm-projects",
    "network": "rm-directory",
    "about": "rm-about",
    "indicators": "rm-territories",
    "changes": "rm-changes",
    "timeline": "rm-timeline",
}
SELECTIONS = {
    "all projects": {},
    "a filter": {"phase": "umsetzung", "thema": "bau,metalle"},
    "nothing found": {"suche": "gibtesnirgends"},
    "a past day": {"stand": "2025-06-30"},
    "a day before all reports": {"stand": "2020-01-01"},
}
PARAMETERS = (
    "feld", "thema", "phase", "lage", "aktualitaet", "umfang", "ziel", "ort", "akteur", "stand", "lang", "ansicht",
)  # fmt: skip
UNKNOWN = (
    *HOSTILE,
    "[x](javascript:alert(1))",
    "'; DROP TABLE projects; --",
    "9999-99-99",
    "1066-10-14",
    "de\r\nSet-Cookie: x=1",
)

every_page = pytest.mark.parametrize("page", KEYS)
every_selection = pytest.mark.parametrize("query", SELECTIONS.values(), ids=list(SELECTIONS))


def anonymous(rows) -> None:
    """Hurdles and measures without project: they show their field, whatever the other filters say."""
    for row in (*rows["hurdles"], *rows.get("measures", ())):
        row["project"] = ""


roadmap = in_service(anonymous)


def names(roadmap: Roadmap, ids, words) -> set[str]:
    return {words.of(roadmap.projects.loc[id_], "name") for id_ in ids}


def named(text: str, roadmap: Roadmap, words) -> set[str]:
    """Projects that a text names; in the fictional region, no name is part of another."""
    plain = {name.removesuffix(" (en)"): name for name in names(roadmap, roadmap.projects.index, words)}
    return {name for word, name in plain.items() if re.search(rf"\b{word}\b", text)}


def counted(document) -> list[tuple[int, dict[str, str]]]:
    """Links to lists that say how long the list is: "3 projects", "Planning 3", the cells, "all 12"."""
    found = []
    for link in document.links:
        path, behind = split(link.href)
        number = re.search(r"\d+", link.text)
        if path != "projekte" or not number or {"projekt", "seite"} & set(behind):
            continue
        n = int(number[0])
        said = link.text == GERMAN("count.projects", n=n) or link.text.endswith(f" {n}")
        if said or link.attributes.get("class") in ("rm-count", "rm-more"):
            found.append((n, behind))
    return found


@every_selection
@both_languages
@every_page
def test_a_page_shows_its_content(page, words, query):
    at = opened(page, query, words)
    assert_sound(at)
    assert not at.warning
    document = read(at)
    if page in ("about", "indicators") or len(expected(query).projects):
        assert page not in LANDMARKS or document.having(LANDMARKS[page])
        assert not [info for info in at.info if info.value in (words("empty.selection"), words("empty.day"))]
    else:
        notice = "empty.selection" if expected(query).selection.restricts else "empty.day"
        assert words(notice) in [info.value for info in at.info]
        assert at.title[0].value == words("empty.title")
    others = [other for other in LANDMARKS if other != page and document.having(LANDMARKS[other])]
    assert not others


@every_selection
@both_languages
@every_page
def test_a_page_names_only_projects_of_the_selection(page, words, query, roadmap):
    at = opened(page, query, words)
    chosen = expected(query).projects
    document = read(at)
    assert named(document.text + at.title[0].value, roadmap, words) <= names(roadmap, chosen.index, words)
    assert set(document.projects) <= set(chosen.index)


@both_languages
@pytest.mark.parametrize("page", ["overview", "map", "action_fields", "projects"])
def test_a_page_names_the_projects_that_a_filter_leaves(page, words, roadmap):
    query = SELECTIONS["a filter"]
    shown = set(expected(query).projects.index)
    assert shown == {"birke", "linde"}
    if page == "action_fields":
        shown -= {"linde"}  # has no action field
    document = read(opened(page, query, words))
    assert set(document.projects) == shown
    assert named(document.text, roadmap, words) == names(roadmap, shown, words)


@every_selection
@both_languages
def test_all_pages_count_the_same_projects_for_the_same_address(words, query):
    portfolio = expected(query)
    n, everything = len(portfolio.projects), len(portfolio.everything)
    if portfolio.selection.restricts:
        told = words("selection.found", found=n, n=everything)
    else:
        told = words("count.projects", n=n)
    for page in KEYS:
        at = opened(page, query, words)
        assert told in read(at).having("rm-chosen")[0].text
        assert words("about.downloads.selection", n=n) in read(at).text or page != "about"
        if page == "projects":
            assert read(at).projects == list(portfolio.projects.index)


@every_selection
@both_languages
def test_every_link_to_the_open_data_is_answered_for_the_same_projects(words, query):
    machines = Starlette(routes=ROUTES)
    links = {
        link.href for page in KEYS for link in read(opened(page, query, words)).links if link.href.startswith("api/")
    }
    assert {"api/v1/dcat.jsonld", f"api/v1/openapi.json?lang={words.language}"} <= links
    for link in links:
        answer = request(machines, f"/{link}")
        assert answer.status == 200, link
        if "projects.json" in link:
            assert answer.json["meta"]["count"] == len(expected(query).projects)


@every_selection
@every_page
def test_a_number_is_the_length_of_the_list_behind_it(page, query):
    promises = counted(read(opened(page, query)))
    for number, behind in promises:
        assert number == len(expected(behind).projects), behind
    assert promises or page in ("projects", "map", "about", "changes") or expected(query).projects.empty


@every_selection
def test_an_empty_cell_of_the_matrix_is_named_and_only_an_empty_one(query):
    selected, documented = (
        len(expected(asked).cells.drop_duplicates(["action_field", "topic"]))
        for asked in (query, {"stand": query["stand"]} if "stand" in query else {})
    )
    document = read(opened("action_fields", query))
    cells = [element.text for element in document.tagged("td")]
    assert cells.count(GERMAN("matrix.white")) == 4 * 5 - documented
    assert cells.count(GERMAN("matrix.unselected")) == documented - selected
    assert len(document.having("rm-count")) == selected


@every_selection
@both_languages
@every_page
def test_a_link_leads_to_a_page_and_keeps_language_and_day(page, words, query):
    document = read(opened(page, query, words))
    elsewhere = ("https://", "api/", "recht/", "#", "mailto:")
    inside = [link for link in document.links if "hreflang" not in link.attributes]
    addresses = {link.href.partition("#")[0] for link in inside if not link.href.startswith(elsewhere)}
    assert addresses
    for address in addresses:
        path, behind = split(address)
        assert path in {spec.path for spec in PAGES}
        assert behind.get("lang", "de") == words.language
        assert behind.get("stand") == query.get("stand")


@both_languages
@every_page
def test_every_page_leads_to_the_legal_pages_in_its_language(page, words):
    legal = [link.href for link in read(opened(page, {}, words)).links if link.href.startswith("recht/")]
    tail = "" if words.language == "de" else f"?lang={words.language}"
    assert legal == [f"recht/{path}{tail}" for path in LEGAL]


@both_languages
@every_page
def test_the_language_links_keep_page_selection_and_what_the_page_adds(page, words):
    query = {
        "phase": "umsetzung",
        "ort": "05999001,region",
        "suche": "a&b=c",
        "projekt": "birke",
        "sortierung": "phase",
    }
    document = read(opened(page, query, words))
    links = {link.attributes["hreflang"]: link for link in document.links if "hreflang" in link.attributes}
    assert set(links) == {"de", "en"}
    for language, link in links.items():
        path, behind = split(link.href)
        assert path == "", "relative to the page"
        assert behind.pop("lang", "de") == language
        assert behind == query
        assert ("aria-current" in link.attributes) == (language == words.language)


@pytest.mark.parametrize("value", UNKNOWN, ids=range(len(UNKNOWN)))
def test_unknown_values_are_named_in_a_notice_each_and_dropped(value):
    at = visit("overview", dict.fromkeys(PARAMETERS, value))
    assert_sound(at)
    assert len(at.warning) == len(PARAMETERS)
    for notice in at.warning:
        assert literal(notice.value).isprintable()
        if value.isprintable():
            assert " ".join(value.split())[:40] in literal(notice.value)
    assert at.title[0].value == opened("overview", {}).title[0].value


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_a_notice_tells_which_parameter_it_means_and_the_rest_still_counts(parameter):
    rest = {} if parameter == "umfang" else {"umfang": "vorhaben"}
    at = visit("projects", rest | {parameter: "unfug"})
    assert_sound(at)
    (notice,) = at.warning
    assert "unfug" in notice.value
    assert parameter in notice.value or parameter == "stand"
    assert read(at).projects == list(expected(rest).projects.index)


@every_page
def test_every_page_gives_the_same_notice_and_keeps_what_it_understands(page):
    at = visit(page, {"feld": "produktion,{{7*7}}", "stand": "1066-10-14", "ort": "05999001", "lang": "<script>"})
    assert_sound(at)
    assert len(at.warning) == 3
    assert all(literal(warning.value) for warning in at.warning)
    understood = expected({"feld": "produktion", "ort": "05999001"})
    assert len(understood.projects) == 1
    assert GERMAN("selection.found", found=1, n=len(understood.everything)) in read(at).having("rm-chosen")[0].text


@pytest.mark.parametrize("value", UNKNOWN, ids=range(len(UNKNOWN)))
def test_a_hostile_search_text_finds_nothing_and_runs_nowhere(value):
    for page in KEYS if value == UNKNOWN[0] else ("overview",):
        at = visit(page, {"suche": value})
        assert_sound(at)
        assert not at.warning
        # A text of nothing but control characters is no search.
        assert expected({"suche": value}).projects.empty or not expected({"suche": value}).selection.restricts
        assert not {element.tag for element in read(at).elements} & {"script", "img", "iframe"}


@every_page
def test_html_is_never_looked_for_on_the_disk(page, monkeypatch):
    monkeypatch.setattr("streamlit.elements.html._is_file", lambda text: pytest.fail(text[:80]))
    assert_sound(visit(page))


@every_page
def test_foreign_parameters_are_left_alone(page):
    at = visit(page, {"utm_source": "newsletter", "thema": "bau"})
    assert_sound(at)
    assert not at.warning
    assert "newsletter" not in read(at).text


@pytest.mark.usefixtures("shipped")
class TestPublishedRoadmap:
    """The data that the repository ships."""

    @both_languages
    @every_page
    def test_a_page_shows_the_whole_roadmap(self, page, words):
        at = opened(page, {}, words)
        assert_sound(at)
        assert not at.warning
        assert page not in LANDMARKS or read(at).having(LANDMARKS[page])
        assert words("count.projects", n=len(expected({}).everything)) in read(at).having("rm-chosen")[0].text

    @every_page
    def test_every_number_is_the_length_of_the_list_behind_it(self, page):
        for number, behind in counted(read(opened(page, {}))):
            assert number == len(expected(behind).projects), behind

    def test_a_link_of_the_overview_opens_the_list_that_it_promises(self):
        link = next(link for link in read(opened("overview", {})).links if "phase=umsetzung" in link.href)
        at = follow(link.href)
        assert_sound(at)
        assert at.title[0].value == GERMAN("list.headline.selected", n=len(expected(split(link.href)[1]).projects))
