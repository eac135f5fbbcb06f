// The speaker's window: shows the note of the step that is on stage, turns its pages, and tells the time.
export default function ({ data }) {
  if (window.roadmapNotes) window.roadmapNotes();
  const PATIENCE = 700; // milliseconds until a stage that does not answer is taken to be closed
  const part = (selector) => document.querySelector(`.rm-notes ${selector}`);
  const channel = new BroadcastChannel("roadmap-stage");
  // What the window shows is kept beside the page, which is drawn again when the data change.
  const kept = window.roadmapSpeaker, begun = { story: data.story, step: 0, free: false, passed: 0, since: null };
  const shown = kept && kept.story === data.story ? kept : begun;
  window.roadmapSpeaker = shown;
  let waiting;

  const two = (number) => String(number).padStart(2, "0");
  const seconds = () => Math.floor((shown.passed + (shown.since ? Date.now() - shown.since : 0)) / 1000);
  function write(selector, text) {
    if (part(selector).textContent !== text) part(selector).textContent = text;
  }
  function draw() {
    if (!part("[data-clock]")) return;
    const now = new Date();
    if (part(`section[data-number="${shown.step}"]`))
      document.querySelectorAll(".rm-notes section").forEach((section) => { section.hidden = section.dataset.number !== String(shown.step); });
    part("[data-free]").hidden = !shown.free;
    write("[data-clock]", `${two(now.getHours())}:${two(now.getMinutes())}`);
    write("[data-timer]", `${Math.floor(seconds() / 60)}:${two(seconds() % 60)}`);
    part("[data-do=time]").setAttribute("aria-pressed", String(shown.since !== null));
    write("[data-do=time]", shown.since ? data.words.pause : data.words.start);
  }
  function show(step, free) {
    if (!part(`section[data-number="${step}"]`)) return;
    Object.assign(shown, { step, free });
    draw();
  }
  function turn(way) {
    const now = Number(part("section:not([hidden])").dataset.number);
    channel.postMessage({ story: data.story, go: way });
    clearTimeout(waiting);
    waiting = setTimeout(() => show(now + (way === "next" ? 1 : -1), false), PATIENCE);
  }
  channel.onmessage = ({ data: said }) => {
    if (said.story !== data.story || !said.step) return;
    clearTimeout(waiting);
    show(said.step, said.free);
  };
  channel.postMessage({ story: data.story, hello: true });

  const acts = {
    next: () => turn("next"),
    previous: () => turn("previous"),
    reset: () => { shown.passed = 0; if (shown.since) shown.since = Date.now(); draw(); },
    time: () => {
      if (shown.since) { shown.passed += Date.now() - shown.since; shown.since = null; } else shown.since = Date.now();
      draw();
    },
  };
  const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous" };
  const click = (event) => {
    const button = event.target.closest && event.target.closest(".rm-notes [data-do]");
    if (button) acts[button.dataset.do]();
  };
  const key = (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    acts[KEYS[event.key]]();
  };
  document.addEventListener("click", click);
  document.addEventListener("keydown", key);
  const clock = setInterval(draw, 500);
  const drawn = new MutationObserver(draw);
  drawn.observe(document.body, { childList: true, subtree: true });
  draw();

  window.roadmapNotes = () => {
    document.removeEventListener("click", click);
    document.removeEventListener("keydown", key);
    clearInterval(clock);
    drawn.disconnect();
    clearTimeout(waiting);
    channel.close();
    delete window.roadmapNotes;
  };
  return window.roadmapNotes;
}
