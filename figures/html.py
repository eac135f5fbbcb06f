"""HTML from templates. Jinja escapes every value that is not a nested template."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from figures.texts import Texts

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Html(Markup):
    """HTML that says so of itself: for a plain text, Streamlit first looks for a file of that name."""

    def _repr_html_(self) -> str:
        return str(self)


def render(template: str, texts: Texts, **values: Any) -> Html:
    """A piece of HTML in the class `rm`, which carries our styles; `t` is the language in the template."""
    return Html(_environment().get_template(template).render(t=texts, **values))


def script_value(name: str, value: Any) -> str:
    """JavaScript that sets a name to a value. Where a script stands in a document, "<" could end it."""
    return f"{name} = " + json.dumps(value, ensure_ascii=False).replace("<", "\\u003c") + ";"


def frame(address: str, title: str, height: int) -> str:
    """HTML that shows an address within a page of another site, as text for people to copy."""
    html = '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" style="border: 0"></iframe>'
    return str(Markup(html).format(address, title, height))
