"""Expert groups, the virtual institute and formats: their list and the profile of one."""

from typing import Any

import pandas as pd

from pages.ui.citations import Citations
from pages.ui.measure_content import measures
from pages.ui.project_rows import known
from pages.ui.session import View
from roadmap_model.dates import last_days
from roadmap_model.selection import Selection


def headline(view: View) -> str:
    """How many groups there are, and of how many a meeting is documented."""
    groups = view.roadmap["groups"]["id"]
    met = int(groups.isin(_meetings(view)["group"]).sum())
    return view.texts("groups.headline", n=len(groups), met=met)


def listed(view: View) -> dict[str, Any]:
    """All groups by kind, each with its last documented meeting."""
    groups = view.roadmap["groups"]
    meetings = _meetings(view)
    return {
        "kinds": [
            (kind, [_row(view, group, meetings) for _, group in rows.iterrows()])
            for kind, rows in groups.groupby("kind", sort=False)
        ]
    }


def led_by(view: View, organisation: str) -> list[dict[str, str]]:
    """Name and address of the groups that an organisation leads."""
    groups = view.roadmap["groups"]
    return [
        {"name": view.texts.of(group, "name"), "link": address(view, group["id"])}
        for _, group in groups[groups["lead"] == organisation].iterrows()
    ]


def address(view: View, group: str) -> str:
    """Address of the profile of a group."""
    return view.href("network", view.selection.with_(organisation=""), gruppe=group)


def content(view: View, id_: str) -> dict[str, Any]:
    """Everything that the profile of a group says."""
    t, roadmap = view.texts, view.roadmap
    group = roadmap["groups"].set_index("id").loc[id_]
    cited = Citations(view)
    main = cited.number(group["source"])
    meetings = _meetings(view)
    towns = roadmap["municipalities"].set_index("ags")["name"]
    topic = known(group["topic"])
    return {
        "name": t.of(group, "name"),
        "kind": group["kind"],
        "description": t.of(group, "description"),
        "main": main,
        "topic": topic and _topic(view, topic),
        "lead": _lead(view, group),
        "meetings": [
            {
                "date": meeting["date"],
                "title": t.of(meeting, "title"),
                "place": ", ".join(filter(None, (known(meeting["venue"]), towns.get(meeting["municipality"])))),
                "source": cited.number(meeting["source"]),
            }
            for _, meeting in meetings[meetings["group"] == id_][::-1].iterrows()
        ],
        "measures": measures(view, group=id_),
        "back": view.href("network", view.selection.with_(organisation=""), ansicht="gruppen"),
        "sources": cited.listed(),
    }


def _meetings(view: View) -> pd.DataFrame:
    """Documented meetings up to the day, oldest first; a coarse date counts from its last possible day."""
    meetings = view.roadmap["group_meetings"]
    meetings = meetings.assign(last_day=last_days(meetings["date"]))
    return meetings[meetings["last_day"] <= pd.Timestamp(view.portfolio.day)].sort_values("last_day", kind="stable")


def _row(view: View, group: pd.Series, meetings: pd.DataFrame) -> dict[str, Any]:
    mine = meetings[meetings["group"] == group["id"]]
    topic = known(group["topic"])
    return {
        "name": view.texts.of(group, "name"),
        "link": address(view, group["id"]),
        "description": view.texts.of(group, "description"),
        "topic": topic and view.name("thema", topic),
        "lead": _lead(view, group),
        "meetings": len(mine),
        "met": mine["date"].iloc[-1] if len(mine) else None,
    }


def _lead(view: View, group: pd.Series) -> dict[str, str] | None:
    """Name and address of the organisation that leads a group, if one is documented."""
    if not known(group["lead"]):
        return None
    organisations = view.roadmap["organisations"].set_index("id")
    link = view.href("network", view.selection.with_(organisation=group["lead"]))
    return {"name": str(organisations.at[group["lead"], "name"]), "link": link}


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
