"""Long lists in parts, with the part in the URL (`seite`): a number, or `alle` for the list in one, as for printing."""

from typing import Any

import pandas as pd

from pages.ui.session import View

PART = "seite"
PER_PAGE = 25
WHOLE = "alle"
MOST = 1000  # rows of the list in one: some sixty sheets of paper, in a browser in two seconds


def page_of(
    view: View, rows: pd.DataFrame, page: str, most: int = MOST, **kept: str
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The rows of the part that the URL asks for, and what its links need."""
    parts = max(1, -(-len(rows) // PER_PAGE))
    asked, whole = view.parameter(PART), asked_whole(view)
    number = min(max(int(asked), 1), parts) if asked.isdecimal() and len(asked) < 6 else 1
    first, size = (0, most) if whole else ((number - 1) * PER_PAGE, PER_PAGE)
    shown = [n for n in range(1, parts + 1) if n in (1, parts) or abs(n - number) <= 2]
    return rows.iloc[first : first + size], {
        "number": 0 if whole else number,
        "first": first + 1,
        "last": min(first + size, len(rows)),
        "total": len(rows),
        "links": [(n, view.href(page, seite=str(n) if n > 1 else "", **kept)) for n in shown],
        "parts": parts,
        "whole": whole,
        "whole_link": view.href(page, seite=WHOLE, **kept),
        "most": most if len(rows) > most else 0,
    }


def asked_whole(view: View) -> bool:
    """Whether lists are to be shown in one."""
    return view.parameter(PART) == WHOLE
