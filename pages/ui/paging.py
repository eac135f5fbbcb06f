"""Long lists in parts, with the part in the URL (`seite`)."""

from typing import Any

import pandas as pd

from pages.ui.session import View

PER_PAGE = 25


def page_of(view: View, rows: pd.DataFrame, page: str, **kept: str) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The rows of the part that the URL asks for, and what its links need."""
    parts = max(1, -(-len(rows) // PER_PAGE))
    asked = view.parameter("seite")
    number = min(max(int(asked), 1), parts) if asked.isdecimal() and len(asked) < 6 else 1
    first = (number - 1) * PER_PAGE
    shown = [n for n in range(1, parts + 1) if n in (1, parts) or abs(n - number) <= 2]
    return rows.iloc[first : first + PER_PAGE], {
        "number": number,
        "first": first + 1,
        "last": min(first + PER_PAGE, len(rows)),
        "total": len(rows),
        "links": [(n, view.href(page, seite=str(n) if n > 1 else "", **kept)) for n in shown],
        "parts": parts,
    }
