"""The foot of every page: Stand, data version, evidence, credits, legal pages."""

from typing import Any

from figures.legal import LEGAL
from pages.ui.session import View
from roadmap_model.evidence import shares


def content(view: View) -> dict[str, Any]:
    """Values of footer.html."""
    t, roadmap = view.texts, view.roadmap
    return {
        "stand": t.day(view.portfolio.day),
        "published": t.day(roadmap.published),
        "version": roadmap.version,
        "evidence": [(t(f"evidence.{level}"), round(100 * share)) for level, share in shares(roadmap).items()],
        "about": view.href("about"),
        "storyboard": view.href("storyboard"),
        "legal": LEGAL,
        "root": "",
    }
