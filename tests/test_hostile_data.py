"""Data that tries to run: every free text of the fictional region attacks HTML, templates, markdown and sheets."""

import json
import re

import pytest

from pages.ui.navigation import PAGES
from tests import region
from tests.hostile import free_texts, write
from tests.visit import TODAY, assert_sound, bodies, both_languages, literal, messages, opened, read, served, visit

PROJECTS = [row["id"] for row in region.tables()["projects"]]
VISITS = [(page.key, {}) for page in PAGES] + [("projects", {"projekt": id_}) for id_ in PROJECTS]
VISITS += [("map", {"ort": "05999001"}), ("overview", {"feld": "produktion", "akteur": "werk"})]


@pytest.fixture(scope="module", autouse=True)
def roadmap(tmp_path_factory):
    with served(write(tmp_path_factory.mktemp("hostile")), TODAY) as roadmap:
        yield roadmap


def test_the_attack_reaches_every_table_that_holds_text():
    attacked = {table for table, columns in free_texts().items() if columns}
    assert attacked >= {"projects", "organisations", "municipalities", "sources", "milestones", "status_reports"}
    assert "summary_en" in free_texts()["projects"]


@both_languages
@pytest.mark.parametrize(
    ("page", "query"), VISITS, ids=[f"{page}-{'-'.join(query.values())}" for page, query in VISITS]
)
class TestEveryPage:
    def test_the_html_shows_the_text_and_nothing_of_it_runs(self, page, query, words):
        at = opened(page, query, words)
        assert_sound(at)
        document = read(at)
        assert "№" in document.text, "the data reached the page"
        assert {element.tag for element in document.elements}.isdisjoint(
            {"img", "script", "style", "iframe", "object", "form"}
        )
        for element in document.elements:
            assert not [name for name in element.attributes if name.startswith("on")], element
            address = element.attributes.get("href", "")
            assert not address.strip().lower().startswith(("javascript:", "data:")), element
            assert "evil.example" not in address.partition("?")[0] or "%" in address, element
        for body in bodies(at):
            assert "<img" not in body
            assert "<script" not in body
            assert "</script" not in body
            assert "<b>bold" not in body
            assert "<a href=https:" not in body

    def test_no_template_evaluates_it(self, page, query, words):
        sent = messages(opened(page, query, words))
        assert "№" in sent
        assert not re.search(r"\b1337\b", sent), "7*191 was computed"

    def test_no_markdown_makes_an_image_or_a_link_of_it(self, page, query, words):
        at = opened(page, query, words)
        for title in at.title:
            literal(title.value)
        for notice in (*at.warning, *at.info):
            literal(notice.value)
        for pills in at.get("button_group"):
            for option in pills.proto.options:
                literal(option.content)
        for node in at:
            assert node.type not in ("iframe", "imgs")

    def test_figures_hold_no_tags_of_it(self, page, query, words):
        for figure in opened(page, query, words).get("plotly_chart"):
            said = json.dumps(json.loads(figure.proto.spec), ensure_ascii=False)
            assert "<img" not in said
            assert "<a href" not in said
            assert "<b>bold" not in said


def test_the_map_passes_no_text_through_its_template():
    (component,) = visit("map").get("component_instance")
    assert "№" not in component.proto.json_args
    assert "evil" not in component.proto.json_args
    assert "05999001" in component.proto.json_args, "the rings are there"
