"""Which labels of a small chart can be written without covering each other or a dot."""

from collections.abc import Sequence
from itertools import pairwise

Box = tuple[float, float, float, float]

CHARACTER, LINE, DOT = 6.8, 15.0, 6.0  # pixels at font size 12: width, height; radius of a dot with air around it


def _apart(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def sides(points: Sequence[tuple[float, float]], texts: Sequence[str]) -> list[str | None]:
    """`top`, `bottom` or None for the label of each dot (pixels, upwards), the most telling dots first.

    Telling are the last, the first, the highest and the lowest.
    """
    dots = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in points]
    telling = [len(points) - 1, 0, *sorted(range(len(points)), key=lambda n: -points[n][1])]
    telling.insert(3, telling[-1])
    placed: list[Box] = []
    found: list[str | None] = [None] * len(points)
    for number in dict.fromkeys(telling):
        x, y = points[number]
        half = CHARACTER * len(texts[number]) / 2
        for side, low in (("top", y + DOT), ("bottom", y - DOT - LINE)):
            box = (x - half, low, x + half, low + LINE)
            others = dots[:number] + dots[number + 1 :]
            if low >= 0 and all(_apart(box, other) for other in (*placed, *others)):
                placed.append(box)
                found[number] = side
                break
    return found


def ticks(positions: Sequence[float], texts: Sequence[str]) -> list[int]:
    """Numbers of the tick labels (pixels, ascending) that fit on one line; last and first come first."""
    order = dict.fromkeys([len(positions) - 1, 0, *range(len(positions))])
    kept: list[int] = []
    for number in order:
        trial = sorted([*kept, number])
        reach = [CHARACTER * (len(texts[n]) + 1) / 2 for n in trial]
        gaps = [positions[b] - positions[a] for a, b in pairwise(trial)]
        if all(gap >= left + right for gap, left, right in zip(gaps, reach, reach[1:], strict=False)):
            kept = trial
    return kept
