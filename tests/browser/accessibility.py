"""What axe-core finds wrong on a page and in the frames of its components."""

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = """
  async (standards) => {
    const found = await axe.run(document, { runOnly: standards, resultTypes: ["violations"], iframes: false });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  }
"""


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Rule and element of each violation of WCAG 2.2 AA and of good practice, in every frame."""
    found = []
    for frame in page.frames:
        frame.evaluate(f"window.axe === undefined && (() => {{ {_axe()} }})()")
        found += frame.evaluate(RUN, STANDARDS)
    return found
