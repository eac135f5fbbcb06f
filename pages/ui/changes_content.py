"""What the page on changes says: the changes of a period in sentences, grouped by kind."""

from typing import Any
from urllib.parse import urlencode

from pages.ui import navigation
from pages.ui.changes_query import asked, part
from pages.ui.paging import page_of
from pages.ui.session import View
from roadmap_model.changes import KINDS, PART, selected_changes
from roadmap_model.period import Period, last_meeting, presets
from roadmap_model.records import Record, records

SHOWN = 5  # changes of one kind, before all of them are asked for
PROGRESS = ("vorangekommen", "abgeschlossen", "neu")
# What the codes of a kind stand for, where they are not phases.
SCALES = {
    "erreicht": "milestone",
    "ueberfaellig": "milestone",
    "verschoben": "date",
    "verzug": "health",
    "gefaehrdet": "health",
    "lage": "health",
    "verstummt": "freshness",
    "wieder_gemeldet": "freshness",
}
WITHOUT_OLD = ("neu", "gemeldet", "erreicht")


def headline(view: View) -> str:
    """How much moved and what went silent, true and well-formed for none, one and many."""
    t = view.texts
    if view.portfolio.projects.empty:
        return t("empty.title")
    counts = selected_changes(view.portfolio, asked(view).period)["kind"].value_counts()
    if counts.empty:
        return t("changes.headline.none")
    told = [kind for kind in (*PROGRESS, "verstummt") if kind in counts]
    first, *rest = told if told and told[0] in PROGRESS else ["nothing", *told]
    parts = [t(f"changes.headline.{first}", n=int(counts.get(first, 0)))]
    parts += [t(f"changes.headline.and.{kind}", n=int(counts[kind])) for kind in rest]
    if not told:
        parts.append(t("changes.headline.and.other", n=int(counts.sum())))
    return ", ".join(parts)


def offered(view: View) -> dict[str, Any]:
    """Values of changes_presets.html: periods to choose with one click."""
    period = asked(view).period
    return {
        "presets": [
            {"words": _preset(view, name, offer), "link": _address(view, offer), "current": offer == period}
            for name, offer in presets(view.roadmap, view.portfolio.day).items()
        ]
    }


def _preset(view: View, name: str, offer: Period) -> str:
    """What a period on offer is called, with the meeting, quarter or year that it is about."""
    meeting = last_meeting(view.roadmap, view.portfolio.day)
    written = {
        "meeting": meeting["date"] if meeting else "",
        "quarter": f"{offer.end.year}-Q{offer.end.month // 3}",
        "year": f"{offer.end.year}",
    }
    return view.texts(f"changes.preset.{name}", date=view.texts.partial(written[name]))


def _address(view: View, period: Period) -> str:
    """The page with this period; an end that is the latest day anyway is left out."""
    query = period.to_query()
    return view.href("changes", von=query["von"], bis="" if period.end == view.portfolio.day else query["bis"])


def content(view: View) -> dict[str, Any]:
    """Values of changes.html: a survey of all kinds, or all changes of the only one asked for, in parts."""
    t, period, only, kept = view.texts, asked(view).period, part(view), asked(view).given
    rows = selected_changes(view.portfolio, period)
    pages, groups = None, []
    for kind in [only] if only else [kind for kind in KINDS if (rows["kind"] == kind).any()]:
        mine = rows[rows["kind"] == kind]
        if only:
            shown, pages = page_of(view, mine, "changes", **kept, **{PART: only})
        else:
            shown = mine.head(SHOWN)
        more = not only and len(shown) < len(mine)
        groups.append(
            {
                "kind": kind,
                "total": len(mine),
                "items": [_item(view, row) for row in records(shown)],
                "more": view.href("changes", **kept, **{PART: kind}) if more else "",
            }
        )
    query = navigation.query(view.selection, view.language, **period.to_query())
    return {
        "start": t.day(period.start),
        "end": t.day(period.end),
        "meeting": _meeting(view, period),
        "groups": groups,
        "pages": pages,
        "total": len(rows),
        "download": f"api/v1/changes.csv?{urlencode(query, safe=',')}",
        "back": view.href("changes", **kept) if only else "",
    }


def _meeting(view: View, period: Period) -> dict[str, str] | None:
    """The last meeting before the end of the period, if the period begins with it."""
    meeting = last_meeting(view.roadmap, period.end)
    if not meeting or presets(view.roadmap, period.end)["meeting"] != period:
        return None
    return {"title": view.texts.of(meeting, "title"), "url": view.roadmap.source_urls[meeting["source"]]}


def _item(view: View, row: Record) -> dict[str, Any]:
    """One change: the project, old and new, what was said, when and where."""
    return {
        "name": view.texts.of(view.roadmap.by_id("projects")[row["project"]], "name"),
        "link": view.href("projects", projekt=row["project"]),
        "scale": SCALES.get(row["kind"], "phase"),
        "old": None if row["kind"] in WITHOUT_OLD else row["old"],
        "new": row["new"],
        "text": _text(view, row),
        "date": _dated(view, row),
        "evidence": row["evidence"],
        "url": view.roadmap.source_urls[row["source"]],
    }


def _text(view: View, row: Record) -> str:
    """The reason of a report or the title of a milestone."""
    text = view.texts.of(row, "text")
    computed = row["kind"] == "verzug" and row["milestone"]
    return view.texts("changes.cause", title=text) if computed else text


def _dated(view: View, row: Record) -> str:
    """What the date of a change is the date of, as coarse as documented."""
    kind, date = row["kind"], view.texts.partial(row["date"])
    if kind == "erreicht":
        return date
    if kind == "verschoben":
        return ""
    if row["milestone"]:
        return view.texts("changes.date.due", date=date)
    keys = {"neu": "changes.date.first", "verstummt": "report.last"}
    return view.texts(keys.get(kind, "sheet.reported"), date=date)
