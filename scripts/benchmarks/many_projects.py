"""A data folder with many generated projects: the published package, its project tables replaced."""

import csv
import json
import random
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

PROJECTS, REPORTS_EACH, MILESTONES_EACH = 10_000, 3, 10
SEED = 20261122
FIRST_DAY = date(2016, 1, 1)
PHASES = ("idee", "planung", "umsetzung", "abgeschlossen", "verstetigt", "pausiert", "beendet")
ASSESSED = ("planung", "umsetzung")
HEALTHS = ("im_plan", "risiko", "verzug", "")
SCALES = ("leuchtturm", "vorhaben", "vorhaben", "initiative", "initiative")
WORDS = (
    "Baustoffe", "Bioabfall", "Klärschlamm", "Kunststoffe", "Metalle", "Möbel", "Phosphor", "Rücknahme",
    "Reparatur", "Schlacken", "Textilien", "Verpackungen", "Wasserstoff", "Werkstatt", "Wiederverwendung",
)  # fmt: skip
REPLACED = (
    "projects", "project_topics", "project_goals", "project_places", "project_sources",
    "status_reports", "milestones", "participations",
)  # fmt: skip

Row = Mapping[str, Any]


def write_folder(published: Path, target: Path, count: int = PROJECTS, milestones_each: int = MILESTONES_EACH) -> None:
    """Fill `target` with projects over the published municipalities; the same on every run."""
    shutil.copytree(published, target, dirs_exist_ok=True)
    generated = _Generated(published, count, milestones_each)
    for table in REPLACED:
        _write(target / f"{table}.csv", _columns(published / f"{table}.csv"), getattr(generated, table)())
    # Hurdles and steps of storyboards may name a project, and no published project is left.
    hurdles = read_table(published / "hurdles.csv")
    _write(target / "hurdles.csv", _columns(published / "hurdles.csv"), ({**row, "project": ""} for row in hurdles))
    for table in ("storyboards", "storyboard_steps"):
        _write(target / f"{table}.csv", _columns(published / f"{table}.csv"), ())


def read_table(file: Path) -> list[dict[str, str]]:
    """The rows of a table as texts."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class _Generated:
    """One method per replaced table; every draw comes from a generator of its own, so tables are independent."""

    def __init__(self, published: Path, count: int, milestones_each: int) -> None:
        def column(table: str, name: str = "id") -> list[str]:
            return [row[name] for row in read_table(published / f"{table}.csv")]

        self.milestones_each = milestones_each
        self.ids = [f"generated-{number:05d}" for number in range(count)]
        self.towns = [(row["ags"], row["name"]) for row in read_table(published / "municipalities.csv")]
        self.districts, self.sources = column("districts"), column("sources")
        self.fields, self.topics, self.goals = column("action_fields"), column("topics"), column("goals")
        self.organisations = column("organisations")
        self.today = date.fromisoformat(json.loads((published / "datapackage.json").read_text("utf-8"))["created"][:10])

    def projects(self) -> Iterator[Row]:
        draw = random.Random(f"{SEED} projects")
        for number, id_ in enumerate(self.ids):
            word, other, town = draw.choice(WORDS), draw.choice(WORDS), draw.choice(self.towns)[1]
            start = draw.randint(2012, 2026)
            yield {
                "id": id_,
                "name_de": f"{word} {town} {number}",
                "name_en": f"{word} {town} {number} (English)",
                "designation": draw.choices(("leitprojekt", "dokumentiert"), (1, 9))[0],
                "scale": draw.choice(SCALES),
                "action_field": draw.choice([*self.fields, ""]),
                "summary_de": " ".join([f"Erzeugtes Vorhaben in {town}: {word} und {other}."] * 3),
                "summary_en": " ".join([f"Generated project in {town}: {word} and {other}."] * 3),
                "start_date": f"{start}-{draw.randint(1, 12):02d}",
                "start_status": "bestaetigt",
                "end_date": f"{start + draw.randint(1, 8)}",
                "end_status": "geplant",
                "funding_eur": draw.choice(("", draw.randint(20_000, 9_000_000))),
                "evidence": "beispiel",
                "source": draw.choice(self.sources),
            }

    def project_topics(self) -> Iterator[Row]:
        return self._links("topic", self.topics, (0, 1, 1, 2))

    def project_goals(self) -> Iterator[Row]:
        return self._links("goal", self.goals, (0, 1, 2), source=True)

    def project_sources(self) -> Iterator[Row]:
        return self._links("source", self.sources, (1, 1, 2))

    def project_places(self) -> Iterator[Row]:
        draw = random.Random(f"{SEED} places")
        for id_ in self.ids:
            level = draw.choices(("gemeinde", "kreis", "region"), (90, 5, 5))[0]
            if level == "gemeinde":
                for ags, _ in draw.sample(self.towns, draw.choice((1, 1, 1, 2, 3))):
                    yield {"project": id_, "level": level, "municipality": ags}
            else:
                district = draw.choice(self.districts) if level == "kreis" else ""
                yield {"project": id_, "level": level, "district": district}

    def status_reports(self) -> Iterator[Row]:
        draw = random.Random(f"{SEED} reports")
        span = (self.today - FIRST_DAY).days
        for id_ in self.ids:
            days = sorted(draw.sample(range(span), REPORTS_EACH))
            phases = sorted(draw.choices(range(len(PHASES)), (2, 3, 5, 2, 2, 1, 1), k=REPORTS_EACH))
            for number, (day, rank) in enumerate(zip(days, phases, strict=True)):
                phase = PHASES[rank]
                yield {
                    "id": f"{id_}-r{number}",
                    "project": id_,
                    "reported_on": (FIRST_DAY + timedelta(days=day)).isoformat(),
                    "phase": phase,
                    "health": draw.choice(HEALTHS) if phase in ASSESSED else "",
                    "reason_de": f"Erzeugte Meldung {number}: {draw.choice(WORDS)} kommt voran.",
                    "reason_en": f"Generated report {number}: {draw.choice(WORDS)} makes progress.",
                    "evidence": "beispiel",
                    "source": draw.choice(self.sources),
                }

    def milestones(self) -> Iterator[Row]:
        draw = random.Random(f"{SEED} milestones")
        for id_ in self.ids:
            for number in range(self.milestones_each):
                day = self.today + timedelta(days=draw.randint(-2000, 1200))
                yield {
                    "id": f"{id_}-m{number}",
                    "project": id_,
                    "date": day.isoformat() if draw.random() < 0.5 else day.isoformat()[:7],
                    "state": "geplant" if day > self.today else draw.choice(("erreicht", "erreicht", "geplant")),
                    "title_de": f"Erzeugter Meilenstein: {draw.choice(WORDS)}",
                    "title_en": f"Generated milestone: {draw.choice(WORDS)}",
                    "evidence": "beispiel",
                    "source": draw.choice(self.sources),
                }

    def participations(self) -> Iterator[Row]:
        draw = random.Random(f"{SEED} participations")
        for id_ in self.ids:
            roles = ("lead", "partner", "funder")[: draw.randint(1, 3)]
            for role, organisation in zip(roles, draw.sample(self.organisations, len(roles)), strict=True):
                yield {"project": id_, "organisation": organisation, "role": role, "source": draw.choice(self.sources)}

    def _links(self, column: str, codes: list[str], numbers: tuple[int, ...], source: bool = False) -> Iterator[Row]:
        """Some codes of a list for every project, none twice."""
        draw = random.Random(f"{SEED} {column}")
        for id_ in self.ids:
            for code in draw.sample(codes, draw.choice(numbers)):
                row = {"project": id_, column: code}
                yield {**row, "source": draw.choice(self.sources)} if source else row


def _columns(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def _write(file: Path, columns: Iterable[str], rows: Iterable[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(columns), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
