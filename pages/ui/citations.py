"""Numbered sources of a fact sheet."""

from typing import Any

from pages.ui.project_rows import known
from pages.ui.session import View


class Citations:
    """Numbers the sources of a sheet in the order in which they are first cited."""

    def __init__(self, view: View) -> None:
        self._sources = view.roadmap["sources"].set_index("id")
        self._order: list[str] = []

    def number(self, source: str) -> int:
        if source not in self._order:
            self._order.append(source)
        return self._order.index(source) + 1

    def listed(self) -> list[dict[str, Any]]:
        rows = self._sources.loc[self._order]
        return [
            {"title": source["title"], "url": source["url"], "published_on": known(source["published_on"])}
            for _, source in rows.iterrows()
        ]
