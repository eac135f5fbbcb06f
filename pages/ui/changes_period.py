"""The two days that the page compares: read from the URL, chosen with two fields."""

import streamlit as st

from figures.html import render
from pages.ui import changes_content, due_content, session
from pages.ui.markdown import escape
from pages.ui.session import View
from roadmap_model.changes import KINDS
from roadmap_model.period import Asked, Period, from_query
from roadmap_model.selection import EARLIEST_DAY

PARTS = (*KINDS, due_content.ALL)  # values of `art`: one kind of changes in full, or all due reports


def asked(view: View) -> Asked:
    """The period that the URL asks for, within what is known on the view's day."""
    return from_query(st.query_params.to_dict(), view.roadmap, view.portfolio.day)


def part(view: View) -> str:
    """The part of the page that the URL asks for alone; empty for a survey of all."""
    wanted = view.parameter("art")
    return wanted if wanted in PARTS else ""


def notices(view: View, asked: Asked) -> None:
    """Says in words which day was dropped or that the two were swapped."""
    t, period = view.texts, asked.period
    for rejected in asked.rejected:
        used = period.start if rejected.parameter == "von" else period.end
        st.warning(
            t(
                "changes.rejected",
                value=escape(rejected.value[:60]),
                parameter=rejected.parameter,
                first=rejected.allowed[0],
                last=rejected.allowed[1],
                used=t.day(used),
            )
        )
    if asked.swapped:
        st.warning(t("changes.swapped", start=t.day(period.start), end=t.day(period.end)))
    wanted = view.parameter("art")
    if wanted and not part(view):
        st.warning(t("rejected.unknown", parameter="art", value=escape(wanted[:60])))


def draw(view: View, period: Period) -> None:
    """Two fields that mirror the URL, and periods on offer; a choice goes into the URL, which the next run reads."""
    days = {"von": ("changes.from", period.start), "bis": ("changes.to", period.end)}
    with st.container(key="period", horizontal=True, gap="small"):
        for name, (label, day) in days.items():
            st.session_state[f"choose_{name}"] = day
            st.date_input(
                view.texts(label), key=f"choose_{name}", min_value=EARLIEST_DAY, max_value=view.portfolio.day,
                format="DD.MM.YYYY" if view.language == "de" else "DD/MM/YYYY", on_change=_apply, width=150,
            )  # fmt: skip
        st.html(render("changes_presets.html", view.texts, presets=changes_content.offers(view, period)))


def _apply() -> None:
    """Callback of a field: both days become part of the URL, the end only if it is not the latest day."""
    view = session.current()
    start, end = (st.session_state[f"choose_{name}"] for name in ("von", "bis"))
    others = {name: text for name, text in st.query_params.to_dict().items() if name not in ("bis", "seite")}
    latest = {} if end == view.portfolio.day else {"bis": end.isoformat()}
    st.query_params.from_dict(others | {"von": start.isoformat()} | latest)
