"""Numbered sources of a fact sheet."""

from typing import Any

from pages.ui.session import View


class Citations:
    """Numbers the sources of a sheet in the order in which they are first cited."""

    def __init__(self, view: View) -> None:
        self._sources = view.roadmap.by_id("sources")
        self._order: list[str] = []

    def number(self, source: str) -> int:
        if source not in self._order:
            self._order.append(source)
        return self._order.index(source) + 1

    def listed(self) -> list[dict[str, Any]]:
        return [self._sources[source] for source in self._order]
