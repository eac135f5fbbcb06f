"""What projects seek and offer, and who could help whom."""

from datetime import date

import pandas as pd

from roadmap_model.dates import last_days
from roadmap_model.roadmap import Roadmap

CATEGORIES = ("partner", "material", "flaeche", "foerderung", "wissen")


def entries_on(roadmap: Roadmap, day: date) -> pd.DataFrame:
    """Entries of the table `exchange` that still hold on a day, soonest to expire first.

    An entry holds up to the last day that its date may mean; without a date it holds on.
    """
    entries = roadmap["exchange"]
    entries = entries.assign(last_day=last_days(entries["until"]))
    valid = entries["last_day"].isna() | (entries["last_day"] >= pd.Timestamp(day))
    return entries[valid].sort_values(["last_day", "id"], kind="stable")


def matches_on(roadmap: Roadmap, day: date) -> pd.DataFrame:
    """Pairs of a wanted and an offered entry of the same category in different projects.

    Columns: category, and for both sides id, project, title_de, title_en with the suffixes
    `_wanted` and `_offered`.
    """
    entries = entries_on(roadmap, day)[["id", "project", "kind", "category", "title_de", "title_en"]]
    sides = {kind: rows.drop(columns="kind") for kind, rows in entries.groupby("kind")}
    empty = entries.drop(columns="kind").iloc[:0]
    pairs = sides.get("gesucht", empty).merge(
        sides.get("geboten", empty), on="category", suffixes=("_wanted", "_offered")
    )
    return pairs[pairs["project_wanted"] != pairs["project_offered"]].reset_index(drop=True)
