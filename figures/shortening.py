"""Texts that must fit a given room."""

import textwrap


def shorten(text: str, most: int) -> str:
    """At most so many characters: whole words and an ellipsis, or a cut word where one alone is too long."""
    short = textwrap.shorten(text, most, placeholder=" …")
    return short if short != "…" else text.strip()[: most - 1] + "…"


def lines(text: str, width: int, most: int) -> list[str]:
    """The text in at most so many lines of so many characters: whole words, and an ellipsis where it is cut."""
    return textwrap.wrap(text, width, max_lines=most, placeholder=" …", break_long_words=False, break_on_hyphens=False)
