"""A text that is too long ends visibly."""

import pytest

from figures.shortening import shorten


@pytest.mark.parametrize("text", ["", "kurz", "zwei Worte", "x" * 300, "lang " * 80, "  viel   Luft  "])
def test_a_shortened_text_fits_and_says_that_it_goes_on(text):
    short = shorten(text, 40)
    assert len(short) <= 40
    assert short == " ".join(text.split()) or short.endswith("…")
