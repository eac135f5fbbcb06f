"""What a file of the open data is: its address, its kind, what it understands, and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass

from server.question import Question, parameters

Content = str | bytes
VERSION = "v1"
STAND = "Roadmap-Stand"  # header that says as of which day an answer shows the data


@dataclass(frozen=True)
class File:
    """One file. `key` names its texts and, to a machine, the operation that fetches it.

    `columns` are those of a table, `saved_as` is the name that a browser should save it under;
    `is_data` tells the data from what describes or shows them.
    """

    name: str
    key: str
    media_type: str
    content: Callable[[Question], Content]
    columns: tuple[str, ...] = ()
    saved_as: Callable[[Question], str] | None = None
    with_period: bool = False
    with_territory: bool = False
    is_data: bool = True

    @property
    def path(self) -> str:
        """Its address below `/api`."""
        return f"/{VERSION}/{self.name}"

    @property
    def kind(self) -> str:
        """The media type without its parameters."""
        return self.media_type.partition(";")[0]

    @property
    def parameters(self) -> tuple[str, ...]:
        return parameters(self.with_period, self.with_territory)

    def address(self, base: str) -> str:
        return f"{base}api{self.path}"
