"""What is compared: the five apps, their pages, and the changes that a visitor makes."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pages.ui.navigation import BY_KEY, PAGES
from scripts.benchmarks.many_projects import read_table, write_folder
from scripts.benchmarks.servers import Server, serving
from scripts.benchmarks.viewer import Change, Page

ROOT = Path(__file__).resolve().parents[2]
APPS = Path(__file__).parent / "apps"
PUBLISHED = ROOT / "data"

EMPTY, STRAIGHTFORWARD, OURS, MANY = "empty", "straightforward", "ours", "many"
POLLING = "polling"  # empty but for a part that runs by itself
MAP, SHEET, STAGE = "map", "sheet", "stage"
STORY = "vorstandssitzung"
# Three of them, since the client still holds the large messages of its last two runs.
FILTERS = ("phase=umsetzung", "phase=planung", "feld=produktion")
CHOICES = ("produktion", "lieferketten", "produktdesign")
# Every one finds projects, in the published data as in the generated.
OTHER_PHASES = ("idee", "planung", "abgeschlossen", "verstetigt", "pausiert", "beendet")
FOOTER, STAGE_BAR = "rm-footer", "rm-stage-bar"


@dataclass(frozen=True)
class Subject:
    """One page of one running app."""

    app: str
    key: str
    server: Server
    page: Page

    @property
    def url(self) -> str:
        return f"{self.server.url}/{self.page.name}" + (f"?{self.page.query}" if self.page.query else "")


@dataclass(frozen=True)
class Apps:
    """All running servers by app, and their pages."""

    servers: dict[str, Server]
    subjects: list[Subject]

    def pages(self, app: str) -> list[Subject]:
        return [subject for subject in self.subjects if subject.app == app]

    def showing(self, key: str) -> list[Subject]:
        """The same page in every app that has it."""
        return [subject for subject in self.subjects if subject.key == key]

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
            _on_stage(OURS, servers[OURS], PUBLISHED),
            *_own(MANY, servers[MANY], folder),
        ]  # fmt: skip
        yield Apps(servers, subjects)


def new_selection(subject: Subject, number: int) -> Change:
    """A selection that neither this page nor another one of the app has been asked for; `number` from 0 to 5."""
    keys = [page.key for page in PAGES if page.listed] + [SHEET]
    sets = [part for size in range(1, len(OTHER_PHASES) + 1) for part in combinations(OTHER_PHASES, size)]
    phases = ["umsetzung", *sets[keys.index(subject.key) + number * len(keys)]]
    return Change(f"phase={','.join(phases)}")


def _own(app: str, server: Server, data: Path) -> list[Subject]:
    """The pages that show a selection."""
    pages = {spec.key: (spec.path, "") for spec in PAGES if spec.listed}
    pages[SHEET] = (BY_KEY["projects"].path, f"projekt={read_table(data / 'projects.csv')[0]['id']}")
    filters = tuple(map(Change, FILTERS))
    return [
        Subject(app, key, server, Page(path, filters, query, has_map=key == MAP, last_words=FOOTER))
        for key, (path, query) in pages.items()
    ]


def _on_stage(app: str, server: Server, data: Path) -> Subject:
    """A storyboard on stage: one change is the way to the next step."""
    steps = sum(row["storyboard"] == STORY for row in read_table(data / "storyboard_steps.csv"))
    changes = tuple(Change(f"schritt={number}") for number in range(1, steps + 1))
    return Subject(app, STAGE, server, Page(BY_KEY["stage"].path, changes, f"story={STORY}", last_words=STAGE_BAR))
