"""How well the facts are documented."""

from functools import lru_cache

import pandas as pd

from roadmap_model.roadmap import EVIDENCE, Roadmap


@lru_cache(maxsize=2)
def shares(roadmap: Roadmap) -> dict[str, float]:
    """Share of facts per evidence level, over all rows of all tables that carry one."""
    levels = pd.concat([frame["evidence"] for frame in roadmap.tables.values() if "evidence" in frame])
    counted = levels.value_counts(normalize=True).reindex(EVIDENCE, fill_value=0.0)
    return {str(level): float(share) for level, share in counted.items()}
