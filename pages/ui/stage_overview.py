"""The overview on stage, as a wall screen shows it: where the projects stand, what comes next, what is new."""

from typing import Any

from figures.shortening import lines, shorten
from pages.ui import drawing, overview_content
from pages.ui.notices import empty_words
from pages.ui.session import View

MILESTONES, REPORTS, FIGURES = 2, 2, 2
WIDE, ROOM = 35, 8  # characters of a line, and lines, of milestones and reports together
NAME, TITLE, REASON = 34, 2, 4  # characters of a project; lines of a milestone and of a report, with the date
FIGURE, UNIT, SOURCE = 46, 14, 56


def draw(view: View) -> None:
    drawing.draw("stage_overview.html", content, view)


def prepare(view: View, theme: str, scale: float) -> None:
    drawing.prepare("stage_overview.html", content, view)


def content(view: View) -> dict[str, Any]:
    """Values of stage_overview.html: those of the page, as many as can be read from afar."""
    said, shown = overview_content.content(view), view.portfolio
    most = max(field["total"] for field in said["fields"])
    milestones, reports = _fitting(
        [_dated(view, one, "date", "title", TITLE) for one in said["milestones"][:MILESTONES]],
        [_dated(view, one, "reported_on", "reason", REASON) for one in said["reports"][:REPORTS]],
    )
    return {
        "counts": said["phases"],
        "phases": [(phase, n, said["phase_links"][phase]) for phase, n in said["phases"] if n],
        "fields": [field | {"percent": 100 * field["total"] // most} for field in said["fields"] if field["total"]],
        "silent": said["silent_title"],
        "silent_link": said["silent_link"] if said["silent"] else "",
        "milestones": milestones,
        "upcoming": len(shown.upcoming),
        "reports": reports,
        "reported": len(shown.reports),
        "figures": [_figure(view, one) for one in said["figures"][:FIGURES]],
        "empty": empty_words(view) if view.portfolio.projects.empty else "",
    }


def _dated(view: View, entry: dict[str, Any], day: str, column: str, most: int) -> dict[str, Any]:
    """A milestone or report that takes few lines, with its date."""
    date, name = view.texts.partial(entry[day]), shorten(entry["name"], NAME)
    shown = lines(f"{date} {entry[column]}", WIDE, most)
    text = " ".join(shown).removeprefix(date).strip()
    return {"name": name, "link": entry["link"], "date": date, "text": text, "lines": len(shown) + 1}


def _fitting(milestones: list[dict[str, Any]], reports: list[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """The first report and milestone, then the next milestone and the next report if there is room for the whole."""
    room = ROOM - sum(one["lines"] for one in (*milestones[:1], *reports[:1]))
    if not milestones:
        room -= 2  # for saying so
    kept = milestones[:1], reports[:1]
    for own, more in zip(kept, (milestones[1:], reports[1:]), strict=True):
        for one in more:
            if one["lines"] <= room:
                own.append(one)
                room -= one["lines"]
    return kept


def _figure(view: View, figure: dict[str, Any]) -> dict[str, Any]:
    proof = f"{figure['period']} · {view.texts('source.label')}: {figure['source']}"
    return {
        "name": shorten(figure["name"], FIGURE),
        "value": figure["value"],
        "unit": shorten(figure["unit"], UNIT),
        "proof": shorten(proof, SOURCE),
    }
