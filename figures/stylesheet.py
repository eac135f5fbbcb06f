"""The stylesheet of our HTML: colours and symbols from their one declaration, then the rules."""

from functools import cache
from pathlib import Path
from urllib.parse import quote

from figures.palette import PHASE
from figures.symbols import SYMBOLS

RULES = Path(__file__).parent / "assets" / "roadmap.css"


@cache
def stylesheet() -> str:
    """Custom properties for phase colours, one class per symbol, and the rules of roadmap.css."""
    colours = "".join(f"--rm-{phase}:{colour};" for phase, colour in PHASE.items())
    symbols = "".join(
        f'.rm-{name}{{background-image:url("data:image/svg+xml,{quote(svg)}")}}\n'
        for name, svg in SYMBOLS.items()
    )
    return f":root{{{colours}}}\n{symbols}{RULES.read_text(encoding='utf-8')}"
