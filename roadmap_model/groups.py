"""Expert groups: their documented meetings, as known on a day."""

from datetime import date
from functools import lru_cache

import pandas as pd

from roadmap_model.dates import last_days
from roadmap_model.roadmap import Roadmap


@lru_cache(maxsize=16)
def meetings_on(roadmap: Roadmap, day: date) -> pd.DataFrame:
    """Documented meetings up to the day, oldest first; a coarse date counts from its last possible day."""
    meetings = roadmap["group_meetings"]
    meetings = meetings.assign(last_day=last_days(meetings["date"]))
    return meetings[meetings["last_day"] <= pd.Timestamp(day)].sort_values("last_day", kind="stable")
