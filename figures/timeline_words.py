"""What a timeline says in words: each group and project as a line of the table."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from figures.measure_words import Plan, plan
from figures.names import names
from figures.texts import Texts
from roadmap_model.measures import SHOWN as PLANNED
from roadmap_model.measures import group_measures
from roadmap_model.portfolio import Portfolio
from roadmap_model.records import Record, records
from roadmap_model.roadmap import PHASES
from roadmap_model.timeline import (
    SHOWN,
    Scope,
    entries,
    group_milestones,
    members,
    milestones,
    phases_on,
    terms_on,
)


@dataclass(frozen=True)
class Entry:
    """A project: its reported phases, its term and its milestones, each with its code and its words."""

    project: str
    name: str
    phases: tuple[tuple[str, str], ...]
    term: str
    milestones: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Facts:
    """A project in words, and the rows that they come from: phases, term, milestones."""

    entry: Entry
    runs: list[Record]
    term: Record
    milestones: list[Record]


@dataclass(frozen=True)
class Group:
    """A group: how many projects in which phase, milestones and measures in which state, and its open rows."""

    code: str
    name: str
    projects: int
    phases: tuple[tuple[str, int], ...]
    milestones: tuple[tuple[str, int], ...]
    measures: tuple[tuple[str, int], ...]
    entries: tuple[Entry, ...]
    plans: tuple[Plan, ...]


def open_rows(portfolio: Portfolio, scope: Scope) -> pd.DataFrame:
    """Group and project or measure of every row of the open groups, in order."""
    rows = entries(portfolio, scope.grouping)
    return rows[rows["group"].isin(scope.opened)].reset_index(drop=True)


def described(portfolio: Portfolio, scope: Scope, part: tuple[int, int], texts: Texts) -> tuple[Group, ...]:
    """All groups with a project or measure, those open with their rows of the part [first, stop)."""
    everyone, dated = members(portfolio, scope.grouping), group_milestones(portfolio, scope.grouping)
    measures = group_measures(portfolio, scope.grouping)
    named = names(portfolio.roadmap, texts)
    phases = everyone["project"].map(portfolio.projects["phase"])
    in_phase = Counter(everyone.groupby(["group", phases]).size().to_dict())
    in_state = Counter(dated.groupby(["group", "shown"], observed=True).size().to_dict())
    in_plan = Counter(measures.groupby(["under", "shown"]).size().to_dict())
    rows = open_rows(portfolio, scope).iloc[slice(*part)]
    told = {id_: facts.entry for id_, facts in known(portfolio, list(rows["project"].dropna()), texts).items()}
    shown = records(measures[measures["id"].isin(rows["measure"])])
    plans = {row["id"]: plan(portfolio, row, texts) for row in shown}
    return tuple(
        Group(
            code,
            named[scope.grouping, code],
            sum(in_phase[code, phase] for phase in PHASES),
            tuple((phase, in_phase[code, phase]) for phase in PHASES if in_phase[code, phase]),
            tuple((shown, in_state[code, shown]) for shown in SHOWN if in_state[code, shown]),
            tuple((shown, in_plan[code, shown]) for shown in PLANNED if in_plan[code, shown]),
            tuple(told[id_] for id_ in rows.loc[rows["group"] == code, "project"].dropna()),
            tuple(plans[id_] for id_ in rows.loc[rows["group"] == code, "measure"].dropna()),
        )
        for code in dict.fromkeys(entries(portfolio, scope.grouping)["group"])
    )


def known(portfolio: Portfolio, ids: list[str], texts: Texts) -> dict[str, Facts]:
    """What is known of some projects on the day, by id; a project in two groups is named twice."""
    if not ids:
        return {}
    ids = list(dict.fromkeys(ids))
    runs, dated = phases_on(portfolio.roadmap, portfolio.day), milestones(portfolio)
    of_runs, of_dated = (_by_project(frame[frame["project"].isin(ids)]) for frame in (runs, dated))
    terms = _by_project(terms_on(portfolio.roadmap, portfolio.day).loc[ids].rename_axis("project"))
    found = {}
    for project in _by_project(portfolio.projects.loc[ids].rename_axis("project")).values():
        id_, (term,) = project[0]["project"], terms[project[0]["project"]]
        entry = Entry(
            id_,
            texts.of(project[0], "name"),
            tuple((run["phase"], phase_words(run, texts)) for run in of_runs[id_]),
            term_words(term, project[0]["phase"], texts),
            tuple((row["shown"], milestone_words(row, texts)) for row in of_dated.get(id_, [])),
        )
        found[id_] = Facts(entry, of_runs[id_], term, of_dated.get(id_, []))
    return found


def _by_project(frame: pd.DataFrame) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in records(frame):
        found.setdefault(row["project"], []).append(row)
    return found


def phase_words(run: Record, texts: Texts) -> str:
    return texts("timeline.phase.since", phase=texts(f"phase.{run['phase']}"), date=texts.partial(run["reported_on"]))


def term_words(term: Record, phase: str, texts: Texts) -> str:
    """The term with its precision and certainty; empty if nothing is known."""
    words = [
        texts(f"fact.{side}.{'bestaetigt' if term[f'{side}_confirmed'] else 'geplant'}", date=texts.partial(term[side]))
        for side in ("start", "end")
        if term[side]
    ]
    if words and phase == "verstetigt" and not term["end"]:
        words.append(texts("fact.end.open"))
    return ", ".join(words)


def milestone_words(milestone: Record, texts: Texts) -> str:
    """Date, title, state, and the original date where it was moved."""
    state = texts(f"milestone.{milestone['shown']}")
    if milestone["original"]:
        original, slip = texts.partial(milestone["original"]), slip_words(milestone, texts)
        if slip:
            state = texts("timeline.original.slip", state=state, date=original, slip=slip)
        else:
            state = texts("timeline.original", state=state, date=original)
    title = texts.of(milestone, "title")
    return texts("timeline.milestone", date=texts.partial(milestone["date"]), title=title, state=state)


def slip_words(milestone: Record, texts: Texts) -> str:
    """By how much a milestone was moved; empty if both dates are not equally exact."""
    if not milestone["slip"]:
        return ""
    sign = "+" if milestone["slip"] > 0 else "−"
    return texts(f"timeline.slip.{milestone['slip_unit']}", sign=sign, n=abs(int(milestone["slip"])))


def count_words(group: Group, texts: Texts) -> str:
    """How many projects a group has; measures where it has no project."""
    if group.projects:
        return texts("count.projects", n=group.projects)
    return texts("count.measures", n=sum(n for _, n in group.measures))


def counts_words(counts: tuple[tuple[str, int], ...], scale: str, texts: Texts) -> str:
    """Numbers with their words: "8 Umsetzung, 2 Planung"; empty if there are none."""
    return ", ".join(f"{texts.number(n)} {texts(f'{scale}.{code}')}" for code, n in counts)
