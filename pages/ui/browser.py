"""What the app asks of the browser: the page's language, links without a full reload, paper with whole figures."""

from urllib.parse import urlencode

import streamlit as st

from figures import palette
from figures.texts import Texts
from pages.ui import navigation, session, stage_address

KEY = "browser"
OPENS = "open_"  # how the keys of buttons begin that show something which is drawn only when it is asked for
OPENED = "opened"  # what was asked for last

# Links stay real links: a new tab, copying the address and a browser without this script all work.
SCRIPT = """
export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = data.language;
  document.documentElement.dataset.embedded = data.embedded;
  document.documentElement.toggleAttribute("data-stage", data.beside !== null);
  const previous = window.roadmapFollow;
  if (previous) document.removeEventListener("click", previous);
  window.roadmapFollow = (event) => {
    if (event.defaultPrevented || event.button) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!event.target.closest) return;
    const button = event.target.closest('[data-testid="stPopoverButton"]');
    if (button) {
      const key = `st-key-${data.opens}`, keyed = button.closest(`[class*="${key}"]`);
      const [name] = keyed ? [...keyed.classList].filter((one) => one.startsWith(key)) : [];
      if (name && name !== key + data.opened) setTriggerValue("opened", name.slice(key.length));
      return;
    }
    const link = event.target.closest(".rm a[href]");
    if (link && link.dataset.copy) {
      event.preventDefault();
      const text = document.getElementById(link.dataset.copy);
      text.select();
      const copied = () => { link.textContent = link.dataset.copied; };
      // Without encryption, as on a room's own network, browsers know the old way only.
      if (navigator.clipboard) navigator.clipboard.writeText(text.value).then(copied);
      else if (document.execCommand("copy")) copied();
      return;
    }
    if (link && "print" in link.dataset) { event.preventDefault(); window.print(); return; }
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.getAttribute("href").startsWith("#") || /\\/(api|recht)\\//.test(link.pathname)) return;
    // Within another site there is room for the widget only.
    const kept = data.beside !== null || link.closest("[data-stay], .rm-choice, .rm-paging");
    if (data.embedded && !kept) { link.target = "_blank"; return; }
    event.preventDefault();
    const target = new URL(link.href);
    // What is opened from the stage is shown on stage, unless the link leads away from it.
    if (data.beside && !link.closest("[data-leave]") && !target.pathname.endsWith(`/${data.stage}`)) {
      new URLSearchParams(data.beside).forEach((value, name) => target.searchParams.append(name, value));
    }
    setTriggerValue("followed", target.pathname.split("/").pop() + target.search + target.hash);
    // A new view begins at its top, a new part of a list at the top of the list, a changed setting where it is.
    const page = document.querySelector('[data-testid="stMain"]');
    if (link.closest(".rm-paging")) link.closest(".rm").scrollIntoView();
    else if (page && !link.hash && !link.closest("[data-stay]")) page.scrollTo(0, 0);
  };
  document.addEventListener("click", window.roadmapFollow);
  // Plotly draws for the width of the screen; with a view box, paper can scale the figure. One that is much wider than
  // high, and more than a part of its page, turns the sheet.
  const scaled = (printed) => {
    let wide = false;
    document.querySelectorAll(".js-plotly-plot .main-svg").forEach((svg) => {
      const [width, height] = [svg.getAttribute("width"), svg.getAttribute("height")];
      wide ||= width > 1.2 * height && height > 400;
      // One that no sheet holds legibly stays on the screen; its table says the same.
      svg.closest(".js-plotly-plot").toggleAttribute("data-long", printed && height > 2.5 * width);
      if (printed) svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      else svg.removeAttribute("viewBox");
      svg.parentElement.style.setProperty("--rm-shape", printed ? `${width} / ${height}` : "");
      svg.parentElement.style.setProperty("--rm-width", printed ? `${width}px` : "");
    });
    document.documentElement.toggleAttribute("data-wide", printed && wide);
  };
  // Paper is white, whatever the theme: figures take the light colour for each dark one, and later their own again.
  const inked = (printed) => document.querySelectorAll(".main-svg, .main-svg [style]").forEach((part) => {
    const drawn = part.style.cssText;
    const light = drawn.replace(/rgb\\([^)]*\\)/g, (colour) => data.paper[colour] || colour);
    if (printed && light !== drawn) {
      part.dataset.screen = drawn;
      part.style.cssText = light;
    } else if (!printed && part.dataset.screen) {
      part.style.cssText = part.dataset.screen;
      delete part.dataset.screen;
    }
  });
  // Nobody can open anything on paper.
  const unfolded = (printed) => document.querySelectorAll(".rm details[data-paper]").forEach((details) => {
    if (printed && !details.open) details.dataset.paper = "opened";
    if (details.dataset.paper) details.open = printed;
    if (!printed) details.dataset.paper = "";
  });
  // Nobody can click on paper: addresses outside stand at the end, each once; a list of sources shows its own.
  const footnotes = (printed) => {
    document.querySelectorAll(".rm-footnotes").forEach((list) => list.remove());
    const numbers = new Map(), footer = document.querySelector(".rm-footer");
    document.querySelectorAll('.rm a[href^="http"]:not(.rm-sources a)').forEach((link) => {
      delete link.dataset.footnote;
      if (!printed || !link.checkVisibility()) return;
      if (!numbers.has(link.href)) numbers.set(link.href, numbers.size + 1);
      link.dataset.footnote = numbers.get(link.href);
    });
    if (!numbers.size || !footer) return;
    const list = document.createElement("section"), heading = document.createElement("h2");
    list.className = "rm-footnotes";
    heading.textContent = data.footnotes;
    list.append(heading, document.createElement("ol"));
    for (const address of numbers.keys()) {
      list.lastChild.append(Object.assign(document.createElement("li"), { textContent: address }));
    }
    footer.prepend(list);
  };
  // Where the list is that is printed in part.
  const addresses = (printed) => document.querySelectorAll(".rm-paper[data-address]").forEach((line) => {
    if (printed) line.dataset.whole = new URL(line.dataset.address, document.baseURI).href;
    else delete line.dataset.whole;
  });
  if (!window.roadmapPaper) {
    addEventListener("beforeprint", () => window.roadmapPaper(true));
    addEventListener("afterprint", () => window.roadmapPaper(false));
    matchMedia("print").addEventListener("change", (event) => window.roadmapPaper(event.matches));
  }
  const changes = [scaled, inked, unfolded, footnotes, addresses];
  window.roadmapPaper = (printed) => changes.forEach((change) => change(printed));
}
"""
_browser = st.components.v2.component("roadmap_browser", js=SCRIPT)


def connect(texts: Texts, embedded: bool) -> None:
    """Set the document's language and follow a clicked link by switching the page in this session."""
    stage = session.stage()
    result = _browser(
        data={
            "language": texts.language,
            "embedded": embedded,
            "footnotes": texts("print.links"),
            "opens": OPENS,
            "opened": opened(),
            "paper": dict(palette.PAPER) if session.theme() == "dark" else {},
            "stage": stage_address.PATH,
            "beside": urlencode(stage.beside) if stage else None,
        },
        key=KEY,
        height=1,
        on_followed_change=_within_page,
        on_opened_change=_open,
    )
    if result.followed:
        page, query = navigation.split(result.followed)
        if page and not session.on(page.path):
            session.leave_selection()
            st.switch_page(page.file, query_params=query)


def opened() -> str:
    """What follows OPENS in the key of the button that was pressed last; empty before the first."""
    name: str = st.session_state.get(OPENED, "")
    return name


def _open() -> None:
    st.session_state[OPENED] = str(st.session_state[KEY].opened or "")


def _within_page() -> None:
    """Callback: another view of the page needs no other page, only its address before it is drawn."""
    page, query = navigation.split(st.session_state[KEY].followed or "")
    if page and session.on(page.path) and st.query_params.to_dict() != query:
        session.leave_selection()
        st.query_params.from_dict(query)
