"""Our own styles, scripts and symbols, in the folder `assets`: what they hold, and the address that serves them."""

from functools import cache
from pathlib import Path

from figures.digest import digest

FOLDER = Path(__file__).parent / "assets"
PREFIX = "app/static"  # Streamlit's own for the files of an app: what it draws takes such an address as it is


@cache
def content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def text(name: str) -> str:
    return content(name).decode()


@cache
def version(name: str) -> str:
    """Digest of the content, by which addresses change with it."""
    return digest(content(name))


def address(name: str) -> str:
    """The address of the present content of a file, relative to the app's root folder."""
    return f"{PREFIX}/{name}?v={version(name)}"
