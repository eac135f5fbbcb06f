"""What part of the world the roadmap covers, for every description of it: subjects, area, time."""

from datetime import date

import pandas as pd

from roadmap_model.roadmap import Roadmap


def keywords(roadmap: Roadmap, language: str) -> list[str]:
    """What the roadmap sorts its projects by."""
    named = (roadmap[table].sort_values("rank") for table in ("action_fields", "topics", "goals"))
    return [name for rows in named for name in rows[f"name_{language}"]]


def box(roadmap: Roadmap) -> tuple[float, ...]:
    """The box around all municipalities in degrees: west, south, east, north."""
    return tuple(round(float(edge), 5) for edge in roadmap.areas.total_bounds)


def time(roadmap: Roadmap) -> tuple[date | None, date]:
    """The first day that a report may mean, if there is any report, and the day of publication."""
    first = roadmap.reports["first_day"].min()
    return None if pd.isna(first) else first.date(), roadmap.published
