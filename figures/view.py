"""What somebody looks at, as far as contents need to know: pages and documents each have their own addresses."""

from typing import Protocol

from figures.texts import Texts
from roadmap_model.portfolio import Portfolio
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import Selection


class View(Protocol):
    """A selection of projects in one language."""

    @property
    def roadmap(self) -> Roadmap: ...

    @property
    def texts(self) -> Texts: ...

    @property
    def selection(self) -> Selection: ...

    @property
    def portfolio(self) -> Portfolio: ...

    def name(self, parameter: str, code: str) -> str:
        """What a code of the selection is called."""

    def href(self, page: str, selection: Selection | None = None, **extra: str) -> str:
        """Address of a page; empty where there is none."""
