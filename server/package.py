"""The published data package as files: exactly those that were checked, or none."""

import io
import zipfile
from functools import lru_cache
from pathlib import Path

from figures.texts import Texts
from roadmap_model.load import fingerprint, package_files
from roadmap_model.roadmap import Roadmap

SOURCES = "SOURCES.md"


class Unavailable(Exception):
    """The folder no longer holds the data in service, because newer ones wait or were refused."""


@lru_cache(maxsize=2)
def package_contents(folder: Path, version: str) -> dict[str, bytes]:
    """Name and content of every file of the package in this version; raises Unavailable."""
    paths = [*package_files(folder), *folder.glob(SOURCES)]
    try:
        contents = {path.name: path.read_bytes() for path in sorted(paths)}
        unchanged = fingerprint(folder) == version
    except FileNotFoundError:
        unchanged = False
    if not unchanged:
        raise Unavailable(version)
    return contents


@lru_cache(maxsize=4)
def package_zip(folder: Path, roadmap: Roadmap, words: Texts) -> bytes:
    """All files and a note on the licence; the same bytes for the same data."""
    contents = dict(package_contents(folder, roadmap.version))
    contents["LICENSE.txt"] = licence_note(roadmap, words).encode()
    day = roadmap.published
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, contents[name])
    return buffer.getvalue()


def licence_note(roadmap: Roadmap, words: Texts) -> str:
    """What may be done with the data, and whom to name."""
    declaration = roadmap.declaration
    return words(
        "api.licence_note",
        title=declaration.title[words.language],
        licence=declaration.licence["name"],
        url=declaration.licence["path"],
        published=words.day(roadmap.published),
        version=roadmap.version,
        credits=words("api.credits"),
    )
