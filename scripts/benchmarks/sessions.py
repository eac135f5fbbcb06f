"""What open sessions cost: processor time while they look for new data, memory while idle and after they end."""

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass

from scripts.benchmarks.subjects import Subject
from scripts.benchmarks.viewer import Answer, Viewer

POLL_EVERY = 2.0  # seconds


@dataclass(frozen=True)
class Polled:
    """Answers to pollers, and the share of one core that the server needed for them."""

    answers: list[Answer]
    core: float


async def polled(subject: Subject, viewers: int, seconds: float) -> Polled:
    """So many visitors look for new data again and again, evenly spread."""
    answers: list[Answer] = []

    async def watch(viewer: Viewer, delay: float, until: float) -> None:
        await asyncio.sleep(delay)
        while time.monotonic() < until:
            answer = await viewer.poll()
            answers.append(answer)
            await asyncio.sleep(max(0.0, POLL_EVERY - answer.seconds))

    async with AsyncExitStack() as stack:
        crowd = [await _opened(stack, subject) for _ in range(viewers)]
        begin, used = time.monotonic(), subject.server.cpu_seconds
        delays = [POLL_EVERY * number / viewers for number in range(viewers)]
        watching = (watch(viewer, delay, begin + seconds) for viewer, delay in zip(crowd, delays, strict=True))
        await asyncio.gather(*watching)
        return Polled(answers, (subject.server.cpu_seconds - used) / (time.monotonic() - begin))


async def idle_memory(subject: Subject, sessions: int) -> float:
    """Bytes that one more open session takes, on the average of so many."""
    async with AsyncExitStack() as stack:
        await _opened(stack, subject)
        before = subject.server.memory
        for _ in range(sessions):
            await _opened(stack, subject)
        return (subject.server.memory - before) / sessions


async def memory_after(subject: Subject, counts: tuple[int, ...], at_once: int) -> list[int]:
    """Bytes that the server holds after so many sessions have come and gone altogether."""
    memory, done = [], 0
    for count in counts:
        while done < count:
            group = min(at_once, count - done)
            await asyncio.gather(*(_come_and_go(subject) for _ in range(group)))
            done += group
        memory.append(subject.server.memory)
    return memory


async def _come_and_go(subject: Subject) -> None:
    async with Viewer(subject.server, subject.page) as viewer:
        await viewer.rerun()


async def _opened(stack: AsyncExitStack, subject: Subject) -> Viewer:
    viewer = await stack.enter_async_context(Viewer(subject.server, subject.page))
    await viewer.rerun()
    return viewer
