"""Text from data is literal wherever Streamlit reads markdown."""

import html
import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pages.ui.markdown import escape

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False, "html": True})
# What Streamlit reads beyond CommonMark: directives, icons, formulas, arrows, badges.
OWN = [":red[x]", ":material/home:", ":smile:", "$x^2$", "$$x$$", "a -> b <- c", "--", ":blue-badge[x]", ":streamlit:"]
HARMLESS = set("%,;?")


def shown(text: str) -> str:
    """What a reader sees of markdown: text without any tag."""
    rendered = MARKDOWN.render(text)
    assert re.fullmatch(r"(<p>[^<>]*</p>\n)?", rendered), rendered
    return html.unescape(rendered.removeprefix("<p>").removesuffix("</p>\n"))


@pytest.mark.parametrize("char", sorted(set(string.punctuation) - HARMLESS))
def test_every_special_character_is_escaped(char: str) -> None:
    assert escape(char) == f"\\{char}"
    assert shown(escape(char)) == char
    assert shown(escape(f"a{char}b{char}c")) == f"a{char}b{char}c"


@pytest.mark.parametrize(
    "text",
    [
        "**fett**", "_kursiv_", "`code`", "~~weg~~", "# Titel", "- Punkt", "1. Punkt", "1) Punkt", "+ Punkt",
        "> Zitat", "---", "===", "| a | b |", "[Text](javascript:alert(1))",
        "![Bild](https://example.org/spur.png)", "<https://example.org>", "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>", "https://example.org/a_b", "www.example.org", "a@example.org", "&lt;b&gt;",
        "&#60;", "\\", "\\\\*", "{{ 7*191 }}", "[x]: https://example.org", "[^1]", "- [ ] Aufgabe",
        "```\ncode\n```", *OWN,
    ],
)  # fmt: skip
def test_no_markdown_survives(text: str) -> None:
    assert shown(escape(text)) == " ".join(text.split())


@settings(deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=60))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    assert shown(escape(text)).split() == text.split()


@pytest.mark.parametrize("text", OWN)
def test_what_streamlit_adds_to_markdown_is_broken_up_too(text: str) -> None:
    escaped = escape(text)
    assert all(f"\\{char}" in escaped for char in text if char in ":$[]<>-")


@pytest.mark.parametrize("text", ["a\nb", "a\n\nb", "a\r\nb", "a\tb", "    a", "a  \nb", "a\u2028b", "a\u00a0b"])
def test_white_space_cannot_begin_a_block(text: str) -> None:
    assert not re.search(r"\s\s|[^\S ]", escape(text))


def test_plain_words_stay_as_they_are() -> None:
    assert escape("Straße, 50 %; „Zentren des Teilens“?") == "Straße, 50 %; „Zentren des Teilens“?"
    assert escape("") == ""
