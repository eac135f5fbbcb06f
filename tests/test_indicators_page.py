"""The page of indicators: one territory at a time, each value with its source, nothing in place of a missing one."""

import json
import re
from datetime import date

import pytest
from starlette.applications import Starlette

from pages.ui.navigation import BY_KEY
from roadmap_model.indicators import COLUMNS, HOME, TERRITORIES, known
from server.routes import ROUTES
from tests import asgi, region, visit
from tests.hostile import HOSTILE
from tests.visit import (
    ENGLISH,
    GERMAN,
    TODAY,
    assert_sound,
    both_languages,
    expected,
    in_service,
    literal,
    read,
    served,
    split,
)

app = Starlette(routes=ROUTES)
every_territory = pytest.mark.parametrize("territory", TERRITORIES)
UNKNOWN = (*HOSTILE, "mars", "NRW", "nrw,eu")


roadmap = in_service()


def opened(territory: str = "", words=GERMAN, **query: str):
    asked = query | ({"gebiet": territory} if territory else {})
    at = visit.opened("indicators", asked, words)
    assert_sound(at)
    return at


def plotted(at) -> list[float]:
    """The numbers that the charts of a page draw as values."""
    figures = [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]
    traces = [trace for figure in figures for trace in figure["data"] if trace["meta"] == "values"]
    return [float(n) for trace in traces for n in (trace["x"] if "error_x" in trace else trace["y"])]


def downloaded(query: str):
    return asgi.request(app, f"/api/v1/indicators.csv{query}")


@both_languages
def test_without_a_choice_the_region_is_shown_with_its_key_figures(words):
    at = opened("", words)
    assert at.title[0].value == words(
        "indicators.headline.none", n=2, targets=0, territory=words(f"indicators.for.{HOME}")
    )
    document = read(at)
    (key,) = document.having("rm-key-figures")
    assert words.number(154200) in key.text
    assert "2022" in key.text
    assert words("overview.region") in [heading.text for heading in document.tagged("h2")]


@every_territory
@both_languages
def test_only_values_of_the_chosen_territory_are_drawn_and_named(territory, words, roadmap):
    at = opened(territory, words)
    mine = {one.id: one for one in known(roadmap, TODAY) if one.territory == territory}
    numbers = {value.number for one in mine.values() for value in one.values}
    assert set(plotted(at)) <= numbers
    document = read(at)
    others = {value.number for one in known(roadmap, TODAY) if one.id not in mine for value in one.values} - numbers
    for number in map(re.escape, map(words.number, others)):
        assert not re.search(rf"(?<![\d.,]){number}(?![\d.,]*\d)", document.text)
    (current,) = [link for link in document.links if link.attributes.get("aria-current") == "page"]
    assert current.text.startswith(words(f"territory.{territory}"))


@every_territory
def test_every_value_of_the_territory_stands_on_the_page_with_a_link_to_its_source(territory, roadmap):
    document = read(opened(territory))
    addresses = [link.href for link in document.links]
    for one in known(roadmap, TODAY):
        if one.territory == territory:
            for value in one.values:
                assert GERMAN.number(value.number) in document.text
                assert value.source.url in addresses


@every_territory
def test_the_territories_are_links_that_keep_the_selection(territory):
    document = read(opened(territory, ziel="waste", phase="umsetzung", lang="en"))
    links = [split(link.href) for link in document.links if ENGLISH("territory.nrw") in link.text]
    assert ("indikatoren", {"ziel": "waste", "phase": "umsetzung", "gebiet": "nrw", "lang": "en"}) in links
    home = [split(link.href)[1] for link in document.links if link.text.startswith(ENGLISH(f"territory.{HOME}"))]
    assert {"ziel": "waste", "phase": "umsetzung", "lang": "en"} in home


@both_languages
def test_what_the_region_lacks_is_called_not_available_and_has_no_number(words, roadmap):
    document = read(opened("", words))
    (missing,) = document.having("rm-unavailable")
    names = {one.name[words.language] for one in known(roadmap, TODAY) if one.id in ("abfall", "quote")}
    assert all(name in missing.text for name in names)
    assert not any(char.isdigit() for char in missing.text)
    assert words("indicators.unavailable", n=2) in [heading.text for heading in document.tagged("h2")]
    assert words("indicator.unavailable") in read(opened("nrw", words)).text
    assert words("indicator.unavailable") not in read(opened("kommune", words)).text


@pytest.mark.parametrize("value", UNKNOWN, ids=range(len(UNKNOWN)))
def test_an_unknown_territory_is_named_in_a_notice_and_the_region_shown(value):
    at = opened(value)
    (notice,) = at.warning
    assert "gebiet" in literal(notice.value)
    assert "metropole_ruhr" in literal(notice.value)
    assert at.title[0].value == opened().title[0].value
    assert not {element.tag for element in read(at).elements} & {"script", "img", "iframe"}


def test_a_past_day_hides_values_of_later_periods():
    early, late = opened(stand="2018-06-30"), opened(stand="2021-01-01")
    assert plotted(early) == [70.5, 80.5]
    assert plotted(late) == [70.5, 80.5, 90.5, 120.0]
    assert "154.200" not in read(early).text


@both_languages
def test_before_the_first_value_the_page_says_so_and_how_to_go_on(words):
    at = opened("eu", words, stand="2020-01-01")
    assert words("indicators.empty.unknown", territory=words("indicators.for.eu")) in [info.value for info in at.info]
    assert not at.get("plotly_chart")


@both_languages
def test_a_selection_without_indicators_says_so_and_still_names_what_is_missing(words):
    at = opened("", words, ziel="waste")
    assert words("indicators.empty.unselected", territory=words(f"indicators.for.{HOME}")) in [i.value for i in at.info]
    assert len(read(at).having("rm-unavailable")) == 1


def test_filters_that_indicators_do_not_follow_are_explained_and_leave_them_alone():
    at = opened(suche="gibtesnirgends")
    assert plotted(at) == plotted(opened())
    assert GERMAN("indicators.filters") in read(at).text
    assert GERMAN("indicators.filters") not in read(opened(feld="produktion", stand="2025-06-30")).text


@pytest.mark.parametrize(
    "query", [{}, {"phase": "umsetzung"}, {"feld": "produktion"}, {"stand": "2024-06-30"}, {"suche": "nichts"}]
)
@every_territory
def test_related_projects_are_counted_as_their_list_counts_them(territory, query):
    for link in read(opened(territory, **query)).having("rm-more"):
        behind = split(link.attributes["href"])
        assert behind[0] == BY_KEY["projects"].path
        n = len(expected(behind[1]).projects)
        assert n > 0
        assert f": {n} Vorhaben" in link.text
        assert "demselben Ziel" in link.text or "im selben Handlungsfeld" in link.text


def test_no_cause_is_claimed():
    assert GERMAN("indicators.goals.explain") in read(opened()).text
    assert GERMAN("indicators.goals.explain") not in read(opened("emscher_lippe")).text


def test_towns_are_compared_in_one_year_and_the_census_is_named():
    at = opened("kommune")
    (chart,) = at.get("plotly_chart")
    assert sorted(plotted(at)) == [430.0, 520.0]
    assert "2021" in chart.proto.spec
    document = read(at)
    assert GERMAN("indicator.census.2011") in document.text
    assert "410" in document.text, "other years are in the table"


def test_a_single_value_is_a_figure_in_words_and_not_a_chart():
    at = opened("eu")
    assert not at.get("plotly_chart")
    (figures,) = read(at).having("rm-single-figures")
    for word in ("12,5", "%", "1. Quartal 2024", GERMAN("evidence.selbstauskunft"), GERMAN("territory.eu")):
        assert word in figures.text


def test_a_documented_target_is_named_with_its_source_and_no_other():
    document = read(opened("nrw"))
    assert "Ziel 2030: 400 kg je Einwohner" in document.text
    assert GERMAN("indicator.target.source") in [link.text for link in document.links]
    assert GERMAN("indicator.target.source") not in [link.text for link in read(opened()).links]


def test_a_chart_has_words_for_those_who_do_not_see_it():
    for chart in opened().get("plotly_chart"):
        assert "Umsatz" in chart.proto.alt
        assert "Reihenbruch" in chart.proto.alt


@pytest.mark.parametrize("change", ["indicators", "indicator_values"])
def test_data_without_indicators_is_a_page_that_says_so(change, tmp_path):
    def emptied(rows):
        for name in ("indicator_values", *region.STORYBOARDS):
            rows[name].clear()
        if change == "indicators":
            rows["indicators"].clear()

    with served(region.write(tmp_path, emptied), TODAY):
        at = opened()
        assert at.info
        assert not at.get("plotly_chart")
        assert downloaded("").rows == []


class TestDownload:
    @every_territory
    def test_the_page_links_to_the_values_that_it_shows(self, territory, roadmap):
        document = read(opened(territory, phase="umsetzung", lang="en"))
        links = [link.href for link in document.links if "download" in link.attributes]
        mine = [one for one in known(roadmap, TODAY) if one.territory == territory]
        assert len(links) == 1 + bool(mine)
        if mine:
            answer = downloaded(links[0].removeprefix("api/v1/indicators.csv"))
            assert answer.status == 200
            found = [(row["indicator"], row["period"], float(row["value"])) for row in answer.rows]
            assert found == [(one.id, value.period, value.number) for one in mine for value in one.values]

    def test_without_a_territory_all_values_are_given(self, roadmap):
        rows = downloaded("").rows
        assert len(rows) == sum(len(one.values) for one in known(roadmap, TODAY))
        assert tuple(rows[0]) == COLUMNS

    @pytest.mark.parametrize(
        ("query", "ids"),
        [
            ("?gebiet=eu", {"quote"}),
            ("?feld=produktion", {"umsatz"}),
            ("?ziel=waste", {"abfall", "abfall-orte", "quote"}),
            ("?ziel=waste&gebiet=nrw", {"abfall"}),
            ("?ziel=carbon", set()),
            ("?stand=2018-12-31", {"umsatz"}),
            ("?gebiet=", {"arbeit", "umsatz", "abfall", "abfall-orte", "quote"}),
        ],
    )
    def test_it_obeys_selection_territory_and_day(self, query, ids):
        answer = downloaded(query)
        assert {row["indicator"] for row in answer.rows} == ids
        assert answer.headers["content-type"].startswith("text/csv")

    @pytest.mark.parametrize(
        "query", ["?gebiet=mars", "?gebiet=nrw,eu", "?gebiet=nrw&gebiet=eu", "?projekt=ahorn", "?feld=x"]
    )
    def test_what_means_nothing_is_refused(self, query):
        answer = downloaded(query)
        assert answer.status == 400
        assert answer.json["error"]["rejected"][0]["parameter"] == query[1:].partition("=")[0]

    def test_other_addresses_do_not_take_a_territory(self):
        assert asgi.request(app, "/api/v1/projects.csv?gebiet=nrw").status == 400

    def test_another_territory_has_another_validator(self):
        tags = {downloaded(query).headers["etag"] for query in ("", "?gebiet=nrw", "?gebiet=eu", "?ziel=waste")}
        assert len(tags) == 4

    def test_a_formula_stays_text(self, tmp_path):
        change = region.edit("indicators", 0, name_de="=HYPERLINK(1)", unit_de="@x")
        with served(region.write(tmp_path, change), TODAY):
            row = next(row for row in downloaded("").rows if row["indicator"] == "arbeit")
            assert row["name_de"] == "'=HYPERLINK(1)"
            assert row["unit_de"] == "'@x"


@pytest.mark.usefixtures("shipped")
class TestPublishedRoadmap:
    def test_the_region_opens_with_its_four_key_figures(self):
        (keys,) = read(opened()).having("rm-key-figures")
        positions = [keys.text.index(number) for number in ("154.200", "11,7", "über 9.000", "15 Mitglieder")]
        assert positions == sorted(positions)

    @every_territory
    @both_languages
    def test_every_territory_shows_all_its_values(self, territory, words, shipped):
        document = read(opened(territory, words))
        mine = [one for one in known(shipped, date(2026, 11, 22)) if one.territory == territory]
        assert mine
        for one in mine:
            assert one.name[words.language] in document.text
            for value in one.values:
                assert words(f"qualifier.{value.qualifier}", value=words.number(value.number)) in document.text

    def test_no_value_of_the_state_or_the_country_stands_on_the_page_of_the_region(self):
        text = read(opened()).text
        for number in ("454,2", "599.000", "14,8", "12,2", "52,7"):
            assert number not in text
