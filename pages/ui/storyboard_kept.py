"""One's own storyboard: it lives in this session and, over a reload, in the tab of the browser, never on a disk."""

from dataclasses import replace
from typing import Any

import streamlit as st

from roadmap_model import clock, live
from roadmap_model.storyboards import (
    MOST_BYTES,
    MOST_STEPS,
    OWN_ID,
    BadStoryboard,
    Fault,
    Step,
    Storyboard,
    clean,
    read,
    tidied,
    written,
)

BOARD = "own_storyboard"
MARKS = "own_storyboard_marks"  # a number per step that stays with it when it moves, for the keys of its fields
NEXT_MARK = "own_storyboard_next"
BROWSER = (
    "own_storyboard_browser"  # what the browser is to do: `ask` (until something is known), `keep`, `drop`, `leave`
)
TROUBLE = "own_storyboard_trouble"
TOLD = "own_storyboard_told"  # set once the visitor has been told of the trouble

# Only who has begun a storyboard leaves something in the tab's storage; closing the tab empties it.
SCRIPT = """
const KEY = "roadmap-storyboard";
export default function ({ data, setTriggerValue }) {
  try {
    if (data.task === "keep") sessionStorage.setItem(KEY, data.text);
    else if (data.task === "drop") sessionStorage.removeItem(KEY);
    else if (data.task === "ask") {
      const found = sessionStorage.getItem(KEY);
      if (found) setTriggerValue("found", found);
    }
  } catch { /* A browser that allows no storage loses the storyboard with a reload, no more. */ }
}
"""
_keeper = st.components.v2.component("roadmap_storyboard", js=SCRIPT)


def own() -> Storyboard | None:
    """The storyboard of this tab; none if there is none, or if the browser has not answered yet after a reload.

    It answers at once and by itself, which runs the page again.
    """
    board: Storyboard | None = st.session_state.get(BOARD)
    return board


def trouble() -> BadStoryboard | None:
    """Why the last file or the last change was refused; none after a change that was not."""
    found: BadStoryboard | None = st.session_state.get(TROUBLE)
    return found


def told() -> None:
    """The visitor reads the trouble now, and needs it no longer on coming back."""
    st.session_state[TOLD] = True


def away() -> None:
    """Another page is drawn than that of storyboards."""
    if st.session_state.pop(TOLD, False):
        st.session_state.pop(TROUBLE, None)


def marked() -> tuple[tuple[int, Step], ...]:
    """The steps, each with the number that stays with it."""
    board = own()
    return tuple(zip(st.session_state[MARKS], board.steps, strict=True)) if board else ()


def connect() -> None:
    """Let the browser keep the storyboard, or give it back after a reload. Before the page, which may need it."""
    task, board = st.session_state.get(BROWSER, "ask"), own()
    text = written(board) if board and task == "keep" else ""
    _keeper(data={"task": task, "text": text}, key="storyboard_keeper", height=1, on_found_change=_found)


def take(board: Storyboard) -> None:
    """Make a storyboard one's own, in the place of the present one."""
    _put(replace(board, id=OWN_ID), [_new_mark() for _ in board.steps])


def open_text(text: str) -> None:
    """Take the storyboard in the text of a file; a bad one is refused, and the present one stays."""
    try:
        take(read(text, live.current(), clock.today()))
    except BadStoryboard as refused:
        st.session_state[TROUBLE] = refused


def discard() -> None:
    """Back to none, here and in the browser."""
    for name in (BOARD, MARKS, TROUBLE):
        st.session_state.pop(name, None)
    st.session_state[BROWSER] = "drop"


def add(step: Step, title: str, minutes: int) -> None:
    """Put a step at the end; the first one begins a storyboard with that title and length."""
    board = own() or Storyboard(OWN_ID, title, minutes, ())
    if len(board.steps) < MOST_STEPS:
        _put(replace(board, steps=(*board.steps, step)), [*st.session_state.get(MARKS, ()), _new_mark()])


def rename(**changed: Any) -> None:
    """Another title or length; an empty title is none."""
    if (board := own()) and ("title" not in changed or clean(changed["title"])):
        _put(replace(board, **_clean(changed)), st.session_state[MARKS])


def edit(mark: int, **changed: str) -> None:
    """Other texts of a step; an empty title is none."""
    if "title" not in changed or clean(changed["title"]):
        _rearrange([(n, replace(step, **_clean(changed)) if n == mark else step) for n, step in marked()])


def move(mark: int, by: int) -> None:
    """A step further up or down, as far as there is room."""
    steps = list(marked())
    here = next((n for n, (one, _) in enumerate(steps) if one == mark), None)
    if here is not None and 0 <= here + by < len(steps):
        steps.insert(here + by, steps.pop(here))
        _rearrange(steps)


def remove(mark: int) -> None:
    """Take a step out; without any step there is no storyboard."""
    _rearrange([(n, step) for n, step in marked() if n != mark])


def _rearrange(steps: list[tuple[int, Step]]) -> None:
    board = own()
    if board and steps:
        _put(replace(board, steps=tuple(step for _, step in steps)), [mark for mark, _ in steps])
    else:
        discard()


def _put(board: Storyboard, marks: list[int]) -> None:
    """What could not be read again from its file is refused as a whole."""
    if len(written(board).encode()) > MOST_BYTES:
        st.session_state[TROUBLE] = BadStoryboard([Fault("size", allowed=str(MOST_BYTES // 1000))])
        return
    st.session_state.update({BOARD: board, MARKS: list(marks), BROWSER: "keep", TROUBLE: None})


def _clean(changed: dict[str, Any]) -> dict[str, Any]:
    return {name: tidied(name, value) if isinstance(value, str) else value for name, value in changed.items()}


def _new_mark() -> int:
    mark: int = st.session_state.get(NEXT_MARK, 0)
    st.session_state[NEXT_MARK] = mark + 1
    return mark


def _found() -> None:
    """After a reload: what the tab had kept, unless a new one has been begun meanwhile."""
    text = st.session_state["storyboard_keeper"].found
    if own() or not text:
        return
    open_text(text)
    if trouble():
        st.session_state[BROWSER] = "leave"
