"""The roadmap that a running process serves: reloaded when its files change, never replaced by a broken one."""

import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from roadmap_model.checks import BrokenData
from roadmap_model.load import DATA, load, package_files
from roadmap_model.roadmap import Roadmap

LOOK_EVERY = 2.0  # seconds between two looks at the files
State = tuple[tuple[str, int, int], ...]
log = logging.getLogger("roadmap.data")
_served: "LiveRoadmap | None" = None


class LiveRoadmap:
    """The last good data of a folder; shared by all sessions and routes of the process.

    Opening a broken folder raises BrokenData. Later, a folder that turns bad leaves the last good
    data in service; `trouble` then holds the findings, and the log tells them once, in words.
    """

    def __init__(self, folder: Path, describe: Callable[[BrokenData], str] = str) -> None:
        self.folder = folder
        self.trouble: BrokenData | None = None
        self._describe = describe
        self._seen: State | None = self._state()
        self._roadmap = load(folder)
        self._next_look = time.monotonic() + LOOK_EVERY
        self._lock = threading.Lock()

    def current(self) -> Roadmap:
        """The roadmap to show now. One caller loads new data; the others get the old ones meanwhile."""
        if time.monotonic() >= self._next_look and self._lock.acquire(blocking=False):
            try:
                self.look()
            finally:
                self._next_look = time.monotonic() + LOOK_EVERY
                self._lock.release()
        return self._roadmap

    def look(self) -> None:
        """Load the folder again if a file has changed since the last look.

        Files that change while they are read could be half of one state and half of another; they
        are neither served nor complained of, and the next look decides.
        """
        state = self._state()
        if state == self._seen:
            return
        self._seen = state
        found = _load(self.folder)
        if self._state() != state:
            self._seen = None
            return
        if isinstance(found, BrokenData):
            self.trouble = found
            log.error(
                "New data refused; the last good data (%s) stay in service.\n%s",
                self._roadmap.version,
                self._describe(found),
            )
        else:
            self._roadmap = found
            self.trouble = None
            log.warning("New data in service: %s", self._roadmap.version)

    def _state(self) -> State:
        """Name, size and time of change of every file; one that vanishes meanwhile is left out."""
        state = []
        for file in package_files(self.folder):
            try:
                stat = file.stat()
            except FileNotFoundError:
                continue
            state.append((file.name, stat.st_size, stat.st_mtime_ns))
        return tuple(state)


def _load(folder: Path) -> Roadmap | BrokenData:
    try:
        return load(folder)
    except BrokenData as trouble:
        return trouble


def chosen_folder() -> Path:
    """The data folder: ROADMAP_DATA, or the published package."""
    return Path(os.environ.get("ROADMAP_DATA") or DATA)


def serve(describe: Callable[[BrokenData], str] = str) -> LiveRoadmap:
    """Open the chosen folder as the one live roadmap of this process; raises BrokenData."""
    global _served
    _served = LiveRoadmap(chosen_folder(), describe)
    return _served


def served() -> LiveRoadmap:
    """The one live roadmap of this process, opened if nobody has done so yet."""
    return _served or serve()


def current() -> Roadmap:
    """The roadmap that this process serves now."""
    return served().current()
