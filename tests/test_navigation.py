"""Pages are declared once, and an address says all that a view needs."""

from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.texts import LANGUAGES, texts
from pages.ui.navigation import BY_KEY, BY_PATH, PAGES, href, query, split
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import PARAMETERS, Selection, clean_text, from_query
from tests import sources
from tests.conftest import TODAY

SCRIPTS = ("frame",)  # runs for every page, is none itself
SELECTIONS = st.builds(
    lambda text, places, phases, day: Selection(text=clean_text(text), as_of=day).with_(places=places, phases=phases),
    st.text(max_size=40),
    st.lists(st.sampled_from(["05999001", "05901", "region"])),
    st.lists(st.sampled_from(["idee", "planung"])),
    st.none() | st.dates(date(2000, 1, 1), TODAY),
)
EXTRAS = st.dictionaries(st.sampled_from(["projekt", "seite", "sortierung"]), st.text(max_size=20), max_size=3)


@settings(max_examples=100, deadline=None)
@given(page=st.sampled_from(PAGES), selection=SELECTIONS, language=st.sampled_from(LANGUAGES), extra=EXTRAS)
def test_an_address_leads_back_to_its_page_and_parameters(
    page: object, selection: Selection, language: str, extra: dict[str, str]
) -> None:
    address = href(page.key, selection, language, **extra)  # type: ignore[attr-defined]
    assert split(address) == (page, query(selection, language, **extra))


@settings(max_examples=60, deadline=None)
@given(selection=SELECTIONS)
def test_an_address_holds_the_whole_selection(roadmap: Roadmap, selection: Selection) -> None:
    _, parameters = split(href("projects", selection, "de"))
    assert from_query(parameters, roadmap, TODAY) == (selection, ())


@settings(max_examples=60, deadline=None)
@given(page=st.sampled_from(PAGES), selection=SELECTIONS, extra=EXTRAS)
def test_an_address_is_relative_printable_and_safe_in_an_attribute(
    page: object, selection: Selection, extra: dict[str, str]
) -> None:
    address = href(page.key, selection, "de", **extra)  # type: ignore[attr-defined]
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc) == ("", "")
    assert not address.startswith("/")
    assert address.isascii()
    assert address.isprintable()
    assert not set(address) & set("<>\"' ")


def test_addresses_are_short_and_readable() -> None:
    selection = Selection(phases=("planung", "umsetzung"), places=("05999001",))
    assert href("map", selection, "de") == "karte?phase=planung,umsetzung&ort=05999001"
    assert href("projects", Selection(), "en", projekt="ahorn") == "projekte?projekt=ahorn&lang=en"
    assert href("overview", Selection(), "de") == "./"
    assert href("overview", Selection(), "en") == "./?lang=en"


def test_the_first_language_is_left_out_and_the_others_come_last() -> None:
    assert "lang" not in query(Selection(), LANGUAGES[0])
    for language in LANGUAGES[1:]:
        assert list(query(Selection(text="x"), language, seite="2")) == ["suche", "seite", "lang"]


def test_empty_parameters_are_left_out() -> None:
    assert query(Selection(), "de", seite="", projekt="a") == {"projekt": "a"}


@pytest.mark.parametrize(
    "address", ["karte", "/karte", "./karte", "karte/", "karte?x=1", "karte#oben", "/karte?x=1#oben"]
)
def test_a_page_is_found_however_its_address_is_written(address: str) -> None:
    page, parameters = split(address)
    assert page == BY_KEY["map"]
    assert parameters == dict(parse_qsl(urlsplit(address).query))


@pytest.mark.parametrize("address", ["", "./", "/", "?lang=en", "./?lang=en"])
def test_the_root_is_the_first_page(address: str) -> None:
    assert split(address)[0] == PAGES[0]


@pytest.mark.parametrize(
    "address",
    ["nirgends", "karte/innen", "../karte", "Karte", "javascript:alert(1)", "<script>", "%6Barte", "karte.py"],
)
def test_an_address_of_no_page_is_none(address: str) -> None:
    assert split(address)[0] is None


# The registry


def test_keys_paths_and_files_are_unique() -> None:
    assert len(BY_KEY) == len(BY_PATH) == len({page.file for page in PAGES}) == len(PAGES)


def test_there_is_exactly_one_default_page_and_it_is_the_first() -> None:
    assert [page.path for page in PAGES].count("") == 1
    assert PAGES[0].path == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_a_page_has_its_file_and_its_texts(page: object) -> None:
    assert (sources.ROOT / "pages" / page.file).is_file()  # type: ignore[attr-defined]
    for language in LANGUAGES:
        for part in ("title", "description"):
            assert texts(language)(f"page.{page.key}.{part}")  # type: ignore[attr-defined]


def test_every_file_among_the_pages_is_registered() -> None:
    files = {file.stem for file in (sources.ROOT / "pages").glob("*.py")} - {*SCRIPTS, "__init__"}
    assert files == {Path(page.file).stem for page in PAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_a_page_belongs_to_a_page(language: str) -> None:
    keys = {key.split(".")[1] for key in texts(language).entries if key.startswith("page.")}
    assert keys == set(BY_KEY)


def test_paths_are_plain_words_that_no_route_or_parameter_uses() -> None:
    for page in PAGES[1:]:
        assert page.path.isalpha()
        assert page.path.islower()
        assert page.path not in ("api", "app", "static", "component", "media", *PARAMETERS)
