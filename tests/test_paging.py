"""A long list comes in parts or in one, and says how much of it is shown."""

from datetime import date

import pandas as pd
import pytest

from figures.html import render
from figures.texts import LANGUAGES, texts
from pages.ui.paging import PER_PAGE, page_of
from pages.ui.session import View
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import Selection

ROWS = pd.DataFrame({"n": range(120)})
MOST = 100


def view(roadmap: Roadmap, part: str, language: str = "de") -> View:
    return View(roadmap, texts(language), Selection(), (), date(2026, 11, 22), (("seite", part),))


@pytest.mark.parametrize(("part", "first", "size"), [("", 0, PER_PAGE), ("2", PER_PAGE, PER_PAGE), ("alle", 0, MOST)])
def test_a_part_has_its_rows(roadmap: Roadmap, part: str, first: int, size: int) -> None:
    rows, pages = page_of(view(roadmap, part), ROWS, "projects", MOST)
    assert list(rows["n"]) == list(range(first, first + size))
    assert (pages["first"], pages["last"], pages["total"]) == (first + 1, first + size, 120)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_too_long_to_be_shown_in_one_says_where_it_ends(roadmap: Roadmap, language: str) -> None:
    words = texts(language)
    whole, part = (
        render("paging.html", words, pages=page_of(view(roadmap, asked, language), ROWS, "projects", MOST)[1])
        for asked in ("alle", "3")
    )
    assert f"{words('paging.range', first=1, last=MOST, n=120)}. {words('paging.cut')}" in whole
    assert words("paging.most", n=MOST) in whole
    assert words("paging.paper", first=51, last=75, n=120) in part
    assert words("paging.paper.most", n=MOST) in part
    assert words("paging.cut") not in part
    assert "rm-paper" not in whole


def test_a_list_that_fits_one_part_has_no_parts(roadmap: Roadmap) -> None:
    rows, pages = page_of(view(roadmap, "alle"), ROWS.head(PER_PAGE), "projects", MOST)
    assert len(rows) == PER_PAGE
    assert render("paging.html", texts("de"), pages=pages).strip() == ""
