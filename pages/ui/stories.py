"""The storyboards that can be presented, by their id."""

from collections.abc import Callable

from pages.ui import storyboard_kept
from roadmap_model import live
from roadmap_model.storyboards import Storyboard, shipped


def offered(language: str) -> tuple[Storyboard, ...]:
    """Those of the data package, then one's own."""
    own = storyboard_kept.own()
    mine = (own,) if own and own.steps else ()
    return shipped(live.current(), language) + mine


def find(language: str) -> Callable[[str], Storyboard | None]:
    """The storyboards by their id, in a language."""

    def by_id(id_: str) -> Storyboard | None:
        return next((story for story in offered(language) if story.id == id_), None)

    return by_id
