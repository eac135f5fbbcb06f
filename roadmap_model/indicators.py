"""The indicators known on a day, those of a selection, and what is not available for the region."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from roadmap_model.dates import bounds
from roadmap_model.portfolio import Portfolio
from roadmap_model.roadmap import UNCLASSIFIED, Roadmap
from roadmap_model.selection import Selection
from roadmap_model.series import Indicator, Source, Target, Value

PARAMETER = "gebiet"  # the territory in the URL
HOME = "metropole_ruhr"
WIDER = ("nrw", "deutschland", "eu")
TERRITORIES = (HOME, "emscher_lippe", "kommune", *WIDER)
COLUMNS = (
    "indicator", "name_de", "name_en", "territory", "municipality", "municipality_name", "period", "qualifier",
    "value", "unit_de", "unit_en", "series_break", "evidence", "note_de", "note_en", "source_url", "source_title",
    "action_field", "goal", "target_value", "target_year", "target_source_url",
)  # fmt: skip

Row = Mapping[Hashable, Any]


@lru_cache(maxsize=16)
def known(roadmap: Roadmap, day: date) -> tuple[Indicator, ...]:
    """Indicators with at least one value whose period has begun by that day, from the region to the EU."""
    rows = _rows(roadmap)
    found = [_indicator(row, roadmap, rows, day) for row in roadmap["indicators"].to_dict("records")]
    order = {territory: n for n, territory in enumerate(TERRITORIES)}
    return tuple(sorted((one for one in found if one.values), key=lambda one: order[one.territory]))


def headlines(roadmap: Roadmap, day: date) -> tuple[Indicator, ...]:
    """The known indicators that the region shows as its key figures, in their order."""
    named = [(indicator.headline, indicator) for indicator in known(roadmap, day) if indicator.headline is not None]
    return tuple(indicator for _, indicator in sorted(named, key=lambda pair: pair[0]))


@lru_cache(maxsize=64)
def chosen(roadmap: Roadmap, selection: Selection, day: date) -> tuple[Indicator, ...]:
    """The known indicators that speak to the selected action fields and goals."""
    fields, goals = selection.action_fields, selection.goals
    return tuple(
        indicator
        for indicator in known(roadmap, day)
        if (not fields or (indicator.action_field or UNCLASSIFIED) in fields) and (not goals or indicator.goal in goals)
    )


@lru_cache(maxsize=64)
def only_elsewhere(roadmap: Roadmap, indicators: tuple[Indicator, ...], day: date) -> tuple[tuple[Indicator, ...], ...]:
    """Those of the indicators whose topic is documented for wider territories, but not for the region.

    One group per topic, from the nearest territory to the widest.
    """
    here = {indicator.topic for indicator in known(roadmap, day) if indicator.territory == HOME}
    groups: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        if indicator.territory in WIDER and indicator.topic not in here:
            groups.setdefault(indicator.topic, []).append(indicator)
    return tuple(map(tuple, groups.values()))


@lru_cache(maxsize=64)
def serving(portfolio: Portfolio) -> Mapping[str, int]:
    """Selected projects per goal, where a source states the contribution, and per action field."""
    goals, projects = portfolio.roadmap["project_goals"], portfolio.projects
    served = goals[goals["project"].isin(projects.index)].drop_duplicates(["project", "goal"])
    counts = pd.concat([served["goal"].value_counts(), projects["action_field"].value_counts()])
    return {str(code): int(n) for code, n in counts.items()}


def values_table(indicators: Iterable[Indicator]) -> pd.DataFrame:
    """One row per value, columns as in COLUMNS, for everything that leaves the app."""
    rows = [
        {
            "indicator": indicator.id,
            "territory": indicator.territory,
            "municipality": value.town and value.town[0],
            "municipality_name": value.town and value.town[1],
            "period": value.period,
            "qualifier": value.qualifier,
            "value": value.number,
            "series_break": value.series_break,
            "evidence": value.evidence,
            "source_url": value.source.url,
            "source_title": value.source.title,
            "action_field": indicator.action_field,
            "goal": indicator.goal,
            "target_value": indicator.target and indicator.target.number,
            "target_year": indicator.target and indicator.target.year,
            "target_source_url": indicator.target and indicator.target.source and indicator.target.source.url,
        }
        | {f"name_{language}": text for language, text in indicator.name.items()}
        | {f"unit_{language}": text for language, text in indicator.unit.items()}
        | {f"note_{language}": text or None for language, text in value.note.items()}
        for indicator in indicators
        for value in indicator.values
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"value": "Float64", "target_value": "Float64", "target_year": "Int64"})


def _rows(roadmap: Roadmap) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for row in roadmap["indicator_values"].to_dict("records"):
        rows.setdefault(row["indicator"], []).append(row)
    return rows


def _indicator(row: Row, roadmap: Roadmap, rows: Mapping[str, list[Row]], day: date) -> Indicator:
    sources, towns = _sources(roadmap), _towns(roadmap)
    begun = [_value(one, sources, towns) for one in rows.get(row["id"], ()) if bounds(one["period"])[0] <= day]
    target = None
    if pd.notna(row["target_value"]):
        year = int(row["target_year"]) if pd.notna(row["target_year"]) else None
        target = Target(float(row["target_value"]), year, sources.get(row["target_source"]))
    return Indicator(
        id=row["id"],
        territory=row["territory"],
        name=_both(row, "name"),
        unit=_both(row, "unit"),
        description=_both(row, "description"),
        action_field=_known(row["action_field"]),
        goal=_known(row["goal"]),
        headline=int(row["headline"]) if pd.notna(row["headline"]) else None,
        target=target,
        values=tuple(sorted(begun, key=lambda value: value.span)),
    )


def _value(row: Row, sources: Mapping[str, Source], towns: Mapping[str, str]) -> Value:
    town = _known(row["municipality"])
    return Value(
        period=row["period"],
        town=(town, towns[town]) if town else None,
        number=float(row["value"]),
        qualifier=row["qualifier"],
        series_break=bool(row["series_break"]),
        evidence=row["evidence"],
        note=_both(row, "note"),
        source=sources[row["source"]],
    )


@lru_cache(maxsize=4)
def _sources(roadmap: Roadmap) -> Mapping[str, Source]:
    sources = roadmap["sources"]
    return {
        id_: Source(url, title) for id_, url, title in zip(sources["id"], sources["url"], sources["title"], strict=True)
    }


@lru_cache(maxsize=4)
def _towns(roadmap: Roadmap) -> Mapping[str, str]:
    towns = roadmap["municipalities"]
    return dict(zip(towns["ags"], towns["name"], strict=True))


def _both(row: Row, column: str) -> dict[str, str]:
    return {language: _known(row[f"{column}_{language}"]) or "" for language in ("de", "en")}


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value
