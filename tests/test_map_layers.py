"""The map: nothing from the data passes through folium's templates, and nothing is loaded from elsewhere."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest
import streamlit_folium
from hypothesis import given, settings
from hypothesis import strategies as st

from figures import map_layers
from figures.map_layers import base_map, map_data, ring_state, rings
from figures.palette import MAP, PHASE
from figures.texts import LANGUAGES, texts
from roadmap_model.load import load
from roadmap_model.portfolio import portfolio
from roadmap_model.roadmap import PHASES, Roadmap
from roadmap_model.selection import Selection
from tests import region
from tests.conftest import TODAY

HOSTILE = (
    "{{ 7*191 }}", "{% raw %}", "{# nichts #}", "`alert(1)`", "</script><script>alert(1)</script>", "${1}${alert(1)}",
)  # fmt: skip
ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'`)]+")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Roadmap:
    """The fictional region with one hostile name per town, in the table and in the areas."""
    folder = tmp_path_factory.mktemp("hostile") / "data"

    def change(rows: dict[str, list[region.Row]]) -> None:
        for row, name in zip(rows["municipalities"], HOSTILE, strict=True):
            row["name"] = name
        for row in rows["projects"]:
            row["name_de"] = row["summary_de"] = HOSTILE[0]

    region.write(folder, change)
    collection = json.loads((folder / "municipalities.geojson").read_text(encoding="utf-8"))
    for feature, name in zip(collection["features"], HOSTILE, strict=True):
        feature["properties"]["name"] = name
    (folder / "municipalities.geojson").write_text(json.dumps(collection), encoding="utf-8")
    return load(folder)


def delivered(roadmap: Roadmap, selection: Selection = Selection(), theme: str = "light") -> dict[str, str]:  # noqa: B008
    """Everything that streamlit-folium would send to the browser, made by its own functions."""
    made = portfolio(roadmap, selection, TODAY)
    view = base_map("0123456789ab", "de", theme)
    view.get_root().render()
    view.render()
    counts = made.municipality_counts
    group = rings(ring_state(counts, counts.index, selection.places, bool(selection.places)))
    return {
        "html": streamlit_folium._get_html(view),
        "header": streamlit_folium._get_header(view),
        "script": streamlit_folium._get_map_string(view),
        "layer": streamlit_folium._get_feature_group_string(group, map=view),
        "page": view.get_root().render(),
    }


def state(layer: str) -> dict:
    """The argument of roadmapRings in the script of the layer."""
    found = re.search(r"window\.roadmapRings\([^,]+, (\{.*\})\);", layer)
    assert found
    return json.loads(found[1])


# Nothing from the data passes through folium


def test_hostile_names_never_reach_folium(hostile: Roadmap) -> None:
    sent = "".join(delivered(hostile).values())
    assert "roadmapRings" in sent
    assert "1337" not in sent
    assert "alert" not in sent
    for name in HOSTILE:
        assert name not in sent
    for ags in hostile["municipalities"]["ags"][:1]:
        assert ags in sent


def test_hostile_and_harmless_names_give_the_very_same_map(hostile: Roadmap, roadmap: Roadmap) -> None:
    def without_ids(sent: dict[str, str]) -> list[str]:
        return [re.sub(r"_[0-9a-f]{32}", "", text) for text in sent.values()]

    assert without_ids(delivered(hostile)) == without_ids(delivered(roadmap))


@pytest.mark.parametrize(
    "key",
    [
        "", "1234567", "123456789", "0599900a", "05999001\n", " 05999001", "05999001 ", "-5999001",
        "０５９９９００１", "٠٥٩٩٩٠٠١", *HOSTILE,
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["selected", "documented", "chosen"])
def test_only_keys_of_eight_digits_pass(key: str, where: str) -> None:
    frame = pd.DataFrame([[1] * len(PHASES)], index=[key if where == "selected" else "05999001"], columns=list(PHASES))
    with pytest.raises(ValueError, match="not a municipality key"):
        ring_state(frame, [key] if where == "documented" else [], [key] if where == "chosen" else [], False)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=12))
def test_no_text_passes_but_eight_digits(key: str) -> None:
    frame = pd.DataFrame(columns=list(PHASES))
    try:
        ring_state(frame, [key], [], False)
    except ValueError:
        return
    assert re.fullmatch("[0-9]{8}", key)


@pytest.mark.parametrize("theme", ["{{ 7*191 }}", "", "blue", '"); alert(1); ("'])
def test_an_unknown_theme_is_the_light_one(theme: str, roadmap: Roadmap) -> None:
    assert 'roadmapGround(map_div, "light");' in delivered(roadmap, theme=theme)["script"]


# Nothing is loaded from elsewhere


def test_scripts_and_styles_come_from_our_own_origin() -> None:
    view = base_map("0123456789ab", "de", "light")
    addresses = [address for _, address in (*view.default_js, *view.default_css)]
    assert len(addresses) >= 4
    assert all(address.startswith("../../app/static/") for address in addresses)


def test_scripts_come_in_the_order_in_which_they_need_each_other() -> None:
    names = [address.rpartition("/")[2].partition("?")[0] for _, address in base_map("v", "en", "dark").default_js]
    assert names == ["leaflet.js", "map-data-en.js", "map.js"]


def test_a_new_version_of_the_data_has_a_new_address() -> None:
    one, other = (dict(base_map(version, "de", "light").default_js) for version in ("a", "b"))
    assert one != other
    assert any("v=a" in address for address in one.values())


def test_nothing_that_is_sent_names_a_foreign_host(published: Roadmap) -> None:
    sent = "".join(delivered(published).values())
    assert ADDRESS.findall(sent.replace("http://www.w3.org/2000/svg", "")) == []
    assert "tileLayer" not in sent
    assert "jquery" not in sent.lower()
    assert "bootstrap" not in sent.lower()


def test_the_script_of_the_map_names_no_foreign_host() -> None:
    script = (Path(map_layers.__file__).parent / "assets" / "map.js").read_text(encoding="utf-8")
    code = re.sub(r"^\s*//.*$", "", script, flags=re.MULTILINE)
    assert set(re.findall(r"https?://[^\s\"']+", code)) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", code)


# What the layers say


SELECTIONS = [
    Selection(),
    Selection(phases=("umsetzung",)),
    Selection(places=("05999001",)),
    Selection(text="nichts"),
    Selection(as_of=pd.Timestamp("2025-12-31").date()),
]


def test_the_base_of_the_map_stays_the_same_over_selections(roadmap: Roadmap) -> None:
    bases = {
        tuple(delivered(roadmap, selection)[part] for part in ("html", "header", "script")) for selection in SELECTIONS
    }
    assert len(bases) == 1


def test_the_layer_changes_with_the_selection(roadmap: Roadmap) -> None:
    layers = [delivered(roadmap, selection)["layer"] for selection in SELECTIONS]
    assert len(set(layers)) == len(layers)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_rings_count_what_the_portfolio_counts(roadmap: Roadmap, selection: Selection) -> None:
    counts = portfolio(roadmap, selection, TODAY).municipality_counts
    sent = state(delivered(roadmap, selection)["layer"])
    assert sent["counts"] == {
        ags: [int(n) for n in row] for ags, row in zip(counts.index, counts.to_numpy(), strict=True)
    }
    assert sent["chosen"] == list(selection.places)
    assert sent["focused"] is bool(selection.places)


@pytest.mark.parametrize("keys", [[], ["05999001"], ("05999001", "05901002")])
def test_documented_towns_are_sent_as_keys(keys: Iterable[str]) -> None:
    sent = ring_state(pd.DataFrame(columns=list(PHASES)), keys, [], False)
    assert json.loads(sent) == {"counts": {}, "documented": list(keys), "chosen": [], "focused": False}


# The data of the map


def data(roadmap: Roadmap, language: str = "de") -> dict:
    script = map_data(roadmap, texts(language))
    assert script.startswith("window.ROADMAP = ")
    assert script.endswith(";")
    return json.loads(script.removeprefix("window.ROADMAP = ").removesuffix(";"))


def test_hostile_names_are_data_that_cannot_end_a_script(hostile: Roadmap) -> None:
    assert "</" not in map_data(hostile, texts("de"))
    names = [feature["properties"]["name"] for feature in data(hostile)["areas"]["features"]]
    assert sorted(names) == sorted(HOSTILE)


def test_every_town_has_its_area_name_and_mark(published: Roadmap) -> None:
    sent = data(published)
    names = {feature["properties"]["ags"]: feature["properties"]["name"] for feature in sent["areas"]["features"]}
    assert names == dict(zip(published["municipalities"]["ags"], published["municipalities"]["name"], strict=True))
    assert set(sent["marks"]) == set(names)
    assert len(sent["borders"]["features"]) == 15


def test_areas_carry_nothing_but_key_and_name(published: Roadmap) -> None:
    assert {key for feature in data(published)["areas"]["features"] for key in feature["properties"]} == {"ags", "name"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_phases_have_the_words_of_the_language_and_the_colours_of_the_palette(roadmap: Roadmap, language: str) -> None:
    t = texts(language)
    expected = [{"name": t(f"phase.{phase}"), "colour": PHASE[phase]} for phase in PHASES]
    assert data(roadmap, language)["phases"] == expected
    assert data(roadmap, language)["language"] == language
    assert data(roadmap, language)["colours"] == MAP


def test_every_word_and_colour_that_the_script_reads_is_sent(roadmap: Roadmap) -> None:
    script = (Path(map_layers.__file__).parent / "assets" / "map.js").read_text(encoding="utf-8")
    sent = data(roadmap)
    assert set(re.findall(r"data\.words\.(\w+)", script)) == set(sent["words"])
    assert set(re.findall(r"colours\.(\w+)", script)) - {"theme"} <= set(MAP["light"])
    assert set(re.findall(r"\bdata\.(\w+)", script)) <= set(sent)


def test_the_data_of_the_map_are_small(published: Roadmap) -> None:
    assert len(map_data(published, texts("de")).encode()) < 250 * 1024
