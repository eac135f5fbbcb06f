"""How well the facts are documented, and since when."""

from functools import lru_cache

import pandas as pd

from roadmap_model.dates import known_days
from roadmap_model.roadmap import EVIDENCE, Roadmap


@lru_cache(maxsize=2)
def shares(roadmap: Roadmap) -> dict[str, float]:
    """Share of facts per evidence level, over all rows of all tables that carry one."""
    levels = pd.concat([frame["evidence"] for frame in roadmap.tables.values() if "evidence" in frame])
    counted = levels.value_counts(normalize=True).reindex(EVIDENCE, fill_value=0.0)
    return {str(level): float(share) for level, share in counted.items()}


def documented(roadmap: Roadmap, rows: pd.DataFrame, column: str) -> pd.Series:
    """Day from which each row counts as known: by its date in `column`, else by that of its source.

    Without either, it is known no earlier than the day on which the data were published.
    """
    sources = roadmap["sources"].set_index("id")["published_on"]
    return known_days(rows[column].fillna(rows["source"].map(sources)), roadmap.published)
