"""What is compared: the five apps, their pages, and the filter changes that a visitor makes."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pages.ui.navigation import PAGES
from scripts.benchmarks.many_projects import write_folder
from scripts.benchmarks.servers import Server, serving
from scripts.benchmarks.viewer import Change, Page

ROOT = Path(__file__).resolve().parents[2]
APPS = Path(__file__).parent / "apps"
PUBLISHED = ROOT / "data"

EMPTY, STRAIGHTFORWARD, OURS, MANY = "empty", "straightforward", "ours", "many"
POLLING = "polling"  # empty but for a part that runs by itself
MAP, SHEET = "map", "sheet"
# Three of them, since the client still holds the large messages of its last two runs.
FILTERS = ("phase=umsetzung", "phase=planung", "feld=produktion")
CHOICES = ("produktion", "lieferketten", "produktdesign")
# Every one finds projects, in the published data as in the generated.
OTHER_PHASES = ("idee", "planung", "abgeschlossen", "verstetigt", "pausiert", "beendet")
FOOTER = "rm-footer"


@dataclass(frozen=True)
class Subject:
    """One page of one running app."""

    app: str
    key: str
    server: Server
    page: Page

    @property
    def url(self) -> str:
        return f"{self.server.url}/{self.page.name}"


@dataclass(frozen=True)
class Apps:
    """All running servers by app, and their pages."""

    servers: dict[str, Server]
    subjects: list[Subject]

    def pages(self, app: str) -> list[Subject]:
        return [subject for subject in self.subjects if subject.app == app]

    def page(self, app: str, key: str = "") -> Subject:
        return next(subject for subject in self.pages(app) if key in ("", subject.key))


@contextmanager
def running(temporary: Path) -> Iterator[Apps]:
    """Start the five apps one after another; all end with the block."""
    folder = temporary / "data"
    write_folder(PUBLISHED, folder)
    with ExitStack() as stack:
        starts = {
            EMPTY: (APPS / "empty.py", temporary, {}),
            POLLING: (APPS / "polling.py", temporary, {}),
            STRAIGHTFORWARD: (APPS / "straightforward.py", temporary, {}),
            OURS: (ROOT / "app.py", ROOT, {"ROADMAP_DATA": str(PUBLISHED)}),
            MANY: (ROOT / "app.py", ROOT, {"ROADMAP_DATA": str(folder)}),
        }
        servers = {app: stack.enter_context(serving(*start)) for app, start in starts.items()}
        subjects = [
            Subject(EMPTY, "page", servers[EMPTY], Page("", (Change(),))),
            Subject(POLLING, "page", servers[POLLING], Page("", (Change(),))),
            Subject(
                STRAIGHTFORWARD, MAP, servers[STRAIGHTFORWARD],
                Page("", tuple(Change(choice=choice) for choice in CHOICES), has_map=True),
            ),
            *_own(OURS, servers[OURS], PUBLISHED),
            *_own(MANY, servers[MANY], folder),
        ]  # fmt: skip
        yield Apps(servers, subjects)


def new_selection(subject: Subject, number: int) -> Change:
    """A selection that neither this page nor another one of the app has been asked for; `number` from 0 to 8."""
    keys = [page.key for page in PAGES] + [SHEET]
    sets = [part for size in range(1, len(OTHER_PHASES) + 1) for part in combinations(OTHER_PHASES, size)]
    phases = ["umsetzung", *sets[keys.index(subject.key) + number * len(keys)]]
    fixed = subject.page.changes[0].query.removesuffix(FILTERS[0])
    return Change(f"{fixed}phase={','.join(phases)}")


def _own(app: str, server: Server, data: Path) -> list[Subject]:
    pages = {spec.key: (spec.path, "") for spec in PAGES}
    projects = next(spec.path for spec in PAGES if spec.key == "projects")
    pages[SHEET] = (projects, f"projekt={_first_project(data)}&")
    return [
        Subject(app, key, server, Page(path, tuple(Change(fixed + query) for query in FILTERS), key == MAP, FOOTER))
        for key, (path, fixed) in pages.items()
    ]


def _first_project(data: Path) -> str:
    with (data / "projects.csv").open(encoding="utf-8") as table:
        next(table)
        return next(table).partition(",")[0]
