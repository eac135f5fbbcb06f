"""Due reports once more, in plain Python over CSV rows: one tuple per lead and project."""

from datetime import date

from tests import plain
from tests.plain import Rows


def due(rows: Rows, published: date, day: date, kept: set[str]) -> list[tuple[str, str, int]]:
    """Organisation (empty if not documented), project and days at most, without order."""
    found = []
    for project, now in plain.status(rows, published, day).items():
        if project not in kept or now["phase"] in ("abgeschlossen", "beendet") or int(now["age"]) <= 90:
            continue
        leads = {p["organisation"] for p in rows["participations"] if p["project"] == project and p["role"] == "lead"}
        found += [(lead, project, int(now["age"])) for lead in sorted(leads or {""})]
    return found
