"""The roadmap in service: new data come by themselves, bad data never."""

import logging
import os
from pathlib import Path

import pytest

from roadmap_model import live
from roadmap_model.checks import BrokenData
from roadmap_model.live import LiveRoadmap
from roadmap_model.load import DATA
from tests import region
from tests.region import edit

GOOD_NAME, BAD_SCALE = edit("projects", 0, name_de="Neuer Name"), edit("projects", 0, scale="riesig")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return region.write(tmp_path / "data")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the roadmap that another one serves."""
    monkeypatch.setattr(live, "_served", None)
    monkeypatch.delenv("ROADMAP_DATA", raising=False)


def rewrite(folder: Path, *change: region.Callable) -> None:
    """Write the region again; the time of change moves on even on a coarse file system."""
    before = (folder / "projects.csv").stat().st_mtime_ns
    region.write(folder, *change)
    os.utime(folder / "projects.csv", ns=(before + 10**9, before + 10**9))


def name(served: LiveRoadmap) -> str:
    return str(served.current().projects.loc["ahorn", "name_de"])


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def test_unchanged_files_are_not_loaded_again(folder: Path) -> None:
    served = LiveRoadmap(folder)
    before = served.current()
    served.look()
    assert served.current() is before


def test_changed_files_are_loaded(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    served = LiveRoadmap(folder)
    before = served.current().version
    rewrite(folder, GOOD_NAME)
    with caplog.at_level(logging.WARNING, "roadmap.data"):
        served.look()
    assert name(served) == "Neuer Name"
    assert served.current().version != before
    assert served.current().version in caplog.text


def test_a_folder_that_turns_bad_leaves_the_last_good_data_in_service(folder: Path) -> None:
    served = LiveRoadmap(folder)
    before = served.current()
    rewrite(folder, BAD_SCALE)
    served.look()
    assert served.current() is before
    assert served.trouble is not None
    assert [finding.value for finding in served.trouble.findings] == ["riesig"]


def test_bad_data_are_told_once_in_words(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    served = LiveRoadmap(folder, lambda trouble: f"in Worten: {trouble.findings[0].value}")
    rewrite(folder, BAD_SCALE)
    for _ in range(3):
        served.look()
    (error,) = errors(caplog)
    assert "in Worten: riesig" in error
    assert served.current().version in error


def test_other_bad_data_are_told_again(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    served = LiveRoadmap(folder)
    rewrite(folder, BAD_SCALE)
    served.look()
    rewrite(folder, edit("projects", 0, scale="winzig"))
    served.look()
    assert len(errors(caplog)) == 2


def test_mended_data_come_into_service_and_end_the_trouble(folder: Path) -> None:
    served = LiveRoadmap(folder)
    rewrite(folder, BAD_SCALE)
    served.look()
    rewrite(folder, GOOD_NAME)
    served.look()
    assert served.trouble is None
    assert name(served) == "Neuer Name"


@pytest.mark.parametrize("gone", ["projects.csv", "datapackage.json", "municipalities.geojson"])
def test_a_file_that_vanishes_is_trouble_and_no_crash(folder: Path, gone: str) -> None:
    served = LiveRoadmap(folder)
    before = served.current()
    (folder / gone).unlink()
    served.look()
    assert served.current() is before
    assert served.trouble is not None
    assert [finding.file for finding in served.trouble.findings] == [gone]


def test_a_folder_that_vanishes_is_trouble_and_no_crash(folder: Path) -> None:
    served = LiveRoadmap(folder)
    folder.rename(folder.with_name("fort"))
    served.look()
    assert name(served) == "Ahorn"
    assert served.trouble is not None
    folder.with_name("fort").rename(folder)
    served.look()
    assert served.trouble is None


def renamed_project(rows: dict[str, list[dict[str, str]]]) -> None:
    """A change that many tables share: another identifier for a project."""
    renamed = {"ahorn": "robinie", "projekt=ahorn": "projekt=robinie"}
    for table in rows.values():
        for row in table:
            row.update({name: renamed[value] for name, value in row.items() if value in renamed})


def test_a_folder_copied_over_file_by_file_is_served_as_a_whole_or_not_at_all(folder: Path, tmp_path: Path) -> None:
    served = LiveRoadmap(folder)
    newer = region.write(tmp_path / "newer", renamed_project)
    changed = [file for file in sorted(newer.iterdir()) if file.read_bytes() != (folder / file.name).read_bytes()]
    assert len(changed) > 5
    seen = []
    for number, file in enumerate(changed):
        (folder / file.name).write_bytes(file.read_bytes())
        os.utime(folder / file.name, ns=(0, number))  # a state of its own, even on a coarse file system
        served.look()
        seen.append(served.current())
    assert {("ahorn" in roadmap.projects.index, "robinie" in roadmap.projects.index) for roadmap in seen} == {
        (True, False),
        (False, True),
    }
    assert "robinie" in served.current().projects.index
    assert served.trouble is None


@pytest.mark.parametrize("part", [0, 0.3, 0.7])
def test_a_file_that_is_only_there_in_part_is_trouble_until_it_is_whole(part: float, folder: Path) -> None:
    served = LiveRoadmap(folder)
    before = served.current()
    whole = (folder / "projects.csv").read_bytes()
    (folder / "projects.csv").write_bytes(whole[: int(part * len(whole))])
    served.look()
    assert served.current() is before
    assert served.trouble is not None
    (folder / "projects.csv").write_bytes(whole.replace(b"Ahorn", b"Ulme"))
    served.look()
    assert served.trouble is None
    assert name(served) == "Ulme"


def test_files_that_change_while_they_are_read_are_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    served = LiveRoadmap(folder)
    before = served.current()
    loading = live.load

    def disturbed(chosen: Path) -> object:
        found = loading(chosen)
        rewrite(folder, edit("projects", 0, name_de="Ganz neu"))
        monkeypatch.setattr(live, "load", loading)
        return found

    monkeypatch.setattr(live, "load", disturbed)
    rewrite(folder, GOOD_NAME)
    served.look()
    assert served.current() is before
    assert errors(caplog) == []
    served.look()
    assert name(served) == "Ganz neu"


def test_a_folder_behind_a_link_is_swapped_at_once(tmp_path: Path) -> None:
    first, second = region.write(tmp_path / "1"), region.write(tmp_path / "2", GOOD_NAME)
    link, waiting = tmp_path / "data", tmp_path / "waiting"
    link.symlink_to(first)
    served = LiveRoadmap(link)
    waiting.symlink_to(second)
    waiting.replace(link)
    served.look()
    assert name(served) == "Neuer Name"
    assert served.trouble is None


def test_files_that_are_no_data_are_not_looked_at(folder: Path) -> None:
    served = LiveRoadmap(folder)
    before = served.current()
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    served.look()
    assert served.current() is before


def test_a_broken_folder_is_not_opened_at_all(tmp_path: Path) -> None:
    with pytest.raises(BrokenData, match="riesig"):
        LiveRoadmap(region.write(tmp_path / "data", BAD_SCALE))


def test_asking_often_looks_at_the_files_seldom(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(live.time, "monotonic", lambda: now)
    served = LiveRoadmap(folder)
    looks: list[float] = []
    monkeypatch.setattr(served, "look", lambda: looks.append(now))
    for _ in range(100):
        served.current()
    assert looks == []
    now += live.LOOK_EVERY
    for _ in range(100):
        served.current()
    assert len(looks) == 1


def test_while_one_caller_loads_the_others_get_the_old_data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = LiveRoadmap(folder)
    before = served.current()
    monkeypatch.setattr(live.time, "monotonic", lambda: float("inf"))
    rewrite(folder, GOOD_NAME)
    with served._lock:
        assert served.current() is before
    assert served.current() is not before


def test_a_failure_while_looking_does_not_lock_out_the_next_look(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = LiveRoadmap(folder, lambda trouble: str(1 // 0))
    monkeypatch.setattr(live.time, "monotonic", lambda: float("inf"))
    rewrite(folder, BAD_SCALE)
    with pytest.raises(ZeroDivisionError):
        served.current()
    rewrite(folder, GOOD_NAME)
    assert name(served) == "Neuer Name"


def test_the_variable_chooses_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_DATA", str(folder))
    assert live.chosen_folder() == folder
    assert live.current().version == live.serve().current().version
    assert len(live.current().projects) == 9


@pytest.mark.parametrize("value", [None, ""])
def test_without_the_variable_the_published_data_are_chosen(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if value is not None:
        monkeypatch.setenv("ROADMAP_DATA", value)
    assert live.chosen_folder() == DATA


def test_a_wrong_variable_is_reported_and_not_replaced_by_the_published_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROADMAP_DATA", str(tmp_path / "fort"))
    with pytest.raises(BrokenData) as caught:
        live.current()
    assert [finding.kind for finding in caught.value.findings] == ["folder"]
