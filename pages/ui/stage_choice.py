"""What the page says before anything is on stage: the storyboards, their steps, and what was wrong with the address."""

from typing import Any

from pages.ui import navigation, stories
from pages.ui.session import View
from roadmap_model.selection import Selection
from roadmap_model.storyboards import OWN_ID, Storyboard


def headline(view: View) -> str:
    return view.texts("stage.choice", n=len(stories.offered(view.language)))


def rejected(view: View) -> str:
    """In words, the storyboard or the step that does not exist; empty if the address asks for none."""
    asked, step = view.parameter("story").strip(), view.parameter("schritt").strip()
    if not asked:
        return ""
    story = stories.find(view.language)(asked)
    if story:
        return view.texts("stage.unknown.step", step=step[:60], story=story.title, steps=len(story.steps))
    return view.texts("stage.unknown.story", story=asked[:60])


def content(view: View) -> dict[str, Any]:
    """Values of stage_choice.html."""
    return {"stories": [_story(view, story) for story in stories.offered(view.language)]}


def _story(view: View, story: Storyboard) -> dict[str, Any]:
    def at(page: str, **parameters: str) -> str:
        return navigation.href(page, Selection(), view.language, story=story.id, **parameters)

    return {
        "id": story.id,
        "title": story.title,
        "minutes": story.minutes,
        "link": at("stage", schritt="1"),
        # One's own lives in this tab; only a window that the stage opens itself, with N, knows it.
        "notes": "" if story.id == OWN_ID else at("notes"),
        "steps": [
            {"title": step.title, "sentence": step.sentence, "link": at("stage", schritt=str(number))}
            for number, step in enumerate(story.steps, 1)
        ],
    }
