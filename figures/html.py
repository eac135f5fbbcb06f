"""HTML from templates. Jinja escapes every value that is not a nested template."""

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


def render(template: str, texts: Texts, **values: Any) -> Markup:
    """A piece of HTML in the class `rm`, which carries our styles; `t` is the language in the template."""
    return Markup(_environment().get_template(template).render(t=texts, **values))
