"""How long a rerun takes: for one visitor in turn on every page, and for twenty at once on one."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack

from scripts.benchmarks.subjects import SHEET, Subject, new_selections
from scripts.benchmarks.viewer import Answer, Change, Viewer

THINK = 0.1  # seconds between an answer and the visitor's next change
WARM_UP = 3  # unmeasured changes, so that each has been asked for once


async def in_turn(subjects: Sequence[Subject], rounds: int) -> dict[Subject, list[Answer]]:
    """`rounds` filter changes on each page, one page after the other, so that all share the same disturbances.

    A visitor thinks at least THINK, usually longer: the others are served meanwhile.
    """
    async with AsyncExitStack() as stack:
        viewers = {subject: await stack.enter_async_context(_viewer(subject)) for subject in subjects}
        for viewer in viewers.values():
            for _ in range(WARM_UP):
                await viewer.rerun()
        answers: dict[Subject, list[Answer]] = {subject: [] for subject in subjects}
        order, draw = list(subjects), random.Random(0)
        for _ in range(rounds):
            draw.shuffle(order)
            for subject in order:
                await asyncio.sleep(THINK if len(order) < 3 else THINK / 3)
                answers[subject].append(await viewers[subject].rerun())
        return answers


async def never_asked(subjects: Sequence[Subject], amount: int) -> dict[Subject, list[Answer]]:
    """Filter changes to selections for which the app cannot have kept anything."""
    async with AsyncExitStack() as stack:
        viewers = {subject: await stack.enter_async_context(_viewer(subject)) for subject in subjects}
        for viewer in viewers.values():
            await viewer.rerun()
        answers: dict[Subject, list[Answer]] = {subject: [] for subject in subjects}
        for number in range(amount):
            for subject, viewer in viewers.items():
                change = new_selections(subject.key, amount)[number]
                if subject.key == SHEET:
                    fixed = subject.page.changes[0].query.partition("&")[0]
                    change = Change(f"{fixed}&{change.query}")
                await asyncio.sleep(THINK / 3)
                answers[subject].append(await viewer.rerun(change))
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


def _viewer(subject: Subject) -> Viewer:
    return Viewer(subject.server, subject.page)
