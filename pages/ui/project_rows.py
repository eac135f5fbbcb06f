"""One project as every list and card shows it."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from pages.ui.session import View


def row(view: View, id_: Hashable, project: pd.Series) -> dict[str, Any]:
    """Name, address and status of a project; missing values are None."""
    t = view.texts
    return {
        "id": str(id_),
        "name": t.of(project, "name"),
        "link": view.href("projects", projekt=str(id_)),
        "lead": known(project["lead"]),
        "phase": project["phase"],
        "health": known(project["health"]),
        "reported_on": project["reported_on"],
    }


def known(value: Any) -> Any:
    """The value, or None where pandas says that it is missing."""
    return None if pd.isna(value) else value
