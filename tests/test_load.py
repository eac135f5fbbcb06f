"""Opening a data folder: all of it, its version, and nothing half."""

from pathlib import Path

import pytest

from roadmap_model import load as module
from roadmap_model.checks import BrokenData
from roadmap_model.load import fingerprint, load, package_files
from roadmap_model.roadmap import Roadmap
from tests import plain, region


def test_every_row_of_every_table_is_loaded(roadmap: Roadmap, rows: plain.Rows) -> None:
    assert {name: len(frame) for name, frame in roadmap.tables.items()} == {n: len(table) for n, table in rows.items()}


def test_every_municipality_has_its_area(roadmap: Roadmap) -> None:
    assert list(roadmap.areas.index) == sorted(region.TOWNS)
    assert roadmap.areas.crs.to_epsg() == 4326


def test_the_version_of_the_data_is_the_fingerprint_of_their_files(roadmap: Roadmap, region_folder: Path) -> None:
    assert roadmap.version == fingerprint(region_folder)
    assert len(roadmap.version) == 12
    int(roadmap.version, 16)


def test_the_same_files_have_the_same_fingerprint_anywhere(tmp_path: Path, region_folder: Path) -> None:
    assert fingerprint(region.write(tmp_path / "elsewhere")) == fingerprint(region_folder)


@pytest.mark.parametrize("name", ["goals.csv", "datapackage.json", "municipalities.geojson"])
def test_any_changed_file_changes_the_fingerprint(tmp_path: Path, name: str) -> None:
    folder = region.write(tmp_path / "data")
    before = fingerprint(folder)
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    assert fingerprint(folder) != before


def test_a_renamed_file_changes_the_fingerprint(tmp_path: Path) -> None:
    folder = region.write(tmp_path / "data")
    before = fingerprint(folder)
    (folder / "goals.csv").rename(folder / "aims.csv")
    assert fingerprint(folder) != before


def test_files_beside_the_package_do_not_count(tmp_path: Path) -> None:
    folder = region.write(tmp_path / "data")
    before = fingerprint(folder)
    for name in ("SOURCES.md", ".~lock.goals.csv#", "goals.csv.bak", "other.json"):
        (folder / name).write_text("x", encoding="utf-8")
    assert fingerprint(folder) == before
    assert [file.name for file in package_files(folder)] == sorted(file.name for file in package_files(folder))


def test_a_table_of_the_folder_that_nobody_declared_is_no_data(tmp_path: Path) -> None:
    folder = region.write(tmp_path / "data")
    (folder / "private.csv").write_text("name\nGeheim\n", encoding="utf-8")
    assert "private" not in load(folder).tables


@pytest.mark.parametrize("make", ["absent", "file"])
def test_what_is_no_folder_is_refused(tmp_path: Path, make: str) -> None:
    path = tmp_path / make
    if make == "file":
        path.write_text("x", encoding="utf-8")
    with pytest.raises(BrokenData) as caught:
        load(path)
    assert [finding.kind for finding in caught.value.findings] == ["folder"]


def test_a_file_that_vanishes_while_loading_is_broken_data_and_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = region.write(tmp_path / "data")

    def vanish(folder: Path) -> str:
        (folder / "goals.csv").unlink()
        return (folder / "goals.csv").read_text(encoding="utf-8")

    monkeypatch.setattr(module, "fingerprint", vanish)
    with pytest.raises(BrokenData) as caught:
        load(folder)
    assert [(finding.kind, finding.file) for finding in caught.value.findings] == [("unreadable", "goals.csv")]


def test_the_error_says_in_its_text_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(BrokenData, match=r"riesig.*leuchtturm"):
        load(region.write(tmp_path / "data", region.edit("projects", 0, scale="riesig")))
