"""What the app asks of the browser: the page's language, links without a full reload, paper with whole figures."""

from urllib.parse import urlencode

import streamlit as st

from figures import palette
from figures.texts import Texts
from pages.ui import navigation, session, stage_address

KEY = "browser"
OPENS = "open_"  # how the keys of buttons begin that show something which is drawn only when it is asked for
OPENED = "opened"  # what was asked for last

# The script that every page loads does the work; the component gives it what it has to know, and a way to answer.
_browser = st.components.v2.component(
    "roadmap_browser",
    js="export default ({ data, setTriggerValue }) => window.roadmapPage.connect(data, setTriggerValue);",
)


def connect(texts: Texts, embedded: bool) -> None:
    """Set the document's language and follow a clicked link by switching the page in this session."""
    stage = session.stage()
    result = _browser(
        data={
            "language": texts.language,
            "embedded": embedded,
            "footnotes": texts("print.links"),
            "opens": OPENS,
            "opened": opened(),
            "paper": dict(palette.PAPER) if session.theme() == "dark" else {},
            "stage": stage_address.PATH,
            "beside": urlencode(stage.beside) if stage else None,
        },
        key=KEY,
        height=1,
        on_followed_change=_within_page,
        on_opened_change=_open,
    )
    if result.followed:
        page, query = navigation.split(result.followed)
        if page and not session.on(page.path):
            session.leave_selection()
            st.switch_page(page.file, query_params=query)


def opened() -> str:
    """What follows OPENS in the key of the button that was pressed last; empty before the first."""
    name: str = st.session_state.get(OPENED, "")
    return name


def _open() -> None:
    st.session_state[OPENED] = str(st.session_state[KEY].opened or "")


def _within_page() -> None:
    """Callback: another view of the page needs no other page, only its address before it is drawn."""
    page, query = navigation.split(st.session_state[KEY].followed or "")
    if page and session.on(page.path) and st.query_params.to_dict() != query:
        session.leave_selection()
        st.query_params.from_dict(query)
