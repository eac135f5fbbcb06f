"""The figures of one run, the targets they are held against, and the table that shows both."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scripts.benchmarks.sessions import Polled
from scripts.benchmarks.subjects import EMPTY, MANY, MAP, OURS, POLLING, STAGE, STRAIGHTFORWARD, Apps, Subject
from scripts.benchmarks.viewer import Answer

COLUMNS = ("", EMPTY, STRAIGHTFORWARD, "this app", "10,000 projects", "ratio", "target", "")
MAP_RERUN, PAGE_RERUN, MANY_RERUN = 0.7, 1.0, 6.0  # times the empty page's, times the published data's
CROWD_SECONDS, CROWD_ADVANTAGE = 0.5, 15.0
START_SECONDS = 3.0
POLLED_CORE = 0.25
SESSION_BYTES, GROWTH = 1_500_000, 1.05
OVERVIEW_BYTES, HEAVIEST_BYTES = 1_300_000, 2_400_000
MAP_SEEN = 1.5
OVERVIEW = "overview"

Answers = Mapping[Subject, Sequence[Answer]]


@dataclass
class Results:
    """Everything that one run has measured."""

    apps: Apps
    reruns: Answers = field(default_factory=dict)
    new: Answers = field(default_factory=dict)
    crowd: Answers = field(default_factory=dict)
    transferred: Mapping[Subject, int] = field(default_factory=dict)
    seen: Mapping[Subject, Sequence[float]] = field(default_factory=dict)
    polled: Mapping[Subject, Polled] = field(default_factory=dict)
    idle_memory: dict[Subject, float] = field(default_factory=dict)
    memory_after: Sequence[int] = ()


@dataclass(frozen=True)
class Row:
    """One line of the table; `met` is None where there is no target."""

    name: str
    cells: Mapping[str, str]
    ratio: float | None = None
    target: str = ""
    met: bool | None = None

    def __str__(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        verdict = {None: "", True: "met", False: "**missed**"}[self.met]
        shown = [self.cells.get(app, "") for app in (EMPTY, STRAIGHTFORWARD, OURS, MANY)]
        return "| " + " | ".join([self.name, *shown, ratio, self.target, verdict]) + " |"


def table(results: Results) -> str:
    """The whole run as one Markdown table."""
    head = ["| " + " | ".join(COLUMNS) + " |", "|---" + "|--:" * 5 + "|---|---|"]
    return "\n".join([*head, *map(str, rows(results))])


def footnote(results: Results) -> str:
    """What the numbers of the table are made of."""
    reruns, visitors = (min(map(len, some.values())) for some in (results.reruns, results.crowd))
    return (
        f"p50 and p95 of {reruns} changes per page; at least {visitors} with 20 visitors at once. "
        "1 MB = 1,000,000 bytes; a first visit has an empty cache and counts the websocket."
    )


def rows(results: Results) -> Iterator[Row]:
    """All lines, in the order of the table."""
    apps = results.apps
    started = {app: server.started_in for app, server in apps.servers.items()}
    cells = {app: f"{seconds:.1f}" for app, seconds in started.items()}
    ratio, target = started[OURS] / started[EMPTY], f"≤ {START_SECONDS:.0f} s"
    yield Row("Start to healthy, s", cells, ratio, target, started[OURS] <= START_SECONDS)
    yield from _one_visitor(results)
    yield from _new_selections(results)
    yield from _many_projects(results)
    yield from _crowd(results)
    yield from _polled(results)
    yield from _memory(results)
    yield from _rerun_bytes(results)
    yield from _first_visits(results)


def _one_visitor(results: Results) -> Iterator[Row]:
    apps, reruns = results.apps, results.reruns
    empty = reruns[apps.page(EMPTY)]
    for subject in apps.pages(OURS):
        cells = {one.app: _times(reruns[one]) for one in (apps.page(EMPTY), *apps.showing(subject.key))}
        ratio, most = _middle(reruns[subject]) / _middle(empty), MAP_RERUN if subject.key == MAP else PAGE_RERUN
        yield Row(f"{_change(subject)}, ms p50 (p95)", cells, ratio, f"≤ {most} × empty", ratio <= most)


def _new_selections(results: Results) -> Iterator[Row]:
    apps, empty = results.apps, results.reruns[results.apps.page(EMPTY)]
    for many in apps.pages(MANY):
        subject = apps.page(OURS, many.key)
        cells = {EMPTY: _times(empty), OURS: _times(results.new[subject]), MANY: _times(results.new[many])}
        ratio = _middle(results.new[subject]) / _middle(empty)
        yield Row(f"Selection never asked for before, {subject.key}, ms p50 (p95)", cells, ratio, "× empty")


def _many_projects(results: Results) -> Iterator[Row]:
    for many in results.apps.pages(MANY):
        subject = results.apps.page(OURS, many.key)
        ratio = _middle(results.reruns[many]) / _middle(results.reruns[subject])
        target = f"≤ {MANY_RERUN:.0f} × published data"
        yield Row(f"10,000 projects, filter change, {subject.key}", {}, ratio, target, ratio <= MANY_RERUN)


def _crowd(results: Results) -> Iterator[Row]:
    crowd = {subject.app: answers for subject, answers in results.crowd.items()}
    cells = {app: _times(answers) for app, answers in crowd.items()}
    ours, theirs = _middle(crowd[OURS]), _middle(crowd[STRAIGHTFORWARD])
    name = "20 visitors at once, map, ms p50 (p95)"
    yield Row(name, cells, None, f"≤ {CROWD_SECONDS * 1000:.0f} ms", ours <= CROWD_SECONDS)
    advantage = theirs / ours
    target = f"≥ {CROWD_ADVANTAGE:.0f} × faster than straightforward"
    yield Row("20 visitors at once, straightforward ÷ this app", {}, advantage, target, advantage >= CROWD_ADVANTAGE)


def _polled(results: Results) -> Iterator[Row]:
    polled = {subject.app: one for subject, one in results.polled.items()}
    times = {EMPTY: _times(polled[POLLING].answers), OURS: _times(polled[OURS].answers)}
    yield Row("60 pages that look for news every 2 s, ms p50 (p95)", times)
    shares = {EMPTY: f"{polled[POLLING].core:.0%}", OURS: f"{polled[OURS].core:.0%}"}
    ratio, target = polled[OURS].core / polled[POLLING].core, f"≤ {POLLED_CORE:.0%} of a core"
    yield Row(
        "60 pages that look for news every 2 s, share of a core",
        shares,
        ratio,
        target,
        polled[OURS].core <= POLLED_CORE,
    )


def _memory(results: Results) -> Iterator[Row]:
    idle = {subject.app: size for subject, size in results.idle_memory.items()}
    cells = {app: f"{size / 1e6:.2f}" for app, size in idle.items()}
    target = f"≤ {SESSION_BYTES / 1e6:.1f} MB"
    yield Row("Memory per open session, MB", cells, idle[OURS] / idle[EMPTY], target, idle[OURS] <= SESSION_BYTES)
    early, late = results.memory_after
    cells = {OURS: f"{early / 1e6:.0f} → {late / 1e6:.0f}"}
    target = f"≤ {GROWTH:.2f} × after 1,000"
    yield Row("Memory after 1,000 and 5,000 ended sessions, MB", cells, late / early, target, late <= GROWTH * early)


def _rerun_bytes(results: Results) -> Iterator[Row]:
    apps = results.apps
    for subject in apps.pages(OURS):
        shown = [*apps.showing(subject.key), *([apps.page(EMPTY)] if subject.key == MAP else [])]
        cells = {one.app: f"{_size(results.reruns[one]) / 1000:.1f}" for one in shown}
        yield Row(f"{_change(subject)}, kB", cells)


def _first_visits(results: Results) -> Iterator[Row]:
    apps, sizes = results.apps, results.transferred
    heaviest = max(apps.pages(OURS), key=sizes.__getitem__)
    empty = sizes[apps.page(EMPTY)]
    for subject in apps.pages(OURS):
        cells = {EMPTY: f"{empty / 1e6:.2f}", OURS: f"{sizes[subject] / 1e6:.2f}"}
        limits = [OVERVIEW_BYTES] if subject.key == OVERVIEW else []
        limits += [HEAVIEST_BYTES] if subject == heaviest else []
        target = f"≤ {min(limits) / 1e6:.1f} MB" if limits else ""
        met = sizes[subject] <= min(limits) if limits else None
        yield Row(f"First visit, {subject.key}, MB", cells, sizes[subject] / empty, target, met)
    seen = {subject.app: statistics.median(times) for subject, times in results.seen.items()}
    ratio = seen[OURS] / seen[EMPTY]
    cells = {app: f"{seconds:.2f}" for app, seconds in seen.items()}
    yield Row(
        "First visit until the rings of the map are seen, s", cells, ratio, f"≤ {MAP_SEEN} × empty", ratio <= MAP_SEEN
    )


def _change(subject: Subject) -> str:
    return "Next step of a storyboard on stage" if subject.key == STAGE else f"Filter change, {subject.key}"


def _middle(answers: Sequence[Answer]) -> float:
    return statistics.median(answer.seconds for answer in answers)


def _size(answers: Sequence[Answer]) -> float:
    return statistics.median(answer.size for answer in answers)


def _times(answers: Sequence[Answer]) -> str:
    ordered = sorted(answer.seconds * 1000 for answer in answers)
    return f"{statistics.median(ordered):.0f} ({ordered[int(0.95 * (len(ordered) - 1))]:.0f})"
