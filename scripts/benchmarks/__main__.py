"""python -m scripts.benchmarks [--out FILE]: measure, compare, and print one Markdown table."""

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from pathlib import Path

from scripts.benchmarks import first_visits, reruns, sessions
from scripts.benchmarks.results import Results, footnote, table
from scripts.benchmarks.subjects import EMPTY, MANY, MAP, OURS, POLLING, STAGE, STRAIGHTFORWARD, Apps, running

ROUNDS = 40
IN_TURN_SECONDS = 90.0
NEW_SELECTIONS = 4
VISITORS = 20
CROWD_ROUNDS = 2
VISITS = 9
POLLERS, POLLING_SECONDS = 60, 16.0
IDLE_SESSIONS = 60
ENDED_SESSIONS = (1_000, 5_000)


def main() -> int:
    """Always 0 if all was measured: a missed target is shown, not an error."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers end as well
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="also write the table into this file")
    out = parser.parse_args().out
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="roadmap-bench-") as folder, running(Path(folder)) as apps:
        results = measure(apps)
    text = f"{table(results)}\n\n{footnote(results)} Measured in {time.monotonic() - begin:.0f} s.\n"
    print(text)
    if out:
        out.write_text(text, encoding="utf-8")
    return 0


def measure(apps: Apps) -> Results:
    """All measurements, those that are compared next to each other."""
    results = Results(apps)
    _say("filter changes on every page, steps on stage")
    turning = [subject for subject in apps.subjects if subject.app != POLLING]
    results.reruns = asyncio.run(reruns.in_turn(turning, ROUNDS, IN_TURN_SECONDS))
    _say("selections never asked for before")
    own = [subject for subject in apps.subjects if subject.app in (OURS, MANY) and subject.key != STAGE]
    results.new = asyncio.run(reruns.never_asked(own, NEW_SELECTIONS))
    _say("twenty visitors at once")
    ours, empty, straightforward = apps.page(OURS, MAP), apps.page(EMPTY), apps.page(STRAIGHTFORWARD)
    # So many changes per round that the three take about equally long.
    crowd = {ours: 5, empty: 3, straightforward: 1}
    results.crowd = asyncio.run(reruns.at_once(crowd, VISITORS, CROWD_ROUNDS))
    _say("sixty visitors whose pages look for new data")
    pollers = (apps.page(POLLING), apps.page(OURS, MAP))
    results.polled = {one: asyncio.run(sessions.polled(one, POLLERS, POLLING_SECONDS)) for one in pollers}
    _say("memory of open sessions, and after thousands have ended")
    for one in (empty, straightforward, ours):
        results.idle_memory[one] = asyncio.run(sessions.idle_memory(one, IDLE_SESSIONS))
    results.memory_after = asyncio.run(sessions.memory_after(ours, ENDED_SESSIONS, VISITORS))
    _say("first visits")
    with first_visits.browser() as chromium:
        visited = [empty, *apps.pages(OURS)]
        results.transferred = {subject: first_visits.transferred(chromium, subject) for subject in visited}
        results.seen = first_visits.seen_in_turn(chromium, (empty, ours), VISITS)
    return results


def _say(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
