"""The one escape for text from data in Streamlit's markdown: labels, options, notices."""

import re

# Images in markdown would load from foreign hosts; links, colours and formulas would change the meaning.
SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:^=&\"'/@])")


def escape(text: str) -> str:
    """Literal text wherever Streamlit reads markdown; white space becomes single spaces."""
    return SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text))
