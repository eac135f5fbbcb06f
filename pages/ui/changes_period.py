"""The two days that the page on changes compares: fields, periods on offer, and what was wrong with the address."""

import streamlit as st

from pages.ui import changes_content, notices, session
from pages.ui.changes_query import asked, part
from pages.ui.drawing import draw as draw_html
from pages.ui.markdown import escape
from pages.ui.session import View
from roadmap_model.changes import PART, PARTS
from roadmap_model.selection import EARLIEST_DAY


def explain(view: View) -> None:
    """Says in words which day was dropped, that the two were swapped, or that there is no such part."""
    t, period = view.texts, asked(view).period
    used = {"von": t.day(period.start), "bis": t.day(period.end)}
    for rejected in asked(view).rejected:
        first, last = rejected.allowed
        value, name = escape(rejected.value[:60]), rejected.parameter
        st.warning(t("changes.rejected", value=value, parameter=name, first=first, last=last, used=used[name]))
    if asked(view).swapped:
        st.warning(t("changes.swapped", start=used["von"], end=used["bis"]))
    if view.parameter(PART) and not part(view):
        notices.unknown(view, PART, view.parameter(PART), PARTS)


def draw(view: View) -> None:
    """Two fields that mirror the URL, and links beside them; a choice goes into the URL, which the next run reads."""
    period = asked(view).period
    days = {"von": ("changes.from", period.start), "bis": ("changes.to", period.end)}
    with st.container(key="period", horizontal=True, gap="small"):
        for name, (label, day) in days.items():
            st.session_state[f"choose_{name}"] = day
            st.date_input(
                view.texts(label), key=f"choose_{name}", min_value=EARLIEST_DAY, max_value=view.portfolio.day,
                format="DD.MM.YYYY" if view.language == "de" else "DD/MM/YYYY", on_change=_apply, width=150,
            )  # fmt: skip
        draw_html("changes_presets.html", changes_content.offered, view)


def _apply() -> None:
    """Callback of a field: both days become part of the URL, the end only if it is not the latest day."""
    start, end = (st.session_state[f"choose_{name}"] for name in ("von", "bis"))
    others = {name: text for name, text in st.query_params.to_dict().items() if name not in ("bis", "seite")}
    latest = {} if end == session.current().portfolio.day else {"bis": end.isoformat()}
    st.query_params.from_dict(others | {"von": start.isoformat()} | latest)
