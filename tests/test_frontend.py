"""What Streamlit's own frontend says is known in both languages, and what is installed still says it that way."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
import streamlit

from figures.frontend import KEY, script, words
from figures.texts import LANGUAGES

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
WORDS = {key.removeprefix(KEY): said for key, said in words().items()}
# The frontend puts these together itself: what it puts together.
COMPOSED = {
    "label.calendar": ("`Choose date`",),
    # The parts of a date have their names from the browser.
    **{f"label.field.{part}": ("`dateTimeField`",) for part in ("day", "month", "year")},
    "text.apply": ("`Press ${", "`apply`"),
    "text.apply_lines": ("`Press ${", "`Ctrl`", "`apply`"),
    "text.apply_lines_mac": ("`Press ${", "`⌘`", "`apply`"),
    "text.calendar": ("`Choose date`",),
    "text.option": ("} option`", "} available.`"),
    "text.options": ("} options`", "} available.`"),
}


@cache
def installed() -> str:
    """Every script of the installed frontend."""
    return "\n".join(file.read_text(encoding="utf-8") for file in SCRIPTS.glob("*.js"))


def pieces(key: str) -> tuple[str, ...]:
    """What must stand in the scripts: the whole text, or its parts between the gaps."""
    if key in COMPOSED:
        return COMPOSED[key]
    parts = re.split(r"\{\w+\}", WORDS[key]["en"])
    return (f"`{parts[0]}`",) if len(parts) == 1 else tuple(part for part in parts if part.strip())


@pytest.mark.parametrize("key", WORDS)
def test_the_installed_frontend_still_says_it(key: str) -> None:
    assert [piece for piece in pieces(key) if piece not in installed()] == []


def test_every_text_is_one_that_is_seen_or_a_label() -> None:
    assert {key.partition(".")[0] for key in WORDS} == {"text", "label"}


@pytest.mark.parametrize("kind", ["text", "label"])
def test_nothing_is_said_twice_and_nothing_that_was_said_is_said_again(kind: str) -> None:
    ours = [said for key, said in WORDS.items() if key.startswith(kind)]
    english = [said["en"] for said in ours]
    assert len(english) == len(set(english))
    assert not {said["de"] for said in ours if said["de"] != said["en"]} & set(english)


def test_the_script_knows_every_text_in_both_languages_and_their_locales() -> None:
    known = json.loads(script().split("\n")[0].removeprefix("window.roadmapFrontend = ").removesuffix(";"))
    assert known["locales"] == {"de": "de-DE", "en": "en-GB"}
    assert known["words"] == [[key.split(".")[0], *map(list, said.items())] for key, said in WORDS.items()]
    assert all(tuple(said) == LANGUAGES for said in WORDS.values())


def test_a_text_cannot_end_the_script() -> None:
    assert "</script" not in script()
    assert "<!--" not in script()
