"""The matrix on stage: counts and phases of each cell, without the next milestones."""

from figures.matrix import matrix
from pages.ui import drawing
from pages.ui.session import View


def draw(view: View) -> None:
    drawing.draw("stage_matrix.html", matrix, view)


def prepare(view: View, theme: str, scale: float) -> None:
    drawing.prepare("stage_matrix.html", matrix, view)
