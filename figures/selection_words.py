"""What a selection restricts, in words."""

from dataclasses import dataclass

from figures.view import View
from roadmap_model.selection import LISTS

# URL parameter to the field of Selection that it fills.
FIELDS = {**LISTS, "akteur": "organisation", "suche": "text"}


@dataclass(frozen=True)
class Restriction:
    """One filter: its field of Selection, what the filter is called, and the names of the chosen values."""

    field: str
    label: str
    names: tuple[str, ...]


def restrictions(view: View) -> list[Restriction]:
    """Every filter that leaves something out, in the order of the address. The as-of day is not one of them."""
    found = []
    for parameter, value in view.selection.to_query().items():
        if parameter == "stand":
            continue
        codes = value.split(",") if parameter in LISTS else [value]
        names = tuple(code if parameter == "suche" else view.name(parameter, code) for code in codes)
        found.append(Restriction(FIELDS[parameter], view.texts(f"selection.{FIELDS[parameter]}"), names))
    return found


def in_words(view: View) -> str:
    """All filters in one line; empty without any."""
    return " · ".join(f"{one.label}: {', '.join(one.names)}" for one in restrictions(view))
