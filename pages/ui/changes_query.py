"""What the address of the page on changes asks for: two days (`von`, `bis`) and a part of the page (`art`)."""

from functools import lru_cache

from pages.ui.session import View
from roadmap_model.changes import PART, PARTS
from roadmap_model.period import Asked, from_query


@lru_cache(maxsize=256)
def asked(view: View) -> Asked:
    """The two days, within what is known on the view's day."""
    return from_query(dict(view.extra), view.roadmap, view.portfolio.day)


def part(view: View) -> str:
    """The part to show alone; empty for a survey of all."""
    wanted = view.parameter(PART)
    return wanted if wanted in PARTS else ""
