"""Storyboards: views in the order in which somebody presents them, from the data package or from a file."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from roadmap_model.records import records
from roadmap_model.roadmap import Roadmap
from roadmap_model.views import PAGES, address, canonical, faults, parameters

FORMAT, VERSION = "roadmap-storyboard", 1
MOST_BYTES = 200_000
MOST_STEPS = 60
SHORT = "s"  # folder of the short addresses of steps
OWN_ID = "eigenes"  # the one that lives in the visitor's browser
# What can be wrong with a file beside the reasons that its views give.
REASONS = ("size", "json", "format", "missing", "type", "unknown", "long", "range", "no_steps", "many_steps")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
STEP_TEXTS = ("title", "sentence", "note")
IN_LINES = ("note",)  # those of more than one line


@dataclass(frozen=True)
class Step:
    """A view with what is said about it: `sentence` to the audience, `note` to the speaker.

    `page` is the name of a page, `query` that of its address in canonical form, without the language.
    """

    title: str
    sentence: str
    page: str
    query: str
    note: str

    @property
    def path(self) -> str:
        """The path of the page."""
        return PAGES[self.page]

    @property
    def address(self) -> str:
        """The address of the view, without the language."""
        return address(self.path or "./", self.query)


@dataclass(frozen=True)
class Storyboard:
    """At least one step, and how long the whole is meant to take."""

    id: str
    title: str
    minutes: int
    steps: tuple[Step, ...]

    def short(self, number: int) -> str:
        """The address of a step to be read out, without the language; none for a storyboard that one visitor has."""
        return "" if self.id == OWN_ID else f"{SHORT}/{self.id}/{number}"


@dataclass(frozen=True)
class Fault:
    """One error of a file: a reason, the step (counted from 1) and field in which it is, the value, what is allowed."""

    reason: str
    step: int | None = None
    field: str = ""
    value: str = ""
    allowed: str = ""


class BadStoryboard(Exception):
    """A file that must not be shown, with everything that is wrong with it."""

    def __init__(self, found: list[Fault]) -> None:
        self.faults = tuple(found)
        super().__init__("\n".join(map(str, found)))


@lru_cache(maxsize=4)
def shipped(roadmap: Roadmap, language: str) -> tuple[Storyboard, ...]:
    """The storyboards of the data package in a language, in the order of the table."""
    steps = records(roadmap["storyboard_steps"].sort_values("position"))
    return tuple(
        Storyboard(
            id=row["id"],
            title=row[f"title_{language}"],
            minutes=int(row["minutes"]),
            steps=tuple(
                Step(page=one["page"], query=one["query"] or "", **{n: one[f"{n}_{language}"] for n in STEP_TEXTS})
                for one in steps
                if one["storyboard"] == row["id"]
            ),
        )
        for row in records(roadmap["storyboards"])
    )


def written(storyboard: Storyboard) -> str:
    """The text of a storyboard file, for people to read and for `read`."""
    content = {"format": FORMAT, "version": VERSION} | asdict(storyboard)
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def read(text: str, roadmap: Roadmap, day: date) -> Storyboard:
    """The storyboard in the text of a file; raises BadStoryboard with every error that a person could mend.

    Texts are tidied, queries take their canonical form.
    """
    content = _content(text)
    found = list(_shape(content, ("format", "version", "id", "title", "minutes", "steps"), None))
    if found:
        raise BadStoryboard(found)
    if (content["format"], content["version"]) != (FORMAT, VERSION):
        raise BadStoryboard([Fault("format", None, "format", f"{content['format']} {content['version']}"[:60])])
    steps = content["steps"]
    found += _texts(content, limits(roadmap, "storyboards"), ("id", "title"), None)
    if content["id"] and not ID.fullmatch(content["id"]):
        found.append(Fault("type", None, "id"))
    found += _minutes(content["minutes"], roadmap)
    if not steps:
        found.append(Fault("no_steps", None, "steps"))
    if len(steps) > MOST_STEPS:
        raise BadStoryboard([*found, Fault("many_steps", None, "steps", str(len(steps)), str(MOST_STEPS))])
    for number, step in enumerate(steps, 1):
        found += _step(step, number, roadmap, day)
    if found:
        raise BadStoryboard(found)
    return Storyboard(
        id=content["id"],
        title=clean(content["title"]),
        minutes=content["minutes"],
        steps=tuple(
            Step(
                **{name: tidied(name, step[name]) for name in STEP_TEXTS},
                page=step["page"],
                query=canonical(PAGES[step["page"]], parameters(step["query"]), roadmap, day),
            )
            for step in steps
        ),
    )


def clean(text: str) -> str:
    """Text in one line: no control or direction characters, single spaces."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def tidied(name: str, text: str) -> str:
    """The text of a field as it is kept: notes keep their lines and single empty ones, all others are one line."""
    if name not in IN_LINES:
        return clean(text)
    return re.sub("\n{3,}", "\n\n", "\n".join(map(clean, text.splitlines()))).strip("\n")


@lru_cache(maxsize=8)
def limits(roadmap: Roadmap, table: str) -> Mapping[str, int]:
    """How many characters each text of a table may have, by the declaration of its (German) field."""
    fields = [one for one in roadmap.declaration.tables[table].fields if not one.name.endswith("_en")]
    longest = {one.name.removesuffix("_de"): one.constraints.get("maxLength") for one in fields}
    return {name: int(most) for name, most in longest.items() if most}


def minutes_allowed(roadmap: Roadmap) -> tuple[int, int]:
    """The fewest and the most minutes, by the declaration."""
    (field,) = (one for one in roadmap.declaration.tables["storyboards"].fields if one.name == "minutes")
    return int(field.constraints["minimum"]), int(field.constraints["maximum"])


def _content(text: str) -> dict[str, Any]:
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise BadStoryboard([Fault("size", allowed=str(MOST_BYTES // 1000))])
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadStoryboard([Fault("json")]) from error
    if not isinstance(content, dict) or "format" not in content:
        raise BadStoryboard([Fault("json")])
    return content


TYPES = {"version": int, "minutes": int, "steps": list}  # all others are texts


def _shape(content: dict[str, Any], names: tuple[str, ...], step: int | None) -> Iterator[Fault]:
    """Fields that are missing, unknown or of another type."""
    for name in names:
        if name not in content:
            yield Fault("missing", step, name)
        elif type(content[name]) is not TYPES.get(name, str):  # True is an int, but no number of minutes
            yield Fault("type", step, name)
    yield from (Fault("unknown", step, name[:60]) for name in content if name not in names)


def _texts(
    content: dict[str, Any], longest: Mapping[str, int], required: tuple[str, ...], step: int | None
) -> Iterator[Fault]:
    for name, most in longest.items():
        if len(content[name]) > most:
            yield Fault("long", step, name, str(len(content[name])), str(most))
        elif name in required and not clean(content[name]):
            yield Fault("missing", step, name)


def _minutes(minutes: int, roadmap: Roadmap) -> Iterator[Fault]:
    fewest, most = minutes_allowed(roadmap)
    if not fewest <= minutes <= most:
        yield Fault("range", None, "minutes", str(minutes), f"{fewest} … {most}")


def _step(step: Any, number: int, roadmap: Roadmap, day: date) -> Iterator[Fault]:
    if not isinstance(step, dict):
        yield Fault("type", number, "steps")
        return
    found = list(_shape(step, (*STEP_TEXTS, "page", "query"), number))
    if not found:
        found += _texts(step, limits(roadmap, "storyboard_steps"), ("title",), number)
    if not found:
        found += [
            Fault(one.reason, number, one.field, one.value) for one in faults(step["page"], step["query"], roadmap, day)
        ]
    yield from found
