"""Numbered sources of what a page or a document says."""

from typing import Any

from figures.view import View


class Citations:
    """Numbers sources in the order in which they are first cited.

    Several parts of a document share their `numbers`; each knows the sources that it cites itself.
    """

    def __init__(self, view: View, numbers: dict[str, int] | None = None) -> None:
        self._sources = view.roadmap.by_id("sources")
        self._numbers = {} if numbers is None else numbers
        self._own: dict[str, int] = {}

    def number(self, source: str) -> int:
        return self._own.setdefault(source, self._numbers.setdefault(source, len(self._numbers) + 1))

    def listed(self) -> list[dict[str, Any]]:
        return [self._sources[source] for source in self._own]

    def numbered(self) -> list[tuple[int, dict[str, Any]]]:
        """The sources with their numbers, in the order of these."""
        return sorted((number, self._sources[source]) for source, number in self._own.items())
