"""Opening a storyboard file: the browser reads it and sends its text, so that nothing is uploaded and kept."""

import streamlit as st

from pages.ui.session import View
from pages.ui.storyboard_kept import open_text
from roadmap_model.storyboards import MOST_BYTES

HTML = '<label><span></span><input type="file" accept=".json,application/json"></label>'
CSS = """
label { position: relative; display: inline-flex; align-items: center; box-sizing: border-box; min-height: 2.5rem;
  padding: 0 0.75rem; border: 1px solid var(--st-border-color); border-radius: 4px; color: var(--st-text-color);
  font: 400 0.875rem/1.6 var(--st-font); cursor: pointer; }
label:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
label:focus-within { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
input { position: absolute; inset: 0; width: 100%; opacity: 0; cursor: pointer; font-size: 0; }
"""
SCRIPT = """
export default function ({ data, parentElement, setTriggerValue }) {
  const input = parentElement.querySelector("input");
  parentElement.querySelector("span").textContent = data.label;
  input.onchange = async () => {
    const [file] = input.files;
    if (!file) return;
    // A file that is too long is refused all the same, so there is no need to send it; nor is one in another encoding.
    const bytes = await file.slice(0, data.most + 1).arrayBuffer();
    let text = "";
    try { text = new TextDecoder("utf-8", { fatal: file.size <= data.most }).decode(bytes); } catch { /* damaged */ }
    setTriggerValue("opened", text);
    input.value = "";
  };
}
"""
_chooser = st.components.v2.component("roadmap_storyboard_file", html=HTML, css=CSS, js=SCRIPT)


def draw(view: View) -> None:
    """A button that lets the reader choose a file."""
    label = view.texts("storyboard.open")
    _chooser(
        data={"label": label, "most": MOST_BYTES}, key="storyboard_file", width="content", on_opened_change=_opened
    )


def _opened() -> None:
    text = st.session_state["storyboard_file"].opened
    if text is not None:
        open_text(text)
