"""Widgets speak the page's language, whatever their own and the browser's."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from figures.frontend import words
from tests.browser.conftest import follow

WORDS = words()
# Everything that can be seen or heard on the page besides our own HTML and the figures.
SAID = """() => {
  const said = [], ours = ".rm, .main-svg, head, script, style, noscript";
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walk.currentNode; node; node = walk.nextNode()) {
    if ((node.parentElement || node).closest(ours)) continue;
    if (node.nodeType === Node.TEXT_NODE) said.push(["text", node.data.trim()]);
    else for (const { name, value } of node.attributes) {
      if (/^(aria-(label|valuetext)|data-title|alt|title|placeholder)$/.test(name)) said.push(["label", value]);
    }
  }
  return said;
}"""


@pytest.fixture(scope="module", params=[("de", "en-US"), ("en", "de-DE")], ids="-".join)
def reading(request, arrive, app) -> Iterator[tuple[Page, str]]:
    """A page in one language in a browser that speaks the other."""
    language, locale = request.param
    visitor = arrive(app, locale=locale)
    yield visitor.page(f"daten?lang={language}"), language
    visitor.context.close()
    assert not visitor.errors


def opened(reading: tuple[Page, str], address: str) -> tuple[Page, str]:
    page, language = reading
    return follow(page, f"{address}{'&' if '?' in address else '?'}lang={language}"), language


def foreign(page: Page, language: str) -> list[str]:
    """What the page says in the other language."""
    other = "en" if language == "de" else "de"
    told = {
        kind: [
            re.compile(
                re.sub(r"\\\{(\w+)\\\}", lambda gap: r"[\d.,]+" if gap[1] == "n" else ".+", re.escape(said[other]))
            )
            for key, said in WORDS.items()
            if f".{kind}." in key and said[other] != said[language]
        ]
        for kind in ("text", "label")
    }
    return [text for kind, text in page.evaluate(SAID) if any(word.fullmatch(text) for word in told[kind])]


def word(key: str, language: str) -> str:
    return WORDS[f"frontend.{key}"][language]


def test_filters_speak_the_pages_language(reading):
    page, language = opened(reading, "karte")
    assert foreign(page, language) == []
    page.locator(".st-key-open_places button").first.click()
    places = page.locator(".st-key-choose_places")
    places.get_by_role("combobox").fill("zzz")
    expect(page.get_by_text(word("text.no_results", language), exact=True)).to_be_visible()
    assert foreign(page, language) == []
    places.get_by_role("combobox").fill("Bochum")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("ort="))
    expect(places.get_by_label(word("label.remove", language).format(name="Bochum"))).to_be_visible()
    assert foreign(page, language) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator(".st-key-open_further button").first.click()
    day = page.locator("[data-testid=stDateInput]")
    expect(day.get_by_text(word("text.year", language), exact=True)).to_be_visible()
    day.get_by_label(word("label.choose_date", language)).click()
    month = "Oktober" if language == "de" else "October"
    expect(page.get_by_role("button", name=word("label.month_previous", language)).first).to_be_visible()
    expect(page.locator("[data-testid=stDateInputCalendar] option", has_text=month)).to_be_attached()
    assert foreign(page, language) == []


def test_fields_speak_the_pages_language(reading):
    page, language = opened(reading, "drehbuch")
    page.locator(".st-key-storyboard_copy_einfuehrung button").click()
    minutes = page.locator("[data-testid=stNumberInput] input")
    minutes.fill("999")
    minutes.press("Enter")
    expect(page.locator("[data-testid=stNumberInput]")).to_contain_text(
        word("text.number_outside", language).format(before="", least="1", most="480")
    )
    page.locator("textarea").first.press("x")
    expect(page.get_by_text(word("text.apply_lines", language))).to_be_visible()
    assert foreign(page, language) == []


def test_figures_speak_the_pages_language(reading):
    page, language = opened(reading, "zeitachse")
    button = page.locator(f".modebar-btn[data-title='{word('label.fullscreen', language)}']")
    page.locator(".js-plotly-plot").hover()
    button.click()
    expect(page.locator(f".modebar-btn[data-title='{word('label.close_fullscreen', language)}']")).to_be_attached()
    assert foreign(page, language) == []


def test_dates_of_the_changes_are_written_in_the_pages_language(reading):
    page, language = opened(reading, "aenderungen?von=2026-05-31&bis=2026-10-01")
    month, day = ("Mai", "31. Mai 2026") if language == "de" else ("May", "May 31, 2026")
    expect(page.locator(f"[aria-valuetext='05 – {month}']")).to_be_attached()
    expect(page.get_by_text(word("text.date_chosen", language).format(date=day), exact=True)).to_be_attached()
    assert foreign(page, language) == []


def test_widgets_follow_a_change_of_the_language(reader):
    page = reader
    for language in ("en", "de", "en", "de"):
        follow(page, "akteure?lang=en" if language == "en" else "akteure")
        expect(page.locator("[data-testid=stSkipToContent]")).to_have_text(word("text.skip", language))
        expect(page.get_by_role("navigation", name=word("label.navigation", language)).first).to_be_visible()
        page.locator("[data-testid=stTextInput] input").last.press("x")
        expect(page.get_by_text(word("text.apply", language))).to_be_visible()
        assert foreign(page, language) == []
