"""Texts that must fit a given room."""

import textwrap


def shorten(text: str, most: int) -> str:
    """At most so many characters: whole words and an ellipsis, or a cut word where one alone is too long."""
    short = textwrap.shorten(text, most, placeholder=" …")
    return short if short != "…" else text.strip()[: most - 1] + "…"


def lines(text: str, width: int) -> int:
    """How many lines of so many characters a text takes."""
    return len(textwrap.wrap(text, width))
