"""A drawn timeline as SVG in a document: as wide as its place, its letters as large as those around it."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from markupsafe import Markup

from figures.html import render
from figures.palette import EITHER
from figures.texts import Texts
from figures.timeline import drawn, lines
from figures.timeline_drawing import BOTTOM, TOP, Drawing
from figures.timeline_words import Group
from roadmap_model.portfolio import Portfolio
from roadmap_model.timeline import Scope, entries, group_codes

ROWS = 14  # of one figure, so that it stays whole on a sheet of A4
GROUPING, HORIZON = "feld", "lang"
TICK, DAY = 30, 8  # pixels between the drawing and the words above it
FOLDING = "▾▸ "  # what a click would open or fold on the page


@dataclass(frozen=True)
class Part:
    """A figure of one group, and the group with the rows that it shows."""

    group: Group
    svg: Markup


def overview(portfolio: Portfolio, texts: Texts, link: Callable[[str], str]) -> tuple[tuple[Group, ...], Markup]:
    """All groups folded: how their projects spread over the phases year by year."""
    scope = Scope(GROUPING, HORIZON, ())
    groups = lines(portfolio, scope, (0, 0), texts)
    return groups, svg(drawn(portfolio, scope, groups, texts, EITHER), texts, link)


def parts(portfolio: Portfolio, texts: Texts, link: Callable[[str], str]) -> Iterator[Part]:
    """Every project in a row of its own, group by group. `link` makes an address of what a label leads to."""
    scope = Scope(GROUPING, HORIZON, group_codes(portfolio.roadmap, GROUPING))
    for group in lines(portfolio, scope, (0, len(entries(portfolio, GROUPING))), texts):
        for first in range(0, len(group.entries) + len(group.plans), ROWS):
            own = group.entries[first : first + ROWS]
            rest = max(0, first - len(group.entries))
            shown = replace(group, entries=own, plans=group.plans[rest : rest + ROWS - len(own)])
            yield Part(shown, svg(drawn(portfolio, scope, (shown,), texts, EITHER), texts, link))


def svg(drawing: Drawing, texts: Texts, link: Callable[[str], str]) -> Markup:
    """The drawing; days are shares of its width, heights are pixels."""
    return render(
        "timeline_svg.html", texts,
        height=drawing.height + TOP + BOTTOM, top=TOP, rules=_rules(drawing), boxes=_boxes(drawing),
        paths=_paths(drawing), marks=_marks(drawing), labels=_labels(drawing, link),
    )  # fmt: skip


def plain(text: str) -> str:
    """The words of a label that was written for Plotly."""
    return html.unescape(re.sub(r"</?b>", "", text.replace("<br>", "\n"))).lstrip(FOLDING)


def _share(drawing: Drawing, day: str) -> str:
    """Where a day lies, as a share of the width."""
    span = drawing.horizon.stop - drawing.horizon.first
    return f"{100 * ((np.datetime64(day, 'ms') - drawing.horizon.first) / span):.2f}%"


def _rules(drawing: Drawing) -> list[dict[str, Any]]:
    """Lines of the grid, of the groups, and of the day."""
    found = []
    for shape in drawing.shapes:
        across = shape.get("xref") == "paper"
        found.append(
            {
                "x1": "0" if across else _share(drawing, shape["x0"]),
                "x2": "100%" if across else _share(drawing, shape["x1"]),
                "y1": shape["y0"] if across else 0,
                "y2": shape["y1"] if across else drawing.height,
                "colour": shape["line"]["color"],
                "width": shape["line"]["width"],
                "dotted": "dash" in shape["line"],
            }
        )
    return found


def _boxes(drawing: Drawing) -> list[dict[str, Any]]:
    span = (drawing.horizon.stop - drawing.horizon.first) / np.timedelta64(1, "ms")
    return [
        box
        | {
            "x": _share(drawing, box["base"]),
            "share": f"{100 * box['length'] / span:.2f}%",
            "top": round(box["y"] - box["height"] / 2, 1),
            "height": round(box["height"], 1),
            "words": plain(box["words"]),
        }
        for box in drawing.boxes
    ]


def _paths(drawing: Drawing) -> list[dict[str, Any]]:
    """Pieces of the lines: over the days that a coarse date may mean, and from the original plan of a milestone."""
    found = []
    for kind, (days, heights) in sorted(drawing.lines.items()):
        points = list(zip(days, heights, strict=True))
        for (first, y1), (stop, y2) in pairwise(points):
            if first is not None and stop is not None:
                piece = {"x1": _share(drawing, first), "x2": _share(drawing, stop), "y1": y1, "y2": y2}
                if kind == "whisker":
                    found.append(piece | {"colour": drawing.ground, "width": 5, "dotted": False})
                    found.append(piece | {"colour": drawing.ink, "width": 2, "dotted": False})
                else:
                    found.append(piece | {"colour": drawing.colours["quiet"], "width": 1.5, "dotted": True})
    return found


def _marks(drawing: Drawing) -> list[dict[str, Any]]:
    marks = [
        mark
        | {"x": _share(drawing, mark["at"]), "outline": _outline(mark["symbol"], mark["size"] / 2), "beside": False}
        | {"words": plain(mark["words"]), "letters": 12 if mark["size"] > 13 and len(mark["inside"]) == 1 else 10}
        for mark in drawing.marks
    ]
    beside = [
        {"x": _share(drawing, at), "y": y, "outline": "", "inside": text, "letters": 13, "beside": True,
         "ink": drawing.ink, "words": ""}
        for at, y, text in drawing.numbers
    ]  # fmt: skip
    return marks + beside


def _outline(symbol: str, r: float) -> str:
    """The path of one of Plotly's symbols around the origin."""
    shape, _, inside = symbol.partition("-")
    wide, small = round(1.3 * r, 1), round(r / 2, 1)
    paths = {
        "diamond": f"M0 {-wide}L{wide} 0L0 {wide}L{-wide} 0Z",
        "square": f"M{-r} {-r}H{r}V{r}H{-r}Z",
        "circle": f"M{-r} 0A{r} {r} 0 1 1 {r} 0A{r} {r} 0 1 1 {-r} 0Z",
        "triangle": f"M{-r} 0L{small} {-r}V{r}Z" if inside == "left" else f"M{r} 0L{-small} {-r}V{r}Z",
    }
    crossed = {"diamond": wide / 2, "square": r, "circle": 0.7 * r}
    cross = crossed.get(shape, 0)
    within = {
        "x": f"M{-cross:.1f} {-cross:.1f}L{cross:.1f} {cross:.1f}M{-cross:.1f} {cross:.1f}L{cross:.1f} {-cross:.1f}",
        "dot": "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1 -1 0Z",
    }
    return paths[shape] + within.get(inside, "")


def _labels(drawing: Drawing, link: Callable[[str], str]) -> list[dict[str, Any]]:
    """Names at the left, notes beside marks, the day, and the periods above and below."""
    anchors = {"left": "start", "center": "middle", "right": "end"}
    found = []
    for one in drawing.annotations:
        below, above = one.get("yanchor") == "top", one.get("yanchor") == "bottom"
        name = one.get("xref") == "paper"
        found.append(
            {
                "x": "0" if name else _share(drawing, one["x"]),
                "shift": one.get("xshift", 0),
                "y": drawing.height + 18 if below else -DAY if above else one["y"] + 0.35 * one["font"]["size"],
                "anchor": anchors[one.get("xanchor", "center")],
                "text": plain(one["text"]),
                "size": one["font"]["size"],
                "colour": one["font"]["color"],
                "halo": drawing.ground if "bgcolor" in one else "",
                "bold": "<b>" in one["text"],
                "link": link(drawing.targets.get(one["y"], "")) if name else "",
            }
        )
    return found + [
        {"x": _share(drawing, str(at)), "shift": 0, "y": -TICK, "anchor": "middle", "text": text, "size": 13,
         "colour": drawing.ink, "halo": "", "bold": False, "link": ""}
        for at, text in drawing.ticks
    ]  # fmt: skip
