"""What was documented after the as-of day is on no page: hurdles, measures, their states, and meetings of groups."""

import pytest

from pages.ui.navigation import PAGES
from tests.visit import GERMAN, assert_sound, in_service, opened, read

# Every page, and those that show one thing: where hurdles, measures or meetings could appear.
PLACES = [(page.key, {}) for page in PAGES] + [
    ("projects", {"projekt": "eibe"}),
    ("projects", {"projekt": "birke"}),
    ("network", {"gruppe": "gruppe-metalle"}),
    ("network", {"teil": "gruppen"}),
    ("network", {"teil": "synergien"}),
    ("network", {"akteur": "werk"}),
    ("timeline", {"gruppe": "thema", "offen": "alle"}),
    ("timeline", {"offen": "keine"}),
]
everywhere = pytest.mark.parametrize(("page", "query"), PLACES, ids=[f"{page} {query}" for page, query in PLACES])


def documented(rows) -> None:
    """A hurdle named, a measure agreed, started and finished, a meeting held: each on a day of its own."""
    rows["hurdles"][0] |= {"date": "2025-12-10", "title_de": "Späte Hürde"}
    rows["measures"] = [
        rows["measures"][0] | {"title_de": "Späte Maßnahme", "agreed_on": "2026-01-10", "state_on": "2026-02-01"},
        rows["measures"][1]
        | {
            "title_de": "Frühe Maßnahme",
            "agreed_on": "2025-06",
            "state": "erledigt",
            "state_on": "2026-03",
            "due": "2025",
        },
    ]
    rows["group_meetings"][0] |= {"date": "2025-12-20", "title_de": "Spätes Treffen"}


roadmap = in_service(documented)


def text_of(page: str, query: dict[str, str], day: str = "") -> str:
    at = opened(page, query | ({"stand": day} if day else {}))
    assert_sound(at)
    return read(at).text


@everywhere
def test_nothing_is_shown_before_it_was_documented(page, query):
    then = text_of(page, query, "2025-12-09")
    for late in ("Späte Hürde", "Späte Maßnahme", "Spätes Treffen", GERMAN.partial("2025-12-20")):
        assert late not in then


@everywhere
def test_a_measure_finished_later_is_not_yet_done(page, query):
    then = text_of(page, query, "2025-12-31")
    if "Frühe Maßnahme" in then:
        assert GERMAN("measure.unbekannt") in then
        assert GERMAN("measure.erledigt") not in then.replace(GERMAN("measure.ueberfaellig"), "")


@pytest.mark.parametrize(
    ("page", "query", "said", "last_without", "first_with"),
    [
        ("action_fields", {}, "Späte Hürde", "2025-12-09", "2025-12-10"),
        ("projects", {"projekt": "eibe"}, "Späte Hürde", "2025-12-09", "2025-12-10"),
        ("action_fields", {}, "Späte Maßnahme", "2026-01-09", "2026-01-10"),
        ("network", {"gruppe": "gruppe-metalle"}, "Späte Maßnahme", "2026-01-09", "2026-01-10"),
        ("timeline", {}, "Späte Maßnahme", "2026-01-09", "2026-01-10"),
        ("network", {"gruppe": "gruppe-metalle"}, "Frühe Maßnahme", "2025-06-29", "2025-06-30"),
        ("network", {"gruppe": "gruppe-metalle"}, GERMAN("measure.erledigt"), "2026-03-30", "2026-03-31"),
        ("network", {"gruppe": "gruppe-metalle"}, GERMAN("measure.laufend"), "2026-01-31", "2026-02-01"),
        ("timeline", {"gruppe": "phase", "offen": "alle"}, GERMAN("measure.erledigt"), "2026-03-30", "2026-03-31"),
        ("action_fields", {"thema": "metalle"}, GERMAN.partial("2025-12-20"), "2025-12-19", "2025-12-20"),
    ],
)
def test_it_appears_on_the_very_day(page, query, said, last_without, first_with):
    assert said not in text_of(page, query, last_without)
    assert said in text_of(page, query, first_with)


def test_the_list_of_hurdles_says_how_the_past_is_counted():
    assert GERMAN("hurdles.past") in text_of("action_fields", {}, "2025-12-31")
    assert GERMAN("hurdles.past") not in text_of("action_fields", {})
