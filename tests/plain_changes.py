"""What changed between two days once more, in plain Python over CSV rows: one dict per change."""

from datetime import date

from tests import plain
from tests.plain import Row, Rows

STEPS = {"idee": 0, "planung": 1, "umsetzung": 2, "abgeschlossen": 3, "verstetigt": 3}
SILENT = ("ueberfaellig", "veraltet")
STAKES = ("risiko", "verzug")
NEVER = {"phase": "", "health": "", "freshness": ""}


def log(rows: Rows, published: date, day: date) -> dict[str, list[Row]]:
    """The reports known on a day by project, in the order in which they became known."""
    dated = [
        (plain.known_from(report["reported_on"], published), plain.span(report["reported_on"])[0], number, report)
        for number, report in enumerate(rows["status_reports"])
    ]
    reports: dict[str, list[Row]] = {}
    for known, _, _, report in sorted(dated, key=lambda entry: entry[:3]):
        if known <= day:
            reports.setdefault(report["project"], []).append(report)
    return reports


def states(rows: Rows, day: date) -> dict[str, str]:
    """The state of each milestone as seen on a day; those not seen are left out."""
    seen = {}
    for milestone in rows["milestones"]:
        last = plain.span(milestone["date"])[1]
        if milestone["state"] == "erreicht" and last > day:
            continue
        overdue = milestone["state"] == "geplant" and last < day
        seen[milestone["id"]] = "ueberfaellig" if overdue else milestone["state"]
    return seen


def moved(rows: Rows, day: date) -> set[str]:
    """Milestones that are known on a day to have been moved later."""
    found = set()
    for milestone in rows["milestones"]:
        original = milestone.get("original_date")
        if not original or milestone["state"] == "entfallen":
            continue
        reached = milestone["state"] == "erreicht"
        known = plain.span(milestone["date"])[1] <= day if reached else plain.span(original)[1] < day
        if known and plain.span(milestone["date"])[0] > plain.span(original)[1]:
            found.add(milestone["id"])
    return found


def changes(rows: Rows, published: date, a: date, b: date) -> list[Row]:
    """Every change from the evening of `a` to the evening of `b`, in no particular order."""
    told: list[Row] = []
    before, after = plain.status(rows, published, a), plain.status(rows, published, b)
    old_log, new_log = log(rows, published, a), log(rows, published, b)
    for project, now in after.items():
        then = before.get(project, NEVER)
        reports = new_log[project]
        fresh = reports[len(old_log.get(project, [])) :]
        reports_old = old_log.get(project, [])
        last, last_old = reports[-1], (reports_old or [{"id": ""}])[-1]
        of_project = {"project": project, "milestone": "", "old_report": last_old["id"], "new_report": last["id"]}
        mine: list[Row] = []
        if now["phase"] != then["phase"]:
            kind = phase_kind(then["phase"], now["phase"])
            since = fresh[0] if kind == "neu" else first_of_last_run(fresh)
            mine.append(row(kind, then["phase"], now["phase"], since))
        silent, was_silent = now["freshness"] in SILENT, then["freshness"] in SILENT
        if silent != was_silent:
            kind = "verstummt" if silent else "wieder_gemeldet"
            text = {"reason_de": "", "reason_en": ""} if silent else {}
            mine.append(row(kind, then["freshness"], now["freshness"], last | text))
        if now["health"] != then["health"] and {now["health"], then["health"]} & set(STAKES):
            kind = {"verzug": "verzug", "risiko": "gefaehrdet"}.get(now["health"], "lage")
            if kind == "verzug" and last["health"] != "verzug":
                cause = first_overdue(rows, project, b)
                mine.append(row(kind, then["health"], now["health"], as_report(cause)) | {"milestone": cause["id"]})
            else:
                mine.append(row(kind, then["health"], now["health"], last))
        if fresh and not mine:
            mine.append(row("gemeldet", then["phase"], now["phase"], last))
        told += [of_project | change for change in mine]
    return told + milestone_changes(rows, a, b)


def milestone_changes(rows: Rows, a: date, b: date) -> list[Row]:
    told: list[Row] = []
    by_id = {milestone["id"]: milestone for milestone in rows["milestones"]}
    old, new = states(rows, a), states(rows, b)
    for id_, state in new.items():
        milestone = by_id[id_]
        on = {"project": milestone["project"], "milestone": id_, "old_report": "", "new_report": ""}
        if state != old.get(id_, ""):
            told.append(row(state, old.get(id_, ""), state, as_report(milestone)) | on)
        if id_ in moved(rows, b) - moved(rows, a):
            on_date = milestone["date"] if milestone["state"] == "erreicht" else milestone["original_date"]
            basis = as_report(milestone) | {"reported_on": on_date}
            told.append(row("verschoben", milestone["original_date"], milestone["date"], basis) | on)
    return told


def phase_kind(old: str, new: str) -> str:
    if old == "":
        return "neu"
    if new == "abgeschlossen":
        return "abgeschlossen"
    if new == "pausiert":
        return "pausiert"
    if new == "beendet":
        return "beendet"
    if old == "pausiert":
        return "fortgesetzt"
    if old != "beendet" and STEPS[new] > STEPS[old]:
        return "vorangekommen"
    return "phase"


def first_of_last_run(reports: list[Row]) -> Row:
    """The report since which the phase of the last one has held without a break."""
    first = reports[-1]
    for report in reversed(reports):
        if report["phase"] != first["phase"]:
            break
        first = report
    return first


def first_overdue(rows: Rows, project: str, day: date) -> Row:
    late = [
        m for m in rows["milestones"] if m["project"] == project and states(rows, day).get(m["id"]) == "ueberfaellig"
    ]
    return min(late, key=lambda m: (plain.span(m["date"])[1], plain.span(m["date"])[0]))


def as_report(milestone: Row) -> Row:
    return milestone | {
        "reported_on": milestone["date"],
        "reason_de": milestone["title_de"],
        "reason_en": milestone["title_en"],
    }


def row(kind: str, old: str, new: str, on: Row) -> Row:
    names = {4: "year", 7: "quarter" if "Q" in on["reported_on"] else "month", 10: "day"}
    return {
        "kind": kind, "old": old, "new": new, "date": on["reported_on"], "precision": names[len(on["reported_on"])],
        "evidence": on["evidence"], "source": on["source"], "text_de": on["reason_de"], "text_en": on["reason_en"],
    }  # fmt: skip
