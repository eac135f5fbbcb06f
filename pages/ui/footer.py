"""The foot of every page: Stand, data version, evidence, credits."""

import pandas as pd
import streamlit as st

from figures.html import render
from pages.ui.session import View
from roadmap_model.evidence import shares


def draw(view: View) -> None:
    t, roadmap = view.texts, view.roadmap
    st.html(
        render(
            "footer.html",
            t,
            stand=t.day(view.portfolio.day),
            published=t.day(roadmap.published),
            version=roadmap.version,
            evidence=[(t(f"evidence.{level}"), _percent(share)) for level, share in shares(roadmap).items()],
            about=view.href("about"),
        )
    )


def _percent(share: float) -> float:
    return 0 if pd.isna(share) else round(100 * share)
