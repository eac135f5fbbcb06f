"""What is served: the pages, the open data and assets beside them, and what every answer carries."""

import gc
import os
import sys

import streamlit as st

from figures.data_report import describe
from figures.texts import LANGUAGES, texts
from pages.ui import failure
from pages.ui.navigation import PAGES
from roadmap_model import live
from roadmap_model.checks import BrokenData
from server.headers import frame_ancestors
from server.routes import middleware, routes

operator_texts = texts(os.environ.get("ROADMAP_LANGUAGE", LANGUAGES[0]))
try:
    live.serve(lambda trouble: describe(trouble, operator_texts))
except BrokenData as trouble:
    print(describe(trouble, operator_texts), file=sys.stderr, flush=True)
    sys.exit(1)

parents = os.environ.get("ROADMAP_EMBED_PARENTS", "")
try:
    frame_ancestors(parents)
except ValueError as trouble:
    sys.exit(operator_texts("embed.parents.wrong", value=str(trouble)))

# What was loaded lives as long as the process; the collector need not look at it again and again.
gc.collect()
gc.freeze()

paths = {page.path: page.key for page in PAGES}
app = st.App(
    "pages/frame.py",
    routes=routes(paths),
    middleware=middleware(paths, parents),
    on_script_error=failure.report,
)
