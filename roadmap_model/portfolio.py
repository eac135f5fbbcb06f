"""The selected projects on one day, and the counts that pages show of them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from roadmap_model.roadmap import FINAL_PHASES, PHASES, REGION, UNCLASSIFIED, Roadmap
from roadmap_model.selection import Selection, matches
from roadmap_model.status import DUE_DAYS, milestones_on, status_on

STATUS_COLUMNS = (
    "phase", "health", "health_reported", "freshness", "age", "reported_on",
    "reason_de", "reason_en",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Portfolio:
    """Projects of one selection on one day.

    `everything` holds all projects known by that day (index: id, columns of projects and of the
    status), `projects` those that the selection keeps, both ordered by German name.
    """

    roadmap: Roadmap
    selection: Selection
    day: date
    everything: pd.DataFrame
    projects: pd.DataFrame

    @property
    def whole(self) -> "Portfolio":
        """Everything known on the same day: what a selection leaves out is not therefore missing."""
        whole = Selection(as_of=self.selection.as_of)
        return self if self.selection == whole else portfolio(self.roadmap, whole, self.day)

    @cached_property
    def places(self) -> pd.DataFrame:
        """Places of the selected projects: project, place, level, district, phase."""
        places = self.roadmap.places
        mine = places[places["project"].isin(self.projects.index)]
        return mine.assign(phase=mine["project"].map(self.projects["phase"]))

    @cached_property
    def milestones(self) -> pd.DataFrame:
        """Milestones of the selected projects as seen on the day."""
        milestones = milestones_on(self.roadmap, self.day)
        kept = np.zeros(len(self.roadmap.projects), dtype=bool)
        kept[self.roadmap.projects.index.get_indexer(self.projects.index)] = True
        return milestones if kept.all() else milestones[kept[milestones["owner"]]]

    @cached_property
    def upcoming(self) -> pd.DataFrame:
        """Planned milestones of the selected projects that are not overdue, soonest first."""
        return self.milestones[(self.milestones["state"] == "geplant") & ~self.milestones["overdue"]]

    @cached_property
    def running(self) -> pd.DataFrame:
        """Selected projects of which reports are still expected."""
        return self.projects[~self.projects["phase"].isin(FINAL_PHASES)]

    @cached_property
    def silent(self) -> pd.DataFrame:
        """Running projects without a report for more than 180 days, longest silence first."""
        return self.running[self.running["age"] > DUE_DAYS].sort_values("age", ascending=False)

    @cached_property
    def reports(self) -> pd.DataFrame:
        """Status reports on the selected projects known on the day, newest first by the first day that
        a coarse date may mean, so that "2026" never ranks above a dated report of that year."""
        log = self.roadmap.reports
        known = log[log["known_from"] <= pd.Timestamp(self.day)]
        mine = known[known["project"].isin(self.projects.index)]
        return mine.sort_values(["first_day", "known_from"], ascending=False, kind="stable")

    @cached_property
    def phase_counts(self) -> pd.Series:
        """Number of selected projects per phase, all phases in order."""
        return self.projects["phase"].value_counts().reindex(PHASES, fill_value=0)

    @cached_property
    def field_phases(self) -> pd.DataFrame:
        """Selected projects per action field (index: id, last `ohne`) and phase (columns)."""
        fields = [*self.roadmap["action_fields"].sort_values("rank")["id"], UNCLASSIFIED]
        named = self.projects["action_field"].fillna(UNCLASSIFIED)
        mix = pd.crosstab(named, self.projects["phase"])
        return mix.reindex(index=fields, columns=PHASES, fill_value=0)

    @cached_property
    def municipality_counts(self) -> pd.DataFrame:
        """Projects per municipality (index: AGS) and phase (columns); a project in three towns counts in each."""
        local = self.places[self.places["level"] == "gemeinde"]
        return pd.crosstab(local["place"], local["phase"]).reindex(columns=PHASES, fill_value=0)

    @cached_property
    def place_counts(self) -> dict[str, int]:
        """Number of selected projects per place as `at` finds them; places without one are left out."""
        inside = self.places.dropna(subset="district").assign(place=lambda places: places["district"])
        pairs = pd.concat([self.places, inside])[["project", "place"]].drop_duplicates()
        return {str(place): int(count) for place, count in pairs["place"].value_counts().items()}

    @cached_property
    def reached_municipalities(self) -> int:
        """Municipalities with at least one selected project of their own."""
        return int(self.places.loc[self.places["level"] == "gemeinde", "place"].nunique())

    @cached_property
    def in_districts(self) -> pd.DataFrame:
        """Selected projects placed in a whole district."""
        inside = self.places.loc[self.places["level"] == "kreis", "project"]
        return self.projects[self.projects.index.isin(inside)]

    def at(self, place: str) -> pd.DataFrame:
        """Selected projects at a municipality, in a district (with its municipalities) or region-wide."""
        inside = (self.places["place"] == place) | ((self.places["district"] == place) & (place != REGION))
        return self.projects[self.projects.index.isin(self.places.loc[inside, "project"])]

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Selected projects by action field and topic; a project with two topics stands in two cells.

        Columns: project, action_field, topic, phase. Projects without one of both are left out.
        """
        topics = self.roadmap["project_topics"]
        mine = topics[topics["project"].isin(self.projects.index)]
        cells = mine.assign(
            action_field=mine["project"].map(self.projects["action_field"]),
            phase=mine["project"].map(self.projects["phase"]),
        )
        return cells.dropna(subset="action_field")


@lru_cache(maxsize=64)
def portfolio(roadmap: Roadmap, selection: Selection, today: date) -> Portfolio:
    """The selected projects, as known on the selection's as-of date or today."""
    day = selection.as_of or today
    everything = _everything(roadmap, day)
    projects = everything[matches(everything, roadmap, selection)]
    return Portfolio(roadmap, selection, day, everything, projects)


@lru_cache(maxsize=16)
def _everything(roadmap: Roadmap, day: date) -> pd.DataFrame:
    status = status_on(roadmap, day)[list(STATUS_COLUMNS)]
    return roadmap.projects.join(status, how="inner")
