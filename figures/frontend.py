"""The words that Streamlit's own frontend says, and the script that says them in the page's language.

The registry are the texts `frontend.text.…` (visible) and `frontend.label.…` (attributes, mostly for
screen readers) of the catalogues: the English one quotes the frontend, a test looks them up in what is
installed.
"""

from figures import asset_files
from figures.html import script_value
from figures.texts import LANGUAGES, LOCALES, texts

KEY = "frontend."


def words() -> dict[str, dict[str, str]]:
    """Key to language to text."""
    keys = [key for key in texts(LANGUAGES[0]).entries if key.startswith(KEY)]
    return {key: {language: texts(language).entries[key][0] for language in LANGUAGES} for key in keys}


def script() -> str:
    """The script, after what it has to know."""
    rows = [[key.split(".")[1], *said.items()] for key, said in words().items()]
    known = {"words": rows, "locales": {language: locale.replace("_", "-") for language, locale in LOCALES.items()}}
    return f"{script_value('window.roadmapFrontend', known)}\n{asset_files.text('frontend.js')}"
