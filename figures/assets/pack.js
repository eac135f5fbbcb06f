// The offline pack: draws the map and narrows the list. What is chosen stands in the address, such as #ort=05512000.
(function () {
  "use strict";
  const { theme, rings, names } = window.PACK, words = window.ROADMAP.words;
  const one = (id) => document.getElementById(id);
  const frame = one("pack-map"), place = one("pack-place"), all = one("pack-all");
  const projects = [...document.querySelectorAll("#pack-list > li")].map((item) => [item, new Set(item.dataset.keys.split(" "))]);
  const everything = one("pack-found").textContent;

  const map = L.map(frame, { scrollWheelZoom: false, zoomSnap: 0.1, zoomDelta: 0.5, maxZoom: 13, minZoom: 7, zoomControl: false }).setView([51.5, 7.2], 9);
  L.control.zoom({ position: "bottomleft" }).addTo(map);
  window.roadmapGround(map, theme);
  map.eachLayer((layer) => { if (layer.feature && layer.feature.properties.ags) layer.on("click", choose); });
  let drawn = null;

  function draw(town) {
    if (drawn) drawn.remove();
    drawn = L.featureGroup().on("click", choose);
    window.roadmapRings(drawn, { ...rings, chosen: town ? [town] : [], focused: Boolean(town) });
    drawn.addTo(map);
  }

  // A click on the chosen municipality takes the choice back.
  const NOTHING = "#ort=";
  function choose(event) {
    const address = `#ort=${(event.propagatedFrom || event.target).feature.properties.ags}`;
    location.hash = location.hash === address ? NOTHING : address;
  }

  // The keys that the address asks for, as far as this document knows them; null if it leads to a part of the document.
  function asked() {
    const text = location.hash.slice(1);
    if (text && !text.includes("=")) return null;
    return [...new URLSearchParams(text)].map(([parameter, code]) => `${parameter}:${code}`).filter((key) => Object.hasOwn(names, key));
  }

  function narrow() {
    const keys = asked() || [];
    let found = 0;
    projects.forEach(([item, own]) => { item.hidden = !keys.every((key) => own.has(key)); found += !item.hidden; });
    const count = `${found} ${found === 1 ? words.one : words.many}`;
    one("pack-found").textContent = keys.length ? `${keys.map((key) => names[key]).join(" · ")}: ${count}` : everything;
    all.hidden = !keys.length;
    const places = keys.filter((key) => key.startsWith("ort:")).map((key) => key.slice(4));
    place.value = places.length ? `ort=${places[0]}` : "";
    draw(places.find((code) => window.ROADMAP.marks[code]));
  }

  addEventListener("hashchange", () => { if (asked()) narrow(); });
  place.addEventListener("change", () => { location.hash = place.value || NOTHING; });
  // Links from the matrix and the fact sheets lead to the list.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href*='=']");
    if (!link || !link.getAttribute("href").startsWith("#")) return;
    one("vorhaben").scrollIntoView();
    one("vorhaben").focus({ preventScroll: true });
  });

  // On paper the whole map as on screen, shrunk to the width of an A4 page.
  const PAPER = 700;
  function fitPaper(printed) {
    const { width, height } = frame.getBoundingClientRect(), style = frame.style;
    style.width = printed ? `${width}px` : "";
    style.height = printed ? `${height}px` : "";
    style.zoom = printed ? Math.min(1, PAPER / width) : "";
  }
  addEventListener("beforeprint", () => fitPaper(true));
  addEventListener("afterprint", () => fitPaper(false));

  one("pack-choice").hidden = false;
  narrow();
})();
