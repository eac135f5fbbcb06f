"""An unexpected error: a number on the page, the same number with the traceback in the log."""

import logging
import secrets

import streamlit as st

from pages.ui import session

log = logging.getLogger("roadmap.pages")


def report(error: Exception) -> bool:
    """Tell the reader in words, the operator in full; True keeps Streamlit's own message away."""
    number = secrets.token_hex(4)
    log.error("error %s on a page", number, exc_info=error)
    st.error(session.words()("failure", number=number))
    return True
