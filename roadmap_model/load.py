"""Open a data folder: declaration, tables and areas, checked as one, or one report of all errors."""

import hashlib
from pathlib import Path

from roadmap_model.checks import BrokenData, Finding, check_areas, check_package, check_rules
from roadmap_model.geography import AREAS, read_areas
from roadmap_model.roadmap import Roadmap
from roadmap_model.tables import DESCRIPTOR, read_declaration

DATA = Path(__file__).parent.parent / "data"


def load(folder: Path = DATA) -> Roadmap:
    """The checked roadmap of a data folder; raises BrokenData with every finding."""
    if not folder.is_dir():
        raise BrokenData([Finding("folder", str(folder))])
    version = fingerprint(folder)
    findings = [*check_package(folder), *check_areas(folder)]
    if findings:
        raise BrokenData(findings)
    declaration = read_declaration(folder)
    tables = {name: table.read(folder) for name, table in declaration.tables.items()}
    findings = check_rules(declaration, tables)
    if findings:
        raise BrokenData(findings)
    return Roadmap(declaration, tables, read_areas(folder), version)


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
