"""All selected projects on one time axis: folded groups as columns, open groups row by row."""

from datetime import date
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd

from figures import timeline_groups as groups
from figures import timeline_measures as measures
from figures import timeline_rows as rows
from figures.charts import Chart, escape
from figures.texts import Texts
from figures.timeline_drawing import TICKS, Drawing
from figures.timeline_plotly import figure
from figures.timeline_words import Group, count_words, counts_words, described, known, milestone_words
from roadmap_model.horizon import Horizon, horizon, middle
from roadmap_model.measures import selected_measures
from roadmap_model.portfolio import Portfolio
from roadmap_model.records import Record
from roadmap_model.roadmap import PHASES
from roadmap_model.timeline import Scope, group_milestones, milestones, phase_history, phases_on, terms_on

HEADING, GAP = 26, 12  # pixels of a group's name, and of the air below a group


@lru_cache(maxsize=64)
def lines(portfolio: Portfolio, scope: Scope, part: tuple[int, int], texts: Texts) -> tuple[Group, ...]:
    """The groups with a project or measure, and the rows [first, stop) of the open ones."""
    return described(portfolio, scope, part, texts)


@lru_cache(maxsize=64)
def timeline(portfolio: Portfolio, scope: Scope, part: tuple[int, int], texts: Texts, theme: str) -> Chart:
    """The time axis of a portfolio with the rows [first, stop) of the open groups."""
    shown = lines(portfolio, scope, part, texts)
    message = headline(portfolio, texts)
    return Chart(
        message=message,
        alt=alternative(message, shown, stretch(portfolio, scope), texts),
        figure=figure(drawn(portfolio, scope, shown, texts, theme)),
        columns=tuple(texts(f"timeline.table.{name}") for name in ("project", "phases", "term", "milestones")),
        rows=tuple(row for group in shown for row in _table(group, texts)),
    )


def drawn(portfolio: Portfolio, scope: Scope, shown: tuple[Group, ...], texts: Texts, theme: str) -> Drawing:
    """Some groups of a scope on its axis."""
    day, span = np.datetime64(portfolio.day, "D"), stretch(portfolio, scope)
    drawing = Drawing(span, theme)
    height = _draw(drawing, portfolio, scope, shown, day, texts)
    word = "timeline.as_of" if portfolio.selection.as_of else "timeline.today"
    drawing.scale(height, dates(span, texts), day, texts(word, date=texts.short_day(portfolio.day)))
    return drawing


def headline(portfolio: Portfolio, texts: Texts) -> str:
    """How many milestones are still to come, and how many dates have passed without proof."""
    shown = milestones(portfolio)["shown"].value_counts()
    upcoming, overdue = int(shown.get("geplant", 0)), int(shown.get("ueberfaellig", 0))
    if upcoming and overdue:
        key = "timeline.headline.both_one" if overdue == 1 else "timeline.headline.both"
        return texts(key, n=upcoming, overdue=overdue)
    if upcoming or overdue:
        return texts(f"timeline.headline.{'upcoming' if upcoming else 'overdue'}", n=upcoming or overdue)
    return texts("timeline.headline.done", n=int(shown.sum())) if len(shown) else texts("timeline.headline.none")


@lru_cache(maxsize=64)
def stretch(portfolio: Portfolio, scope: Scope) -> Horizon:
    """The horizon of a scope; the whole period spans every date of the selected projects and measures."""
    if scope.horizon != "alles":
        return horizon(scope.horizon, portfolio.day, pd.DataFrame())
    ids, dated, planned = portfolio.projects.index, milestones(portfolio), selected_measures(portfolio)
    runs, terms = phases_on(portfolio.roadmap, portfolio.day), terms_on(portfolio.roadmap, portfolio.day).loc[ids]
    days = (
        runs.loc[runs["project"].isin(ids), "first_day"], terms["start_first"], terms["end_last"],
        dated["first_day"], dated["last_day"], dated["original_first"],
        planned["first_day"], planned["last_day"],
    )  # fmt: skip
    return horizon(scope.horizon, portfolio.day, pd.DataFrame({"day": pd.concat(days, ignore_index=True)}))


def _draw(
    drawing: Drawing, portfolio: Portfolio, scope: Scope, shown: tuple[Group, ...], day: np.datetime64, texts: Texts
) -> int:
    """Draw every group from top to bottom; returns the height in pixels."""
    span = drawing.horizon
    ends = np.minimum(span.edges[1:] - 1, day)[span.edges[:-1] <= day]
    history = phase_history(portfolio, scope.grouping, ends)
    totals = history.groupby(level="group", sort=False).sum().max(axis=1)
    mix = {code: {phase: history.loc[(code, phase)].tolist() for phase in PHASES} for code in totals.index}
    scale = groups.COLUMNS / max(1, totals.max()) if len(totals) else 1.0
    names = portfolio.projects[f"name_{texts.language}"]

    def words(row: Record) -> str:
        return f"<b>{escape(names[row['project']])}</b><br>{escape(milestone_words(row, texts))}"

    dated = milestones(portfolio)
    by_group = dict(tuple(group_milestones(portfolio, scope.grouping).groupby("group", observed=False)))
    facts = known(portfolio, [entry.project for group in shown for entry in group.entries], texts)
    top = 4
    for group in shown:
        opened = group.code in scope.opened
        label = texts("timeline.label", name=f"<b>{escape(group.name)}</b>", count=count_words(group, texts))
        drawing.rule(top, 1)
        drawing.label(top + HEADING // 2 + 2, f"{'▾' if opened else '▸'} {label}", 15)
        top += HEADING
        if opened:
            for entry in group.entries:
                row = facts[entry.project]
                top += rows.draw(drawing, row, top, day, texts)
            for plan in group.plans:
                measures.draw(drawing, plan, top, texts)
                top += rows.ROW
        else:
            target = f"offen:{group.code}"
            if group.code in mix:
                top += groups.columns_height(scale, int(totals[group.code]))
                groups.draw_columns(
                    drawing, mix[group.code], top, scale, ends, target,
                    lambda end, n, phase: count(end, n, phase, portfolio.day, span, texts),
                )  # fmt: skip
            for marks in (
                groups.diamonds(groups.MILESTONES, by_group[group.code], dated, words, span, day, texts),
                measures.squares(drawing, portfolio, scope.grouping, group.code, day, texts),
            ):
                groups.draw_diamonds(drawing, marks, top + 4, target, texts)
                top += groups.lines_height(marks)
            top += 6
        top += GAP
    return top


def count(end: date, n: int, phase: str, day: date, span: Horizon, texts: Texts) -> str:
    """What a piece of a column says: "End of 2024: 12 implementation"."""
    if end == day:
        when = texts.short_day(day)
    else:
        unit = {"year": f"{end.year}", "decade": f"{end.year}", "quarter": f"{end.year}-Q{(end.month + 2) // 3}"}
        when = texts("timeline.period.until", period=texts.partial(unit.get(span.unit, f"{end:%Y-%m}")))
    return texts("timeline.hover.count", when=when, n=n, phase=texts(f"phase.{phase}"))


def dates(span: Horizon, texts: Texts, most: int = TICKS) -> list[tuple[np.datetime64, str]]:
    """A few labels in the middle of their periods: months, years or decades."""
    edges = span.edges if span.unit == "month" else span.years
    step = -(-(len(edges) - 1) // most)
    labels = []
    for first, stop in list(pairwise(edges))[::step]:
        year = str(first.astype("M8[Y]"))
        if span.unit == "month":
            text = texts.partial(str(first.astype("M8[M]")))
        else:
            text = texts("timeline.decade", year=year) if span.unit == "decade" else year
        labels.append((middle(first, stop), text))
    return labels


def alternative(message: str, shown: tuple[Group, ...], span: Horizon, texts: Texts) -> str:
    """The take-away, the period, and every group with its numbers."""
    said = [
        texts(
            "timeline.alt.group",
            name=group.name,
            count=count_words(group, texts),
            phases=counts_words(group.phases, "phase", texts),
            milestones=counts_words(group.milestones, "milestone", texts) or texts("timeline.milestones.none"),
        )
        + _measures(group, texts)
        for group in shown
    ]
    first, last = span.first.astype(object), span.last
    return texts(
        "timeline.alt",
        message=message, first=texts.short_day(first), last=texts.short_day(last), groups="; ".join(said),
    )  # fmt: skip


def _table(group: Group, texts: Texts) -> list[tuple[str, str, str, str]]:
    """The lines of a group in the table: its numbers, then its open projects."""
    heading = texts("timeline.label", name=group.name, count=count_words(group, texts))
    dated = counts_words(group.milestones, "milestone", texts) + _measures(group, texts)
    lines = [(heading, counts_words(group.phases, "phase", texts), "", dated)]
    for entry in group.entries:
        phases, dated = (", ".join(words for _, words in pairs) for pairs in (entry.phases, entry.milestones))
        lines.append((entry.name, phases, entry.term or texts("unknown"), dated))
    lines += [(plan.title, plan.behind, "", plan.due) for plan in group.plans]
    return lines


def _measures(group: Group, texts: Texts) -> str:
    """How many measures are in which state, to be appended to what is said of the milestones."""
    counts = counts_words(group.measures, "measure", texts)
    return f"; {texts('timeline.measures.counts', counts=counts)}" if counts else ""
