"""How long a rerun takes: for one visitor in turn on every page, and for twenty at once on one."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from scripts.benchmarks.subjects import Subject, new_selection
from scripts.benchmarks.viewer import Answer, Viewer

THINK = 0.1  # seconds between an answer and the visitor's next change
PAUSE = 0.03  # between two visitors; while the others are served, each thinks for longer than THINK


async def in_turn(subjects: Sequence[Subject], rounds: int, seconds: float) -> dict[Subject, list[Answer]]:
    """Changes on each page, one page after the other, so that all share the same disturbances.

    Each change has been asked for once before. After `seconds` no further round begins.
    """
    order, draw, deadline = list(subjects), random.Random(0), time.monotonic() + seconds
    async with _visiting({subject: len(subject.page.changes) for subject in subjects}) as viewers:
        answers: dict[Subject, list[Answer]] = {subject: [] for subject in subjects}
        for _ in range(rounds):
            if time.monotonic() > deadline:
                break
            draw.shuffle(order)
            for subject in order:
                await asyncio.sleep(PAUSE)
                answers[subject].append(await viewers[subject].rerun())
        return answers


async def never_asked(subjects: Sequence[Subject], amount: int) -> dict[Subject, list[Answer]]:
    """Filter changes to selections for which the app cannot have kept anything."""
    async with _visiting(dict.fromkeys(subjects, 1)) as viewers:
        answers: dict[Subject, list[Answer]] = {subject: [] for subject in subjects}
        for number in range(amount):
            for subject, viewer in viewers.items():
                await asyncio.sleep(PAUSE)
                answers[subject].append(await viewer.rerun(new_selection(subject, number)))
        return answers


async def at_once(reruns: Mapping[Subject, int], visitors: int, rounds: int) -> dict[Subject, list[Answer]]:
    """`visitors` on one page, all at the same time, in alternating rounds of so many changes each."""
    answers: dict[Subject, list[Answer]] = {subject: [] for subject in reruns}

    async def visit(subject: Subject, viewer: Viewer, amount: int) -> None:
        for _ in range(amount):
            answers[subject].append(await viewer.rerun())
            await asyncio.sleep(THINK)

    async with AsyncExitStack() as stack:
        crowds = {
            subject: [await stack.enter_async_context(_viewer(subject)) for _ in range(visitors)] for subject in reruns
        }
        for crowd in crowds.values():
            await asyncio.gather(*(viewer.rerun() for viewer in crowd))
        for _ in range(rounds):
            for subject, amount in reruns.items():
                await asyncio.gather(*(visit(subject, viewer, amount) for viewer in crowds[subject]))
    return answers


@asynccontextmanager
async def _visiting(reruns: Mapping[Subject, int]) -> AsyncIterator[dict[Subject, Viewer]]:
    """One visitor on each page, after so many reruns."""
    async with AsyncExitStack() as stack:
        viewers = {subject: await stack.enter_async_context(_viewer(subject)) for subject in reruns}
        for subject, viewer in viewers.items():
            for _ in range(reruns[subject]):
                await viewer.rerun()
        yield viewers


def _viewer(subject: Subject) -> Viewer:
    return Viewer(subject.server, subject.page)
