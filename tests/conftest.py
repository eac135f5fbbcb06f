"""Data that many tests read and none changes: the fictional region and the published roadmap."""

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from roadmap_model import clock
from roadmap_model.live import LiveRoadmap
from roadmap_model.load import DATA, load
from roadmap_model.roadmap import Roadmap
from tests import hostile, plain, region

TODAY = date(2026, 6, 30)

# Looking for garbage among so many loaded tables would take a quarter of all the time.
gc.set_threshold(200_000, 50, 100)


@pytest.fixture(scope="session")
def today() -> date:
    """The frozen day of the tests: the day on which the fictional region is published."""
    return TODAY


@pytest.fixture
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> date:
    """The app's one clock, stopped on the frozen day."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return TODAY


@pytest.fixture(scope="session")
def region_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return region.write(tmp_path_factory.mktemp("region") / "data")


@pytest.fixture(scope="session")
def roadmap(region_folder: Path) -> Roadmap:
    """The fictional region, loaded once."""
    return load(region_folder)


@pytest.fixture(scope="session")
def live_region(region_folder: Path) -> LiveRoadmap:
    """The fictional region in service; who writes to its folder needs one of their own."""
    return LiveRoadmap(region_folder)


@pytest.fixture(scope="session")
def live_hostile(tmp_path_factory: pytest.TempPathFactory) -> LiveRoadmap:
    """The fictional region with hostile texts in service."""
    return LiveRoadmap(hostile.write(tmp_path_factory.mktemp("hostile") / "data"))


@pytest.fixture(scope="session")
def rows(region_folder: Path) -> plain.Rows:
    """The fictional region as plain rows, read without pandas."""
    return plain.read(region_folder)


@pytest.fixture(scope="session")
def published() -> Roadmap:
    """The shipped data, loaded once."""
    return load(DATA)


@pytest.fixture(scope="session")
def published_rows() -> plain.Rows:
    return plain.read(DATA)


@pytest.fixture(scope="class")
def shipped() -> Iterator[Roadmap]:
    """The shipped data in service on the day of their publication, for the tests of a class."""
    from tests.visit import SHIPPED, served

    with served(DATA, SHIPPED) as roadmap:
        yield roadmap
