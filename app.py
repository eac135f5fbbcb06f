"""What is served: the pages, the open data and assets beside them, and what every answer carries."""

import gc
import sys

import streamlit as st

from pages.ui import failure
from pages.ui.navigation import PAGES
from server import start
from server.routes import middleware, routes

try:
    instance = start.prepare()
except start.NotReady as trouble:
    print(trouble, file=sys.stderr, flush=True)
    sys.exit(1)

# What was loaded lives as long as the process; the collector need not look at it again and again.
gc.collect()
gc.freeze()
# A run leaves thousands of objects that nothing holds any more; the few in circles can wait.
gc.set_threshold(10_000, 20, 20)

paths = {page.path: page.key for page in PAGES}
app = st.App(
    "pages/frame.py",
    routes=routes(paths),
    middleware=middleware(paths, instance.sessions, instance.parents),
    on_script_error=failure.report,
)
