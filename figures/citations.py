"""Numbered sources of a fact sheet."""

from typing import Any

from figures.view import View


class Citations:
    """Numbers the sources of a sheet in the order in which they are first cited."""

    def __init__(self, view: View) -> None:
        self._sources = view.roadmap.by_id("sources")
        self._numbers: dict[str, int] = {}

    def number(self, source: str) -> int:
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def listed(self) -> list[dict[str, Any]]:
        return [self._sources[source] for source in self._numbers]
