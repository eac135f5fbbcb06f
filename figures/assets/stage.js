// The stage in the browser. The ways on are links in the bar; a key follows them as a click does.
export default function ({ data, setStateValue }) {
  const link = (way) => document.querySelector(`.rm-stage-bar a[data-go="${way}"]`);
  const code = () => document.querySelector(".rm-stage-code");
  const filter = () => document.querySelector("[data-testid=stPopoverBody]");
  const filterButton = () => document.querySelector(".st-key-open_compact button");
  const KEYS = {
    ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "previous", PageUp: "previous",
    Home: "first", End: "last", f: "full", b: "blank", ".": "blank", n: "notes", p: "pause", q: "code", s: "filter", Escape: "leave",
  };
  const stage = window.roadmapStage || { paused: false, waiting: [], left: null, channel: new BroadcastChannel("roadmap-stage") };
  window.roadmapStage = stage;

  // The bar of a step that is being left would lead to the same step again, and for a moment there may be none:
  // the next press waits for the new bar. A click that comes while the server is asked for something else can be
  // lost; it is repeated.
  const PATIENCE = 6000, REPEAT = 2000; // milliseconds
  function go(way) {
    stage.waiting.push(way);
    if (stage.waiting.length > 1) return;
    stage.asked = Date.now();
    follow();
  }
  function follow() {
    const bar = document.querySelector(".rm-stage-bar"), way = stage.waiting[0];
    const left = !bar || bar.dataset.step === stage.left;
    if (left && Date.now() - stage.asked < PATIENCE) { setTimeout(follow, 40); return; }
    stage.left = null;
    stage.waiting.shift();
    stage.asked = stage.since = Date.now();
    const found = link(way), there = found && new URL(found.href).searchParams.get("schritt");
    if (found && there && there !== bar.dataset.step) {
      stage.left = bar.dataset.step;
      repeat(way, stage.left, stage.since);
    }
    if (found) found.click();
    if (stage.waiting.length) follow();
  }
  function repeat(way, left, since) {
    setTimeout(() => {
      const bar = document.querySelector(".rm-stage-bar");
      if (!bar || bar.dataset.step !== left || stage.since !== since || Date.now() - since > PATIENCE) return;
      if (link(way)) link(way).click();
      repeat(way, left, since);
    }, REPEAT);
  }

  function blank(on) {
    if (!on) { if (stage.black) stage.black.remove(); stage.black = null; return; }
    stage.black = document.createElement("div");
    stage.black.toggleAttribute("data-black", true);
    stage.black.addEventListener("click", () => blank(false));
    document.body.append(stage.black);
  }
  function enlarge(on) {
    if (!code()) return;
    code().toggleAttribute("data-large", on);
    code().setAttribute("aria-expanded", String(on));
  }
  // What is in the filter may arrive a moment after it has opened.
  function enter(patience) {
    const control = filter() && filter().querySelector("button:enabled, input:enabled");
    if (control) control.focus();
    else if (patience > 0) setTimeout(enter, 50, patience - 50);
  }
  const acts = {
    full: () => {
      const page = document.documentElement;
      (document.fullscreenElement ? document.exitFullscreen() : page.requestFullscreen()).catch(() => {});
    },
    blank: () => blank(!stage.black),
    code: () => enlarge(code() && !code().hasAttribute("data-large")),
    filter: () => {
      enlarge(false);
      if (!filterButton()) return;
      if (!filter()) filterButton().click();
      enter(3000);
    },
    notes: () => { if (link("notes")) open(link("notes").href, "roadmap-notes", "popup,width=900,height=680"); },
    pause: () => { stage.paused = !stage.paused; show(); },
    leave: () => {
      if (code() && code().hasAttribute("data-large")) enlarge(false);
      else if (stage.black) blank(false);
      else if (document.fullscreenElement) document.exitFullscreen();
      else go("leave");
    },
  };
  function act(way) {
    if (stage.black && way !== "leave" && way !== "full") { blank(false); return; }
    if (acts[way]) acts[way](); else go(way);
  }

  stage.key = (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    const way = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!way) return;
    const within = (selector) => event.target.closest && event.target.closest(selector);
    if (within("input, textarea, select, [contenteditable], [role=listbox], [data-testid=stPopoverBody]")) return;
    if (way === "leave" && filter()) { // it closes itself, except for a key in the map, which it does not hear
      if (event.view !== window) filterButton().click();
      return;
    }
    if (event.key === " " && within("button, summary, [role=button]")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) act(way);
  };
  stage.click = (event) => {
    const button = event.target.closest && event.target.closest("[data-go]");
    if (!button) return;
    if (button.tagName === "BUTTON") act(button.dataset.go);
    // The bar is drawn anew with the step; who pressed a link by key finds it under the focus again.
    else if (event.isTrusted && !event.detail) stage.pressed = button.dataset.go;
  };
  if (!stage.listening) {
    stage.listening = [["keydown", (event) => stage.key(event)], ["click", (event) => stage.click(event)]];
    stage.listening.forEach(([kind, listener]) => document.addEventListener(kind, listener, true));
  }

  // What the room hears: a region that stays, so that a new title is read out.
  if (!stage.heard) {
    stage.heard = document.createElement("div");
    stage.heard.className = "rm-hidden";
    stage.heard.setAttribute("role", "status");
    document.body.append(stage.heard);
  }
  if (stage.heard.textContent !== data.title) stage.heard.textContent = data.title;

  if (stage.pressed) setTimeout((way) => { if (link(way)) link(way).focus(); }, 200, stage.pressed);
  stage.pressed = "";

  // The speaker's window follows, and may turn the pages.
  const place = () => stage.channel.postMessage({ story: data.story, step: data.step, free: data.free });
  stage.channel.onmessage = ({ data: said }) => {
    if (said.story !== data.story) return;
    if (said.hello) place();
    else if (said.go === "next" || said.go === "previous") act(said.go);
  };
  if (data.story) place();

  // A story that runs by itself: the clock starts with the step, not with every new picture of it.
  function show() {
    const button = document.querySelector('.rm-stage-bar button[data-go="pause"]');
    if (button) button.setAttribute("aria-pressed", String(stage.paused));
  }
  const timed = `${data.story} ${data.step} ${data.free} ${data.seconds}`;
  if (stage.timed !== timed) {
    clearInterval(stage.timer);
    stage.timed = timed;
    let left = data.seconds;
    if (data.seconds) stage.timer = setInterval(() => {
      if (!stage.paused && !stage.black && --left <= 0) { left = data.seconds; go("next"); }
    }, 1000);
  }
  show();

  const size = () => {
    const wanted = Math.min(innerHeight / 720, innerWidth / 1280);
    const scale = data.scales.filter((one) => one <= wanted + 0.01).pop() || 1;
    if (scale !== data.scale) setStateValue("scale", scale);
  };
  size();
  if (stage.resized) removeEventListener("resize", stage.resized);
  stage.resized = () => { clearTimeout(stage.settling); stage.settling = setTimeout(size, 300); };
  addEventListener("resize", stage.resized);

  return () => {
    stage.listening.forEach(([kind, listener]) => document.removeEventListener(kind, listener, true));
    removeEventListener("resize", stage.resized);
    clearInterval(stage.timer);
    blank(false);
    stage.heard.remove();
    stage.channel.close();
    if (window.roadmapStage === stage) delete window.roadmapStage;
  };
}
