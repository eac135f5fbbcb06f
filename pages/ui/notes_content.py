"""What the speaker's window says: all notes of a storyboard, of which it shows one at a time."""

from typing import Any

from pages.ui import stories
from pages.ui.session import View
from pages.ui.stage_address import number_of
from roadmap_model.storyboards import Storyboard


def story(view: View) -> Storyboard | None:
    """The storyboard that the address asks for."""
    return stories.find(view.language)(view.parameter("story").strip())


def content(view: View) -> dict[str, Any]:
    """Values of notes.html."""
    board = story(view)
    steps = board.steps if board else ()
    number = number_of({"schritt": view.parameter("schritt")})
    return {
        "minutes": board.minutes if board else 0,
        "current": number if 1 <= number <= len(steps) else 1,
        "steps": [
            {"title": step.title, "sentence": step.sentence, "note": step.note, "following": following}
            for step, following in zip(steps, [*(step.title for step in steps[1:]), ""], strict=True)
        ],
    }
