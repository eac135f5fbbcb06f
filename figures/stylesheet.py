"""The stylesheet of our HTML: colours and symbols from their one declaration, then the rules."""

from functools import cache
from urllib.parse import quote

from figures import asset_files
from figures.palette import PHASE
from figures.symbols import MASKS, SYMBOLS


@cache
def stylesheet() -> str:
    """Custom properties for phase colours, one class per symbol, and the rules for screen and paper."""
    colours = "".join(f"--rm-{phase}:{colour};" for phase, colour in PHASE.items())
    symbols = "".join(f".rm-{name}{{background-image:{_image(svg)}}}\n" for name, svg in SYMBOLS.items())
    rules = asset_files.text("roadmap.css") + asset_files.text("paper.css")
    masks = "".join(f".rm-{name}{{background:currentColor;mask:{_image(svg)}}}\n" for name, svg in MASKS.items())
    return f":root{{{colours}}}\n{symbols}{masks}{rules}"


@cache
def pack_stylesheet() -> str:
    """The same for the offline pack, which brings its own."""
    return stylesheet() + asset_files.text("pack.css")


def _image(svg: str) -> str:
    return f'url("data:image/svg+xml,{quote(svg)}")'
