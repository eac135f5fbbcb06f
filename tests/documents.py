"""Whole documents as a server delivers them, read as elements."""

from html.parser import HTMLParser

DATA = "application/ld+json"  # type of an element that holds data and is never run


class Reader(HTMLParser):
    """All elements of a document with their attributes, and the text of its blocks of data."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.data = ""
        self.feed(html)

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1] == ("script", {"type": DATA}):
            self.data += data.strip()

    def meta(self, name: str) -> str | None:
        """The content of the one element of this name or property."""
        (found,) = [a.get("content") for tag, a in self.elements if tag == "meta" and name in a.values()]
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def links(self, rel: str) -> list[str | None]:
        return [a.get("href") for tag, a in self.elements if tag == "link" and a.get("rel") == rel]
