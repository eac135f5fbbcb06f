"""How milestones and measures look on the timeline: diamonds and squares, filled once they are done."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """Plotly's symbol, the names of its colours, and what stands inside."""

    symbol: str
    fill: str
    rim: str
    ink: str
    inside: str = ""


# By kind and state: filled once proven, hollow while planned, in the colour of delay once overdue.
LOOKS = {
    "milestone": {
        "erreicht": Look("diamond", "ink", "ground", "ground"),
        "geplant": Look("diamond", "ground", "ink", "ink"),
        "ueberfaellig": Look("diamond", "white", "late", "late", "!"),
        "entfallen": Look("diamond-x", "ground", "quiet", "ink"),
    },
    "measure": {
        "erledigt": Look("square", "ink", "ground", "ground"),
        "laufend": Look("square-dot", "ground", "ink", "ink"),
        "offen": Look("square", "ground", "ink", "ink"),
        "ueberfaellig": Look("square", "white", "late", "late", "!"),
        "verworfen": Look("square-x", "ground", "quiet", "ink"),
        "unbekannt": Look("square", "ground", "quiet", "ink", "?"),
    },
}
SIZES = {"milestone": (13, 18), "measure": (12, 16)}  # pixels of a single one, and of one with a number inside
