"""What the page of storyboards says of storyboards and their steps, and the addresses that lead to them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from figures.texts import LANGUAGES
from pages.ui import navigation
from pages.ui.session import View
from pages.ui.storyboard_kept import own
from roadmap_model import network_query
from roadmap_model.selection import LISTS, Selection, from_query
from roadmap_model.storyboards import Step, Storyboard
from roadmap_model.views import PROJECT, parameters


def headline(view: View) -> str:
    """How long one's own storyboard is, or what there is to begin with."""
    if board := own():
        return view.texts("storyboard.headline", n=len(board.steps), minutes=board.minutes)
    return view.texts("storyboard.headline.none")


def shelf(view: View, board: Storyboard) -> dict[str, Any]:
    """Values of storyboard.html: one that comes with the data."""
    return {
        "board": board,
        "steps": [(step, view_address(step, view.language), view_name(view, step)) for step in board.steps],
    }


def present(view: View, board: Storyboard) -> dict[str, Any]:
    """Values of storyboard_present.html: where it is shown to an audience, from its first step."""
    stage = navigation.href("stage", Selection(), view.language, story=board.id, schritt="1")
    return {"stage": stage, "title": board.title}


def view_address(step: Step, language: str) -> str:
    """Where the view of a step is found among the pages."""
    tail = urlencode(_tail(language))
    return step.address + ("?" if tail and not step.query else "&" if tail else "") + tail


def _tail(language: str) -> dict[str, str]:
    return {} if language == LANGUAGES[0] else {"lang": language}


def view_name(view: View, step: Step) -> str:
    """The page of a step and what is selected on it, in words."""
    t, given = view.texts, parameters(step.query)
    selection, _ = from_query(given, view.roadmap, view.today)
    said = [view.name(key, code) for key, name in LISTS.items() for code in getattr(selection, name)]
    said += [view.name("akteur", selection.organisation)] if selection.organisation else []
    said += [t("storyboard.search", text=selection.text)] if selection.text else []
    said += [t("storyboard.as_of", day=t.short_day(selection.as_of))] if selection.as_of else []
    return _shown(view, step, given, selection) + (f": {', '.join(said)}" if said else "")


def _shown(view: View, step: Step, given: Mapping[str, str], selection: Selection) -> str:
    """The project, group or part that is shown alone, else the page."""
    t, project = view.texts, view.roadmap.by_id("projects").get(given.get(PROJECT, ""))
    if project:
        return t.of(project, "name")
    if step.path == "akteure":
        asked = network_query.from_query(given, view.roadmap)
        if asked.group:
            return t.of(view.roadmap.by_id("groups")[asked.group], "name")
        if asked.part and not selection.organisation:
            return t(f"network.part.{asked.part}")
    return t(f"page.{navigation.BY_PATH[step.path].key}.title")
