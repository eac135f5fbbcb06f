"""What a timeline is drawn with: rectangles, lines, marks and labels on days and pixels."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from figures.palette import HEALTH, MAP, TIMELINE, faded, themed
from figures.timeline_looks import LOOKS, SIZES
from roadmap_model.horizon import Horizon, middle

SLICES = 5  # steps in which a soft end fades
TOP, BOTTOM = 52, 30  # margins in pixels: ticks and the day's label, ticks again
TICKS = 7  # labels that fit beside each other on a phone


@dataclass
class Drawing:
    """Collects what is drawn within a horizon. `y` counts pixels from the top; `target` is what a click opens."""

    horizon: Horizon
    theme: str
    boxes: list[dict[str, Any]] = field(default_factory=list)
    lines: dict[str, tuple[list[Any], list[Any]]] = field(default_factory=dict)
    marks: list[dict[str, Any]] = field(default_factory=list)
    numbers: list[tuple[str, float, str]] = field(default_factory=list)
    targets: dict[float, str] = field(default_factory=dict)  # by the height of their labels
    annotations: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    height: int = 0
    ticks: list[tuple[np.datetime64, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        ground = themed(MAP, self.theme)
        self.ink, self.ground, self.rules = ground["ink"], ground["background"], ground["line"]
        self.colours = themed(TIMELINE, self.theme)
        self.paint = {
            "ink": self.ink, "ground": self.ground, "quiet": self.colours["quiet"], "late": HEALTH["verzug"],
            "white": "#FFFFFF",
        }  # fmt: skip

    def shows(self, first: np.datetime64, stop: np.datetime64) -> bool:
        return bool(first < self.horizon.stop and stop > self.horizon.first)

    def box(
        self, first: np.datetime64, stop: np.datetime64, y: float, height: float, colour: str,
        words: str, target: str, outline: str = "", hatched: bool = False,
    ) -> None:  # fmt: skip
        """A rectangle around `y`, cut at the ends of the horizon."""
        first, stop = max(first, self.horizon.first), min(stop, self.horizon.stop)
        if first >= stop:
            return
        self.boxes.append(
            {
                "base": str(first), "length": int((stop - first) / np.timedelta64(1, "ms")), "y": y, "height": height,
                "colour": colour, "outline": outline or colour, "width": 1 if outline else 0,
                "words": words, "target": target, "pattern": "/" if hatched else "",
            }
        )  # fmt: skip

    def fade(
        self, first: np.datetime64, stop: np.datetime64, y: float, height: float, colour: str,
        words: str, target: str, rising: bool, strength: float = 1.0,
    ) -> None:  # fmt: skip
        """A soft end: slices that grow stronger towards the certain side."""
        edges = [
            first.astype("M8[m]") + (stop.astype("M8[m]") - first.astype("M8[m]")) * n // SLICES
            for n in range(SLICES + 1)
        ]
        for n in range(SLICES):
            share = (n + 1 if rising else SLICES - n) / (SLICES + 1)
            self.box(edges[n], edges[n + 1], y, height, faded(colour, strength * share), words, target)

    def line(self, kind: str, points: list[tuple[np.datetime64, float]]) -> None:
        """A line of a kind (`whisker`, `moved`) through days and heights."""
        days, heights = self.lines.setdefault(kind, ([], []))
        days.extend([*(str(self._inside(day)) for day, _ in points), None])
        heights.extend([*(y for _, y in points), None])

    def span(self, first: np.datetime64, stop: np.datetime64, y: float) -> None:
        """The possible days of a coarse date."""
        if stop - first > np.timedelta64(1, "D"):
            self.line("whisker", [(first, y), (stop, y)])

    def mark(
        self, at: np.datetime64, y: float, symbol: str, size: int, fill: str, rim: str, words: str, target: str,
        inside: str = "", beside: str = "", width: float = 1.6, ink: str = "",
    ) -> None:  # fmt: skip
        at = self._inside(at)
        self.marks.append(
            {
                "at": str(at), "y": y, "symbol": symbol, "size": size, "fill": fill, "rim": rim, "width": width,
                "words": words, "target": target, "inside": inside, "ink": ink or self.ink,
            }
        )  # fmt: skip
        if beside:
            self.numbers.append((str(at), y, beside))

    def event(
        self, kind: str, at: np.datetime64, y: float, shown: str, words: str, target: str,
        number: str = "", short: bool = True,
    ) -> None:  # fmt: skip
        """A milestone or a measure in its state. A short number stands inside, a longer one beside."""
        look, inside = LOOKS[kind][shown], bool(number) and short
        self.mark(
            at, y, look.symbol.partition("-")[0] if inside else look.symbol, SIZES[kind][inside],
            self.paint[look.fill], self.paint[look.rim], words, target, number if inside else look.inside,
            "" if short else number, 2 if shown == "ueberfaellig" else 1.6, self.paint[look.ink],
        )  # fmt: skip

    def label(self, y: float, text: str, size: int, target: str = "") -> None:
        """Text at the left edge, on a ground of its own, so that no line runs through it."""
        self.targets[y] = target
        self.annotations.append(
            {
                "x": 0, "xref": "paper", "xanchor": "left", "y": y, "yanchor": "middle", "text": text,
                "font": {"size": size, "color": self.ink}, "bgcolor": self.ground, "borderpad": 1, "showarrow": False,
            }
        )  # fmt: skip

    def note(self, at: np.datetime64, y: float, text: str, shift: int) -> None:
        """A short text beside a mark."""
        self.annotations.append(
            {
                "x": str(self._inside(at)), "xanchor": "left", "xshift": shift, "y": y, "yanchor": "middle",
                "text": text, "font": {"size": 12, "color": self.colours["quiet"]}, "bgcolor": self.ground,
                "borderpad": 1, "showarrow": False,
            }
        )  # fmt: skip

    def rule(self, y: float, width: float) -> None:
        """A thin line across the whole figure."""
        self.shapes.append(
            {
                "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "layer": "below",
                "line": {"color": self.rules, "width": width},
            }
        )  # fmt: skip

    def scale(self, height: int, ticks: list[tuple[np.datetime64, str]], day: np.datetime64, word: str) -> None:
        """Grid and ticks behind what is drawn, and the dotted line of the day with its date."""
        self.height, self.ticks = height, ticks
        for edge in self.horizon.edges if self.horizon.unit == "month" else self.horizon.years:
            self._upright(edge, {"color": self.rules, "width": 0.5})
        now = middle(day, day + 1)
        self._upright(now, {"color": self.colours["today"], "width": 2, "dash": "dot"})
        share = (now - self.horizon.first) / (self.horizon.stop - self.horizon.first)
        anchor = "left" if share < 0.2 else "right" if share > 0.8 else "center"
        self.annotations.append(
            {
                "x": str(now), "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": anchor,
                "text": f"<b>{word}</b>",
                "font": {"size": 13, "color": self.colours["today"]}, "showarrow": False,
            }
        )  # fmt: skip
        for at, text in ticks:
            self.annotations.append(
                {
                    "x": str(at), "y": 0, "yref": "paper", "yanchor": "top", "text": text, "showarrow": False,
                    "font": {"size": 13, "color": self.ink},
                }
            )  # fmt: skip

    def _inside(self, at: np.datetime64) -> np.datetime64:
        return min(max(at, self.horizon.first), self.horizon.stop)

    def _upright(self, at: np.datetime64, line: dict[str, Any]) -> None:
        self.shapes.append(
            {
                "type": "line",
                "x0": str(at),
                "x1": str(at),
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": line,
                "layer": "below",
            }
        )
