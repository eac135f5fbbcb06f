"""One's own storyboard, for editing: its steps with fields and buttons, its file, and why something was refused."""

from collections.abc import Callable

import streamlit as st

from figures.html import render
from figures.storyboard_words import fault_words
from pages.ui import storyboard_file
from pages.ui import storyboard_kept as kept
from pages.ui.markdown import escape
from pages.ui.session import View
from pages.ui.storyboard_content import present, view_address, view_name
from roadmap_model.storyboards import STEP_TEXTS, Step, Storyboard, limits, minutes_allowed, written

COPIED = "storyboard_copied"
PRESSED = "storyboard_pressed"
# A step that moves stays in sight and keeps the focus; one that goes leaves it to its neighbour.
FOLLOW = """
export default function ({ data }) {
  if (!data.pressed) return;
  const drawn = () => [...document.querySelectorAll("[class*=st-key-storyboard_step_]")]
    .map((step) => Number(step.className.match(/st-key-storyboard_step_(\\d+)/)[1]));
  const follow = (patience) => {
    if (patience && drawn().join() !== data.marks.join()) return requestAnimationFrame(() => follow(patience - 1));
    stay(30);
  };
  // What stands above takes its final height a moment later.
  const stay = (frames) => {
    const step = document.querySelector(`.st-key-storyboard_step_${data.mark}`);
    const button = document.querySelector(`.st-key-${data.pressed} button:enabled`);
    if (!step) return;
    if (document.activeElement === document.body) (button || step.querySelector("a")).focus({ preventScroll: true });
    step.scrollIntoView({ block: "nearest" });
    if (frames) requestAnimationFrame(() => stay(frames - 1));
  };
  follow(120);
}
"""
_follower = st.components.v2.component("roadmap_storyboard_follower", js=FOLLOW)


def draw(view: View) -> None:
    """What was refused, then the storyboard, or how to begin one."""
    t, board = view.texts, kept.own()
    if refused := kept.trouble():
        words = "\n".join(f"- {escape(line)}" for line in fault_words(refused.faults, t))
        said = t("storyboard.refused" if board else "storyboard.refused.first")
        st.error(f"{said}\n\n{words}")
        kept.told()
    if not board:
        st.html(render("storyboard_empty.html", t))
        storyboard_file.draw(view)
        return
    _head(view, board)
    steps = kept.marked()
    for number, (mark, step) in enumerate(steps, 1):
        _step(view, number, len(steps), mark, step)
    _follower(data=st.session_state.pop(PRESSED, {}), key="storyboard_follower", height=1)


def _head(view: View, board: Storyboard) -> None:
    """Title and length, then what can be done with the whole."""
    t, (fewest, most) = view.texts, minutes_allowed(view.roadmap)
    with st.container(horizontal=True, key="storyboard_head"):
        longest = limits(view.roadmap, "storyboards")["title"]
        _text(
            t("storyboard.field.title"), "storyboard_title", board.title, longest,
            lambda text: kept.rename(title=text), width=420,
        )  # fmt: skip
        st.session_state["storyboard_minutes"] = board.minutes
        st.number_input(
            t("storyboard.field.minutes"), fewest, most, key="storyboard_minutes", width=170,
            on_change=lambda: kept.rename(minutes=int(st.session_state["storyboard_minutes"])),
        )  # fmt: skip
    values = {"steps": len(board.steps), "each": round(board.minutes / len(board.steps), 1)}
    st.html(render("storyboard_own.html", t, **values))
    with st.container(horizontal=True, vertical_alignment="center", key="storyboard_actions"):
        st.html(render("storyboard_present.html", t, **present(view, board)), width="content")
        st.download_button(
            t("storyboard.download"), written(board), t("storyboard.filename"), "application/json",
            key="storyboard_download", on_click="ignore",
        )  # fmt: skip
        storyboard_file.draw(view)
        with st.popover(t("storyboard.discard"), key="storyboard_discard"):
            st.markdown(t("storyboard.discard.explain"))
            st.button(t("storyboard.discard.sure"), key="storyboard_discard_sure", on_click=kept.discard)


def _step(view: View, number: int, last: int, mark: int, step: Step) -> None:
    t, longest = view.texts, limits(view.roadmap, "storyboard_steps")
    with st.container(border=True, key=f"storyboard_step_{mark}"):
        link = view_address(step, view.language)
        st.html(render("storyboard_step.html", t, number=number, name=view_name(view, step), link=link))
        for name in STEP_TEXTS:
            _text(
                t(f"storyboard.field.{name}"), f"storyboard_{name}_{mark}", getattr(step, name), longest[name],
                lambda text, name=name: kept.edit(mark, **{name: text}), lines=name != "title",
            )  # fmt: skip
        with st.container(horizontal=True, key=f"storyboard_moves_{mark}"):
            _button(t("storyboard.up"), f"storyboard_up_{mark}", kept.move, (mark, -1), number == 1)
            _button(t("storyboard.down"), f"storyboard_down_{mark}", kept.move, (mark, 1), number == last)
            _button(t("storyboard.remove"), f"storyboard_remove_{mark}", kept.remove, (mark,))


def _button(label: str, key: str, do: Callable[..., None], args: tuple[int, ...], disabled: bool = False) -> None:
    def press() -> None:
        before, mark = [one for one, _ in kept.marked()], args[0]
        do(*args)
        if after := [one for one, _ in kept.marked()]:
            heir = mark if mark in after else after[min(before.index(mark), len(after) - 1)]
            st.session_state[PRESSED] = {"pressed": key, "mark": heir, "marks": after}

    st.button(label, key=key, on_click=press, disabled=disabled, type="tertiary")


def _text(
    label: str,
    key: str,
    text: str,
    most: int,
    keep: Callable[[str], None],
    width: int | str = "stretch",
    lines: bool = False,
) -> None:
    """A field that shows what is kept; of a change, what was kept of it comes back with the next run."""
    st.session_state[key] = text

    def changed() -> None:
        keep(st.session_state[key])

    if lines:
        st.text_area(label, key=key, max_chars=most, height="content", on_change=changed)
    else:
        st.text_input(label, key=key, max_chars=most, on_change=changed, width=width)


def shelved(view: View, board: Storyboard) -> None:
    """What can be done with a storyboard of the data; making it one's own asks first if there is one to lose."""
    t, label, copy = view.texts, view.texts("storyboard.copy"), f"storyboard_copy_{board.id}"
    with st.container(horizontal=True, vertical_alignment="center", key=f"storyboard_shelf_{board.id}"):
        st.html(render("storyboard_present.html", t, **present(view, board)), width="content")
        if not kept.own():
            st.button(label, key=copy, on_click=_copy, args=(board,))
        else:
            with st.popover(label, key=f"storyboard_replace_{board.id}"):
                st.markdown(t("storyboard.copy.replaces"))
                st.button(t("storyboard.copy.sure"), key=copy, on_click=_copy, args=(board,))
        if st.session_state.get(COPIED) == board.id:
            del st.session_state[COPIED]
            st.html(render("storyboard_copied.html", t))


def _copy(board: Storyboard) -> None:
    kept.take(board)
    st.session_state[COPIED] = board.id
