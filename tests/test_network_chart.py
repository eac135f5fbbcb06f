"""The figure of the network: what it draws, how it reads for no, one and many bridges, hostile names, its places."""

import re
from datetime import date

import numpy as np
import pytest

from figures.network_chart import actor_network
from figures.network_labels import EDGE, place_labels
from figures.network_layout import BRIDGES, layout
from figures.texts import texts
from roadmap_model.load import load
from roadmap_model.network import network
from roadmap_model.portfolio import portfolio
from roadmap_model.selection import Selection
from tests import region

TODAY = date(2026, 6, 30)
PUBLISHED = date(2026, 11, 22)
HOSTILE = "<b onclick=alert(1)>{{7*7}}</b> <a href='javascript:x'>$x$</a>"
both_languages = pytest.mark.parametrize("language", ["de", "en"])


def drawn(figure):
    return [trace for trace in figure.data if "markers" in trace.mode]


def rebuilt(tmp_path, *projects, name=None):
    """A region in which each project is worked on by the given organisations alone."""

    def change(rows):
        rows["participations"] = [
            {"project": project, "organisation": organisation, "role": "partner", "source": "quelle-1"}
            for project, organisations in zip(("ahorn", "birke", "erle"), projects, strict=False)
            for organisation in organisations
        ]
        if name:
            rows["organisations"][0]["name"] = name

    return portfolio(load(region.write(tmp_path / "data", change)), Selection(), TODAY)


class TestPublishedNetwork:
    @pytest.fixture(scope="class")
    def everything(self, published):
        return portfolio(published, Selection(), PUBLISHED)

    def test_organisations_with_two_projects_and_founding_members_are_drawn(self, everything):
        actors = network(everything).actors
        founding = everything.roadmap["organisations"].query("founding_member")["id"]
        expected = set(actors.query("joint >= 2").index) | (set(founding) & set(actors.query("joint >= 1").index))
        assert set(layout(everything).actors.index) == expected

    def test_a_line_is_the_work_of_an_organisation_on_a_project(self, everything):
        found, work = layout(everything), set(network(everything).work.itertuples(index=False, name=None))
        assert found.edges
        for (kind, project), (other, organisation) in found.edges:
            assert (kind, other) == ("project", "organisation")
            assert (project, organisation) in work
        joined = {project for (_, project), _ in found.edges}
        assert joined == set(found.projects)
        assert all(sum(edge[0][1] == project for edge in found.edges) >= 2 for project in joined)

    def test_places_are_the_same_on_every_run_and_apart(self, everything):
        first = dict(layout(everything).places)
        layout.cache_clear()
        assert layout(everything).places == first
        points = np.array(list(first.values()))
        assert np.isfinite(points).all()
        distance = np.hypot(*(points[:, None] - points[None, :]).T) + np.eye(len(points))
        assert distance.min() > 0.02

    @both_languages
    def test_shape_marks_founding_members_and_colour_the_bridges(self, everything, language):
        words = texts(language)
        figure = actor_network(everything, words, "light").figure
        counts = {trace.name: (trace.marker.symbol, len(trace.x)) for trace in drawn(figure)}
        founding = int(layout(everything).actors["founding_member"].sum())
        squares = [counts[words(f"network.legend.{kind}")] for kind in ("founding", "founding_bridge")]
        assert {symbol for symbol, _ in squares} == {"square"}
        assert sum(n for _, n in squares) == founding
        bridges = [counts[words(f"network.legend.{kind}_bridge")][1] for kind in ("founding", "other")]
        assert sum(bridges) == BRIDGES

    @both_languages
    def test_table_and_alternative_text_say_what_the_figure_shows(self, everything, language):
        chart = actor_network(everything, texts(language), "dark")
        assert [row[0] for row in chart.rows][:BRIDGES] == list(
            everything.roadmap["organisations"].set_index("id").loc[list(layout(everything).bridges), "name"]
        )
        assert len(chart.rows) == len(layout(everything).actors)
        assert all(len(row) == len(chart.columns) for row in chart.rows)
        assert chart.alt.startswith(chart.message)
        assert all(row[0] in chart.message for row in chart.rows[:BRIDGES])

    def test_on_stage_every_name_can_be_read_from_the_last_row(self, everything):
        for scale in (1.0, 1.5):
            names = [
                trace for trace in drawn(actor_network(everything, texts("de"), "light", scale).figure) if trace.text
            ]
            assert min(trace.textfont.size for trace in names) >= 18 * scale

    def test_the_names_of_the_bridges_are_always_written(self, everything):
        for trace in drawn(actor_network(everything, texts("de"), "light").figure):
            if trace.name in (
                texts("de")("network.legend.founding_bridge"),
                texts("de")("network.legend.other_bridge"),
            ):
                assert all(trace.text)


class TestMessages:
    @both_languages
    def test_without_shared_projects_nobody_is_named(self, tmp_path, language):
        chart = actor_network(rebuilt(tmp_path, ["werk"], ["land"]), texts(language), "light")
        assert chart.message == texts(language)("network.message.none")

    @both_languages
    def test_a_single_project_has_no_bridge(self, tmp_path, language):
        chart = actor_network(rebuilt(tmp_path, ["werk", "land", "institut"]), texts(language), "light")
        assert chart.message == texts(language)("network.message.no_bridge")

    @both_languages
    def test_one_bridge_is_named_alone(self, tmp_path, language):
        chart = actor_network(rebuilt(tmp_path, ["werk", "land"], ["land", "institut"]), texts(language), "light")
        assert chart.message == texts(language)("network.message.1", name1="Land")
        assert chart.rows[0][0] == "Land"
        assert re.fullmatch(r"100 %", chart.rows[0][-1])

    @both_languages
    def test_two_bridges_are_joined_by_and(self, tmp_path, language):
        chain = rebuilt(tmp_path, ["werk", "land"], ["land", "institut"], ["institut", "stadt-altstadt"])
        message = actor_network(chain, texts(language), "light").message
        assert {"Land", "Institut für Kreisläufe"} <= set(re.split(r" (?:und|and|verbinden|connect) ", message))

    def test_nothing_selected_gives_an_empty_figure(self, roadmap):
        nothing = portfolio(roadmap, Selection(text="gibtesnirgends"), TODAY)
        chart = actor_network(nothing, texts("de"), "light")
        assert chart.rows == ()
        assert chart.message == texts("de")("network.message.none")


def test_names_are_literal_in_every_text_of_the_figure(tmp_path):
    hostile = rebuilt(tmp_path, ["stadt-altstadt", "land"], ["stadt-altstadt", "institut"], name=HOSTILE)
    chart = actor_network(hostile, texts("de"), "light")
    written = [str(text) for trace in drawn(chart.figure) for text in (*(trace.text or ()), *(trace.hovertext or ()))]
    assert any("&lt;b" in text for text in written)
    assert not any("<b" in text or "<a" in text for text in written)
    assert HOSTILE in chart.message


class TestLabels:
    def test_larger_names_need_more_room(self):
        beside = [(0, 0.115), (0, -0.115)]
        assert place_labels([(0, 0)], ["N"], 0, beside)[0] == "top center"
        assert place_labels([(0, 0)], ["N"], 0, beside, on_stage=True)[0] != "top center"

    def test_on_stage_there_are_corners_too(self):
        beside = [(x / 10, 0) for x in (-2, -1, 1, 2)] + [(0, 0.12), (0, -0.12)]
        assert place_labels([(0, 0)], ["Name"], 0, beside, on_stage=True)[0] == "top right"

    def test_a_lonely_name_stands_above_its_mark(self):
        assert place_labels([(0, 0)], ["Name"], 0, []) == ["top center"]

    def test_a_name_gives_way_to_marks_and_names(self):
        sides = place_labels([(0, 0), (0, 0.08)], ["Eins", "Zwei"], 0, [])
        assert sides[0] != "top center"
        assert "" not in sides

    def test_a_name_without_room_is_left_out_unless_it_must_be_shown(self):
        crowd = [(x / 40, y / 40) for x in range(-8, 9) for y in range(-8, 9) if (x, y) != (0, 0)]
        assert place_labels([(0, 0)], ["Name"], 0, crowd) == [""]
        assert place_labels([(0, 0)], ["Name"], 1, crowd) != [""]

    def test_no_name_leaves_the_figure(self):
        assert place_labels([(EDGE, 0)], ["Ein langer Name"], 1, []) == ["middle left"]

    def test_no_names_need_no_room(self):
        assert place_labels([], [], 3, []) == []
