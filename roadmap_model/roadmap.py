"""The loaded roadmap: checked, frozen, with the columns that filtering needs computed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

import geopandas as gpd
import pandas as pd

from roadmap_model.dates import first_days, known_days, last_days
from roadmap_model.records import Record, records
from roadmap_model.tables import Declaration

REGION = "region"
UNCLASSIFIED = "ohne"  # selects projects without action field or topic

PHASES = ("idee", "planung", "umsetzung", "abgeschlossen", "verstetigt", "pausiert", "beendet")
FINAL_PHASES = ("abgeschlossen", "beendet")
HEALTHS = ("im_plan", "risiko", "verzug", "keine_meldung")
ASSESSED_PHASES = ("planung", "umsetzung")
FRESHNESS = ("aktuell", "faellig", "ueberfaellig", "veraltet")
SCALES = ("leuchtturm", "vorhaben", "initiative")
EVIDENCE = ("belegt", "selbstauskunft", "abgeleitet", "beispiel")


@dataclass(frozen=True, eq=False)
class Roadmap:
    """All tables of one data folder.

    `tables` holds each declared table as read; `projects` is indexed by id with `lead` and `search`
    added; `places` is project_places with one `place` code (AGS, district id or `region`); `reports` and
    `milestones` are in the order of time, with the days that their dates may mean.
    """

    declaration: Declaration
    tables: Mapping[str, pd.DataFrame]
    areas: gpd.GeoDataFrame
    version: str
    projects: pd.DataFrame = field(init=False)
    places: pd.DataFrame = field(init=False)
    reports: pd.DataFrame = field(init=False)
    milestones: pd.DataFrame = field(init=False)
    _by_id: dict[str, dict[str, Record]] = field(init=False, default_factory=dict, repr=False)
    _by_project: dict[str, dict[str, list[Record]]] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))
        object.__setattr__(self, "places", _places(self.tables))
        object.__setattr__(self, "projects", _projects(self.tables))
        object.__setattr__(self, "reports", _reports(self.tables, self.published))
        object.__setattr__(self, "milestones", _milestones(self.tables["milestones"], self.projects.index))

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table]

    @cached_property
    def source_urls(self) -> Mapping[str, str]:
        """Address of each source by its id."""
        sources = self.tables["sources"]
        return dict(zip(sources["id"], sources["url"], strict=True))

    def by_id(self, table: str) -> Mapping[str, Record]:
        """Rows of a table by their `id`, as plain dictionaries."""
        if table not in self._by_id:
            self._by_id[table] = {row["id"]: row for row in records(self.tables[table])}
        return self._by_id[table]

    def of_project(self, table: str, id_: str) -> Sequence[Record]:
        """Rows of a table that belong to a project, as plain dictionaries in the order of the table."""
        if table not in self._by_project:
            grouped: dict[str, list[Record]] = {}
            for row in records(self.tables[table]):
                grouped.setdefault(row["project"], []).append(row)
            self._by_project[table] = grouped
        return self._by_project[table].get(id_, ())

    @property
    def published(self) -> date:
        return date.fromisoformat(self.declaration.created)


def _places(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    places = tables["project_places"].drop_duplicates(ignore_index=True)  # or the map would count twice
    district_of = tables["municipalities"].set_index("ags")["district"]
    return places.assign(
        place=places["municipality"].fillna(places["district"]).fillna(REGION),
        district=places["district"].fillna(places["municipality"].map(district_of)),
    )


def _projects(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Projects by id, in the order of their German names, with lead names and a search text."""
    projects = tables["projects"].set_index("id")
    organisations = tables["organisations"].set_index("id")
    parts = tables["participations"]
    named = parts.assign(name=parts["organisation"].map(organisations["name"]))
    leads = named[named["role"] == "lead"].groupby("project")["name"].agg(" · ".join)
    everybody = named.groupby("project")["name"].agg(" ".join)
    texts = [projects[column].fillna("") for column in ("name_de", "name_en", "summary_de", "summary_en")]
    search = everybody.reindex(projects.index).fillna("").astype("str")
    for text in reversed(texts):
        search = text + " " + search
    projects = projects.assign(lead=leads.reindex(projects.index), search=search.str.casefold())
    order = projects["name_de"].str.casefold().sort_values(kind="stable").index
    return projects.loc[order]


def _reports(tables: Mapping[str, pd.DataFrame], published: date) -> pd.DataFrame:
    """Status reports with the days they may mean, oldest first.

    A report with a coarse date is known from the last day it may mean, yet never later than the
    day the data were published; its age counts from the first day it may mean.
    """
    reports = _dated(tables["status_reports"], "reported_on")
    reports = reports.assign(known_from=known_days(reports["reported_on"], published))
    return reports.sort_values(["known_from", "first_day"], kind="stable", ignore_index=True)


def _milestones(milestones: pd.DataFrame, projects: pd.Index) -> pd.DataFrame:
    """Milestones by last, then first possible day, with the position of their project in `projects` as `owner`."""
    dated = _dated(milestones, "date").assign(owner=projects.get_indexer(pd.Index(milestones["project"])))
    return dated.sort_values(["last_day", "first_day"], kind="stable", ignore_index=True)


def _dated(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame.assign(first_day=first_days(frame[column]), last_day=last_days(frame[column]))
