"""Expert groups, the virtual institute and formats: their list and the profile of one."""

from typing import Any

import pandas as pd

from figures.citations import Citations
from pages.ui.measure_content import measures
from pages.ui.network_query import asked
from pages.ui.session import View
from roadmap_model.groups import meetings_on
from roadmap_model.records import Record, records
from roadmap_model.selection import Selection


def headline(view: View) -> str:
    """How many groups there are, and of how many a meeting is documented."""
    groups = view.roadmap["groups"]["id"]
    met = int(groups.isin(meetings_on(view.roadmap, view.portfolio.day)["group"]).sum())
    key = "groups.headline.all" if met == len(groups) else "groups.headline" if met else "groups.headline.none"
    return view.texts(key, n=len(groups), met=met)


def listed(view: View) -> dict[str, Any]:
    """All groups by kind, each with its last documented meeting."""
    meetings = meetings_on(view.roadmap, view.portfolio.day)
    kinds: dict[str, list[dict[str, Any]]] = {}
    for group in records(view.roadmap["groups"]):
        kinds.setdefault(group["kind"], []).append(_row(view, group, meetings))
    return {"kinds": list(kinds.items())}


def led_by(view: View, organisation: str) -> list[dict[str, str]]:
    """Name and address of the groups that an organisation leads."""
    groups = view.roadmap["groups"]
    return [
        {"name": view.texts.of(group, "name"), "link": address(view, group["id"])}
        for group in records(groups[groups["lead"] == organisation])
    ]


def address(view: View, group: str) -> str:
    """Address of the profile of a group."""
    return view.href("network", view.selection.with_(organisation=""), gruppe=group)


def way_back(view: View) -> dict[str, Any]:
    """The link above the profile of a group."""
    return {"back": view.href("network", view.selection.with_(organisation=""), teil="gruppen")}


def content(view: View) -> dict[str, Any]:
    """Everything that the profile of the group in the URL says."""
    id_ = asked(view).group
    group = view.roadmap.by_id("groups")[id_]
    cited = Citations(view)
    main = cited.number(group["source"])
    meetings = meetings_on(view.roadmap, view.portfolio.day)
    return {
        "kind": group["kind"],
        "description": view.texts.of(group, "description"),
        "main": main,
        "topic": group["topic"] and _topic(view, group["topic"]),
        "lead": _lead(view, group),
        "meetings": [
            {
                "date": meeting["date"],
                "title": view.texts.of(meeting, "title"),
                "place": ", ".join(filter(None, (meeting["venue"], _town(view, meeting)))),
                "source": cited.number(meeting["source"]),
            }
            for meeting in records(meetings[meetings["group"] == id_][::-1])
        ],
        "measures": measures(view, group=id_),
        "sources": cited.listed(),
    }


def _row(view: View, group: Record, meetings: pd.DataFrame) -> dict[str, Any]:
    mine = meetings.loc[meetings["group"] == group["id"], "date"]
    return {
        "name": view.texts.of(group, "name"),
        "link": address(view, group["id"]),
        "topic": group["topic"] and view.name("thema", group["topic"]),
        "lead": _lead(view, group),
        "meetings": len(mine),
        "met": mine.iloc[-1] if len(mine) else None,
    }


def _town(view: View, meeting: Record) -> str | None:
    return meeting["municipality"] and view.name("ort", meeting["municipality"])


def _lead(view: View, group: Record) -> dict[str, str] | None:
    """Name and address of the organisation that leads a group, if one is documented."""
    lead = group["lead"]
    if not lead:
        return None
    return {"name": view.name("akteur", lead), "link": view.href("network", view.selection.with_(organisation=lead))}


def _topic(view: View, topic: str) -> dict[str, Any]:
    """A topic with the number of its projects, whatever else is selected."""
    selection = Selection(as_of=view.selection.as_of).with_(topics=(topic,))
    topics = view.roadmap["project_topics"]
    mine = topics.loc[topics["topic"] == topic, "project"]
    return {
        "name": view.name("thema", topic),
        "n": int(view.whole.projects.index.isin(mine).sum()),
        "link": view.href("projects", selection),
    }
