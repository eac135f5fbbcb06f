"""Where the names in the network stand: beside their mark, and only where they cover no other name or mark."""

from collections.abc import Sequence

# Sizes in units of the layout, at the width of a laptop screen.
LETTER, LINE, MARK = 0.0175, 0.062, 0.045
EDGE = 1.78  # no name reaches beyond it to the left or right
PHONE = 4.2  # letters are so much wider there; a phone shows only the names that are always written
SIDES = {"top center": (0, 1), "bottom center": (0, -1), "middle right": (1, 0), "middle left": (-1, 0)}
# On stage, where names are larger: more sides, and lines closer to each other, since the figure has one width.
STAGE_SIDES = SIDES | {"top right": (1, 1), "top left": (-1, 1), "bottom right": (1, -1), "bottom left": (-1, -1)}
STAGE_SIZE, STAGE_LINE = 1.6, 0.077

Box = tuple[float, float, float, float]  # left, bottom, right, top


def place_labels(
    marks: Sequence[tuple[float, float]],
    labels: Sequence[str],
    always: int,
    others: Sequence[tuple[float, float]],
    on_stage: bool = False,
) -> list[str]:
    """A side for the label of each mark, most important first; empty for a name without room.

    The first `always` names are shown in any case, if possible so that a phone has room for them too;
    `others` are marks without a name, half the size. On stage, type and marks are larger, and there is no phone.
    """
    size, directions = (STAGE_SIZE, STAGE_SIDES) if on_stage else (1, SIDES)
    taken = [_square(place, size * MARK) for place in marks] + [_square(place, size * MARK / 2) for place in others]
    sides: list[str] = []
    narrow: list[Box] = []
    for number, (place, label) in enumerate(zip(marks, labels, strict=True)):
        boxes = {side: _box(place, label, *direction, size=size) for side, direction in directions.items()}
        if number < always and not on_stage:
            wide = {side: _box(place, label, *direction, PHONE) for side, direction in SIDES.items()}
            roomy = [side for side, box in wide.items() if _inside(box) and not any(_overlap(box, b) for b in narrow)]
            boxes = {side: boxes[side] for side in roomy} or boxes
        covered = {side: sum(_overlap(box, other) for other in taken) for side, box in boxes.items() if _inside(box)}
        best = min(covered, key=covered.__getitem__, default="")
        if covered and (not covered[best] or number < always):
            sides.append(best)
            taken.append(boxes[best])
            if number < always and not on_stage:
                narrow.append(wide[best])
        else:
            sides.append("")
    return sides


def _square(place: tuple[float, float], side: float) -> Box:
    (x, y), half = place, side / 2
    return x - half, y - half, x + half, y + half


def _inside(box: Box) -> bool:
    return box[0] > -EDGE and box[2] < EDGE


def _box(place: tuple[float, float], label: str, right: int, up: int, wider: float = 1, size: float = 1) -> Box:
    width, line, (x, y) = wider * size * LETTER * len(label), LINE if size == 1 else STAGE_LINE, place
    x += right * (width / 2 + size * MARK)
    y += up * (line / 2 + size * MARK * 0.8)
    return x - width / 2, y - line / 2, x + width / 2, y + line / 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
