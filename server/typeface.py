"""The typeface of the pages, for documents that stand alone."""

from functools import cache
from pathlib import Path

import streamlit

FOLDER = Path(streamlit.__file__).parent / "static" / "static" / "media"


@cache
def typeface() -> bytes | None:
    """The upright letters in all weights (WOFF2); None if this Streamlit keeps them elsewhere."""
    found = sorted(FOLDER.glob("SourceSansVF-Upright*.woff2"))
    return found[0].read_bytes() if found else None
