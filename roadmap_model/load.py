"""Open a data folder: declaration, tables and areas, checked as one, or one report of all errors."""

import hashlib
from pathlib import Path

import pandas as pd

from roadmap_model.checks import BrokenData, Finding, check_areas, check_package
from roadmap_model.geography import AREAS, read_areas
from roadmap_model.roadmap import Roadmap
from roadmap_model.rules import check_rules, check_steps
from roadmap_model.tables import DESCRIPTOR, Table, read_declaration

DATA = Path(__file__).parent.parent / "data"

# With these errors alone, the tables can still be read and checked by the rules that span them.
WELL_FORMED = ("constraint", "date", "required", "reference", "duplicate", "no_area", "unknown_area")


def load(folder: Path = DATA) -> Roadmap:
    """The checked roadmap of a data folder; raises BrokenData with every finding."""
    if not folder.is_dir():
        raise BrokenData([Finding("folder", str(folder))])
    try:
        return _load(folder)
    except OSError as error:  # a file vanished or was locked meanwhile
        raise BrokenData([Finding("unreadable", Path(error.filename or folder).name, value=str(error))]) from error


def _load(folder: Path) -> Roadmap:
    version = fingerprint(folder)
    findings = [*check_package(folder), *check_areas(folder)]
    if any(finding.kind not in WELL_FORMED for finding in findings):
        raise BrokenData(findings)
    declaration = read_declaration(folder)
    try:
        tables = {name: _read(table, folder) for name, table in declaration.tables.items()}
    except BrokenData as trouble:
        named = {finding.file for finding in findings}
        raise BrokenData([*findings, *(f for f in trouble.findings if f.file not in named)]) from trouble
    known = {(finding.file, finding.row, finding.field) for finding in findings}
    rules = check_rules(declaration, tables)
    findings += [finding for finding in rules if (finding.file, finding.row, finding.field) not in known]
    if findings:
        raise BrokenData(findings)
    roadmap = Roadmap(declaration, tables, read_areas(folder), version)
    if findings := check_steps(roadmap):
        raise BrokenData(findings)
    return roadmap


def _read(table: Table, folder: Path) -> pd.DataFrame:
    try:
        return table.read(folder)
    except ValueError as error:  # pandas is stricter about numbers than Frictionless
        raise BrokenData([Finding("unreadable", table.path, value=str(error))]) from error


def package_files(folder: Path) -> list[Path]:
    """The files that make up the data: the descriptor, every CSV and the areas, in order of name."""
    return sorted([*folder.glob("*.csv"), *folder.glob(DESCRIPTOR), *folder.glob(AREAS)])


def fingerprint(folder: Path) -> str:
    """Data version: the first twelve digits of the SHA-256 over names and contents of all files."""
    digest = hashlib.sha256()
    for file in package_files(folder):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
