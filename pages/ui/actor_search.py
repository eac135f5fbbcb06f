"""The search field of the directory of organisations; what is typed goes into the URL (`name`)."""

import streamlit as st

from pages.ui.network_query import asked
from pages.ui.session import View
from roadmap_model.selection import clean_text


def draw(view: View) -> None:
    st.session_state["choose_actor_name"] = asked(view).name
    st.text_input(
        view.texts("actor.search"), key="choose_actor_name", max_chars=100, width=320, on_change=_apply,
    )  # fmt: skip


def _apply() -> None:
    others = {key: value for key, value in st.query_params.to_dict().items() if key not in ("name", "seite")}
    name = clean_text(st.session_state["choose_actor_name"])
    st.query_params.from_dict(others | ({"name": name} if name else {}))
