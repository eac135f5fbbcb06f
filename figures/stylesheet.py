"""The stylesheet of our HTML: colours and symbols from their one declaration, then the rules."""

from functools import cache
from pathlib import Path
from urllib.parse import quote

from figures.palette import PHASE
from figures.symbols import MASKS, SYMBOLS

RULES = Path(__file__).parent / "assets" / "roadmap.css"
PAPER = RULES.with_name("paper.css")
PACK = RULES.with_name("pack.css")


@cache
def stylesheet() -> str:
    """Custom properties for phase colours, one class per symbol, and the rules for screen and paper."""
    colours = "".join(f"--rm-{phase}:{colour};" for phase, colour in PHASE.items())
    symbols = "".join(f".rm-{name}{{background-image:{_image(svg)}}}\n" for name, svg in SYMBOLS.items())
    rules = "".join(file.read_text(encoding="utf-8") for file in (RULES, PAPER))
    masks = "".join(f".rm-{name}{{background:currentColor;mask:{_image(svg)}}}\n" for name, svg in MASKS.items())
    return f":root{{{colours}}}\n{symbols}{masks}{rules}"


@cache
def pack_stylesheet() -> str:
    """The same for the offline pack, which brings its own."""
    return stylesheet() + PACK.read_text(encoding="utf-8")


def _image(svg: str) -> str:
    return f'url("data:image/svg+xml,{quote(svg)}")'
