// The speaker's window: shows the note of the step that is on stage, turns its pages, and tells the time.
export default function ({ data }) {
  if (window.roadmapNotes) window.roadmapNotes();
  const PATIENCE = 700; // milliseconds until a stage that does not answer is taken to be closed
  const part = (selector) => document.querySelector(`.rm-notes ${selector}`);
  const channel = new BroadcastChannel("roadmap-stage");
  let waiting;

  function step() {
    const shown = part("section:not([hidden])");
    return shown ? Number(shown.dataset.number) : 1;
  }
  function show(number, free) {
    if (!part(`section[data-number="${number}"]`)) return;
    document.querySelectorAll(".rm-notes section").forEach((section) => { section.hidden = section.dataset.number !== String(number); });
    part("[data-free]").hidden = !free;
  }
  function turn(way) {
    channel.postMessage({ story: data.story, go: way });
    clearTimeout(waiting);
    waiting = setTimeout(() => show(step() + (way === "next" ? 1 : -1), false), PATIENCE);
  }
  channel.onmessage = ({ data: said }) => {
    if (said.story !== data.story || !said.step) return;
    clearTimeout(waiting);
    show(said.step, said.free);
  };
  channel.postMessage({ story: data.story, hello: true });

  // Kept when the page is drawn again.
  const time = window.roadmapTime || { passed: 0, since: null };
  window.roadmapTime = time;
  const two = (number) => String(number).padStart(2, "0");
  function tick() {
    if (!part("[data-clock]")) return;
    const now = new Date(), seconds = Math.floor((time.passed + (time.since ? Date.now() - time.since : 0)) / 1000);
    part("[data-clock]").textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
    part("[data-timer]").textContent = `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  }
  const acts = {
    next: () => turn("next"),
    previous: () => turn("previous"),
    reset: () => { time.passed = 0; if (time.since) time.since = Date.now(); tick(); },
    time: () => {
      if (time.since) { time.passed += Date.now() - time.since; time.since = null; } else time.since = Date.now();
      const button = part("[data-do=time]");
      button.setAttribute("aria-pressed", String(time.since !== null));
      button.textContent = time.since ? data.words.pause : data.words.start;
      tick();
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
  const clock = setInterval(tick, 500);
  tick();

  window.roadmapNotes = () => {
    document.removeEventListener("click", click);
    document.removeEventListener("keydown", key);
    clearInterval(clock);
    clearTimeout(waiting);
    channel.close();
    delete window.roadmapNotes;
  };
  return window.roadmapNotes;
}
