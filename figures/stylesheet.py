"""The stylesheet of our HTML: colours and symbols from their one declaration, then the rules."""

from functools import cache
from urllib.parse import quote

from figures import asset_files
from figures.palette import PHASE
from figures.symbols import MASKS, SYMBOLS


@cache
def stylesheet() -> str:
    """Custom properties for phase colours, one class per symbol, and the rules for screen, paper and stage."""
    return _style("roadmap.css", "paper.css", "stage.css", "notes.css")


@cache
def pack_stylesheet() -> str:
    """The same for the offline pack, which has no stage and brings rules of its own."""
    return _style("roadmap.css", "paper.css", "pack.css")


def _style(*rules: str) -> str:
    colours = "".join(f"--rm-{phase}:{colour};" for phase, colour in PHASE.items())
    symbols = "".join(f".rm-{name}{{background-image:{_image(svg)}}}\n" for name, svg in SYMBOLS.items())
    masks = "".join(f".rm-{name}{{background:currentColor;mask:{_image(svg)}}}\n" for name, svg in MASKS.items())
    return f":root{{{colours}}}\n{symbols}{masks}" + "".join(map(asset_files.text, rules))


def _image(svg: str) -> str:
    return f'url("data:image/svg+xml,{quote(svg)}")'
