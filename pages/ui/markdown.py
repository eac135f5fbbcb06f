"""The one escape for text from data in Streamlit's markdown: labels, options, notices."""

import re
from functools import lru_cache

# Images in markdown would load from foreign hosts; links, colours and formulas would change the meaning.
SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:^=&\"'/@])")


@lru_cache(maxsize=4096)
def escape(text: str) -> str:
    """Literal text wherever Streamlit reads markdown; single spaces, no control or direction characters."""
    printable = "".join(char for char in re.sub(r"\s+", " ", text) if char.isprintable())
    return SPECIAL.sub(r"\\\1", printable)
