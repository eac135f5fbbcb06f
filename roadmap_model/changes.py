"""What changed between two days: typed rows with old and new code, the date they rest on and its source."""

from datetime import date
from functools import lru_cache

import pandas as pd

from roadmap_model.dates import first_days, last_days, precision
from roadmap_model.period import Period
from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.roadmap import FRESHNESS, Roadmap
from roadmap_model.status import milestones_on, status_on

# In the order in which they are told: progress first, then what needs attention, then the rest.
KINDS = (
    "vorangekommen", "abgeschlossen", "neu", "erreicht",
    "verzug", "gefaehrdet", "verschoben", "ueberfaellig", "verstummt",
    "pausiert", "beendet", "fortgesetzt", "wieder_gemeldet", "phase", "lage", "gemeldet",
)  # fmt: skip
# What the page on changes shows alone (`art` in the URL): one kind in full, or all due reports.
PART = "art"
ALL_DUE = "faellig"
PARTS = (*KINDS, ALL_DUE)
COLUMNS = (
    "kind", "project", "milestone", "old", "new", "old_report", "new_report",
    "date", "precision", "evidence", "text_de", "text_en", "source",
)  # fmt: skip
# Those of the table that leaves the app: with names, and the source in full.
TABLE_COLUMNS = (
    "kind", "project", "name_de", "name_en", *COLUMNS[2:-1], "source_url", "source_title",
)  # fmt: skip
REVERSED = {"old": "new", "new": "old", "old_report": "new_report", "new_report": "old_report"}
FORWARD = {"idee": 0, "planung": 1, "umsetzung": 2, "abgeschlossen": 3, "verstetigt": 3}
SILENT = FRESHNESS[2:]  # no report for more than 180 days
AT_STAKE = ("risiko", "verzug")


@lru_cache(maxsize=32)
def changes(roadmap: Roadmap, a: date, b: date) -> pd.DataFrame:
    """All changes from the evening of `a` to the evening of `b`, by kind, the newest first within each.

    A row says that a code `old` became `new`: a phase (kinds of reports), a health, a freshness, the
    state of a milestone or, if it was moved, its date. `date` is the one of the report or milestone
    on which the change rests, as coarse as documented. With `a` after `b`, the same rows are taken
    back: old and new change places.
    """
    if b < a:
        return changes(roadmap, b, a).rename(columns=REVERSED)[list(COLUMNS)]
    pairs = _pairs(roadmap, a, b)
    known = [_phases(roadmap, a, b, pairs), _silences(pairs), _healths(roadmap, b, pairs)]
    told = pd.concat(rows["project"] for rows in known)
    rows = pd.concat([*known, _other_reports(pairs, told), _milestones(roadmap, a, b)], ignore_index=True)
    rows = rows.reindex(columns=list(COLUMNS))
    rows = rows.assign(precision=rows["date"].map(precision)).mask(rows == "").astype("str")
    place = {id_: n for n, id_ in enumerate(roadmap.projects.index)}
    order = rows.assign(
        rank=rows["kind"].map({kind: n for n, kind in enumerate(KINDS)}),
        day=first_days(rows["date"]),
        place=rows["project"].map(place),
    ).sort_values(["rank", "day", "place"], ascending=[True, False, True], kind="stable")
    return rows.loc[order.index].reset_index(drop=True)


@lru_cache(maxsize=32)
def selected_changes(chosen: Portfolio, period: Period) -> pd.DataFrame:
    """The changes of a period in the projects that a selection keeps at its end."""
    rows = changes(chosen.roadmap, period.start, period.end)
    kept = portfolio(chosen.roadmap, chosen.selection.with_(as_of=None), period.end).projects
    return rows[rows["project"].isin(kept.index)].reset_index(drop=True)


def changes_table(chosen: Portfolio, period: Period) -> pd.DataFrame:
    """The selected changes with names and sources, one row each, columns as in TABLE_COLUMNS, plain cells."""
    rows, projects = selected_changes(chosen, period), chosen.roadmap.projects
    sources = chosen.roadmap["sources"].set_index("id")
    named = rows.assign(
        name_de=rows["project"].map(projects["name_de"]),
        name_en=rows["project"].map(projects["name_en"]),
        source_url=rows["source"].map(sources["url"]),
        source_title=rows["source"].map(sources["title"]),
    )
    return named[list(TABLE_COLUMNS)]


def _pairs(roadmap: Roadmap, a: date, b: date) -> pd.DataFrame:
    """Status on `b` of every project, with that on `a` in columns `old_…`; missing codes are empty."""
    after, before = status_on(roadmap, b), status_on(roadmap, a)
    codes = ["id", "phase", "health", "freshness"]
    old = before[codes].reindex(after.index).fillna("").add_prefix("old_")
    return after.assign(**{code: after[code].fillna("") for code in codes}).join(old)


def _rows(pairs: pd.DataFrame, kind: pd.Series, scale: str, basis: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per project in `kind`; `basis` holds the reports they rest on, else it is the last one."""
    mine = pairs.loc[kind.index]
    on = mine if basis is None else basis.loc[kind.index]
    return pd.DataFrame(
        {
            "kind": kind, "project": kind.index, "old": mine[f"old_{scale}"], "new": mine[scale],
            "old_report": mine["old_id"], "new_report": mine["id"], "date": on["reported_on"],
            "evidence": on["evidence"], "text_de": on["reason_de"], "text_en": on["reason_en"], "source": on["source"],
        },
        dtype="str",
    )  # fmt: skip


def _phases(roadmap: Roadmap, a: date, b: date, pairs: pd.DataFrame) -> pd.DataFrame:
    """New projects rest on their first report, other changes on the first report of the phase that holds on `b`."""
    moved = pairs[pairs["phase"] != pairs["old_phase"]]
    codes = zip(moved["old_phase"], moved["phase"], strict=True)
    kind = pd.Series([_phase_kind(old, new) for old, new in codes], index=moved.index, dtype="str")
    log = roadmap.reports
    log = log[(log["known_from"] > pd.Timestamp(a)) & (log["known_from"] <= pd.Timestamp(b))]
    log = log[log["project"].isin(moved.index)]
    holds = (log["phase"] == log["project"].map(moved["phase"])) | (log["project"].map(kind) == "neu")
    # The log is sorted, so the position of its rows tells which came later.
    last_other = log.index.to_series().where(~holds).groupby(log["project"]).transform("max")
    since = log[~(log.index <= last_other)].drop_duplicates("project").set_index("project")
    return _rows(pairs, kind, "phase", since)


def _phase_kind(old: str, new: str) -> str:
    if not old:
        return "neu"
    if new in ("abgeschlossen", "pausiert", "beendet"):
        return new
    if old == "pausiert":
        return "fortgesetzt"
    return "vorangekommen" if FORWARD.get(old, 9) < FORWARD[new] else "phase"


def _silences(pairs: pd.DataFrame) -> pd.DataFrame:
    """Projects whose last report crossed the age of 180 days, or that were reported on again."""
    now, then = pairs["freshness"].isin(SILENT), pairs["old_freshness"].isin(SILENT)
    kind = now[now != then].map({True: "verstummt", False: "wieder_gemeldet"})
    rows = _rows(pairs, kind, "freshness")
    return rows.assign(**{text: rows[text].where(rows["kind"] != "verstummt") for text in ("text_de", "text_en")})


def _healths(roadmap: Roadmap, b: date, pairs: pd.DataFrame) -> pd.DataFrame:
    """Changes from or to risk and delay; all others follow from phase and freshness."""
    stakes = pairs["health"].isin(AT_STAKE) | pairs["old_health"].isin(AT_STAKE)
    moved = pairs[stakes & (pairs["health"] != pairs["old_health"])]
    kind = moved["health"].map({"verzug": "verzug", "risiko": "gefaehrdet"}).fillna("lage")
    rows = _rows(pairs, kind, "health")
    # A delay that no report states rests on the first milestone that is overdue.
    late = milestones_on(roadmap, b).query("overdue").drop_duplicates("project").set_index("project")
    computed = rows["kind"].eq("verzug") & ~moved["health_reported"]
    cause = late.reindex(rows.index[computed])
    for name, column in (
        ("milestone", "id"), ("date", "date"), ("evidence", "evidence"), ("source", "source"),
        ("text_de", "title_de"), ("text_en", "title_en"),
    ):  # fmt: skip
        rows.loc[computed, name] = cause[column]
    return rows


def _other_reports(pairs: pd.DataFrame, told: pd.Series) -> pd.DataFrame:
    """New reports that changed neither phase nor health nor silence."""
    news = pairs[(pairs["id"] != pairs["old_id"]) & ~pairs.index.isin(told)]
    return _rows(pairs, pd.Series("gemeldet", index=news.index, dtype="str"), "phase")


def _milestones(roadmap: Roadmap, a: date, b: date) -> pd.DataFrame:
    """Milestones newly reached, newly overdue, or found to have been moved later."""
    after, before = _milestone_states(roadmap, b), _milestone_states(roadmap, a)
    old = before.reindex(after.index)
    rows = pd.DataFrame(
        {
            "kind": after["code"], "project": after["project"], "milestone": after.index, "old": old["code"],
            "new": after["code"], "date": after["date"], "evidence": after["evidence"], "source": after["source"],
            "text_de": after["title_de"], "text_en": after["title_en"],
        },
        dtype="str",
    )  # fmt: skip
    moved = rows[after["moved"] & ~old["moved"].fillna(False).astype("bool")]
    original = after.loc[moved.index, "original_date"]
    # A planned milestone is known to have moved once the original date is past; a reached one by being reached.
    moved = moved.assign(
        kind="verschoben",
        old=original,
        new=moved["date"],
        date=moved["date"].where(moved["new"] == "erreicht", original),
    )
    return pd.concat([rows[rows["old"].fillna("") != rows["new"]], moved])


def _milestone_states(roadmap: Roadmap, day: date) -> pd.DataFrame:
    """Milestones as seen on a day (index: id) with `code` and whether they are known to have `moved` later."""
    seen = milestones_on(roadmap, day).set_index("id")
    original = last_days(seen["original_date"])
    known = (seen["state"] == "erreicht") | (original < pd.Timestamp(day))
    later = seen["first_day"] > original
    return seen.assign(
        code=seen["state"].mask(seen["overdue"], "ueberfaellig"),
        moved=later & known & (seen["state"] != "entfallen"),
    )
