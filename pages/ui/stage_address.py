"""What an address puts on stage: the page, its parameters, and the step of a story that it belongs to.

`/praesentation?story=id&schritt=n` shows the view of a step. Whoever changes the selection there gets it into the
address with `frei=1`, which then replaces the view of the step. Every other page with `ansicht=buehne` shows itself;
with `story` and `schritt`, it remembers the step to go back to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from roadmap_model.storyboards import Step, Storyboard
from roadmap_model.views import parameters

PATH = "praesentation"
ON_STAGE = {"ansicht": "buehne"}
PARAMETERS = ("story", "schritt", "frei", "auto")
SHORTEST, LONGEST = 5, 600  # seconds that a step stays, where a story runs by itself
UNDISTURBED = 60  # seconds that a view stays at least which somebody has changed by hand


@dataclass(frozen=True)
class Stage:
    """A page on stage with its own parameters. `number` counts the steps of the story from 1; 0 without a story."""

    path: str
    query: tuple[tuple[str, str], ...]
    story: Storyboard | None = None
    number: int = 0
    free: bool = False
    elsewhere: bool = False
    seconds: int = 0

    @property
    def step(self) -> Step | None:
        """The step that is shown, or left for a view of one's own."""
        return self.story.steps[self.number - 1] if self.story else None

    @property
    def kept(self) -> dict[str, str]:
        """What the address keeps when the selection is changed on stage."""
        page = ON_STAGE if self.elsewhere or not self.story else {"frei": "1"}
        return page | self.place(self.number)

    @property
    def beside(self) -> dict[str, str]:
        """What is added to the address of another page that is to be shown on stage."""
        return ON_STAGE | self.place(self.number)

    def place(self, number: int) -> dict[str, str]:
        """Parameters of a step of the story; none without a story."""
        if not self.story:
            return {}
        timed = {"auto": str(self.seconds)} if self.seconds else {}
        return {"story": self.story.id, "schritt": str(number)} | timed

    @property
    def stay(self) -> int:
        """Seconds until the next step; 0 if somebody goes on by hand."""
        return max(self.seconds, UNDISTURBED) if self.seconds and self.free else self.seconds

    def at(self, number: int) -> "Stage":
        """The stage at a step of its story."""
        if not self.story:
            return self
        step = self.story.steps[number - 1]
        return Stage(step.path, tuple(parameters(step.query).items()), self.story, number, seconds=self.seconds)


def resolve(path: str, query: Mapping[str, str], find: Callable[[str], Storyboard | None]) -> Stage | None:
    """The stage that an address asks for; None for an ordinary page, an unknown story and a step that it lacks.

    `find` knows the stories by their id.
    """
    on_stage = query.get("ansicht") == ON_STAGE["ansicht"]
    if path != PATH and not on_stage:
        return None
    own = {name: text for name, text in query.items() if name not in (*PARAMETERS, *ON_STAGE, "lang")}
    story = find(query.get("story", "").strip()) if query.get("story") else None
    number = number_of(query)
    if story and not 1 <= number <= len(story.steps):
        story = None
    seconds = _seconds(query.get("auto", "")) if story else 0
    if path != PATH:
        return Stage(path, tuple(own.items()), story, number if story else 0, bool(story), True, seconds)
    if story is None:
        return None
    step = story.steps[number - 1]
    if query.get("frei"):
        return Stage(step.path, tuple(own.items()), story, number, free=True, seconds=seconds)
    return Stage(step.path, tuple(parameters(step.query).items()), story, number, seconds=seconds)


def number_of(query: Mapping[str, str]) -> int:
    """The step that an address asks for: the first one if it names none, 0 for what is no number."""
    asked = query.get("schritt", "").strip() or "1"
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0


def _seconds(asked: str) -> int:
    """How long a step stays; 0 unless the story is to run by itself."""
    asked = asked.strip()
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6) or not int(asked):
        return 0
    return min(max(int(asked), SHORTEST), LONGEST)
