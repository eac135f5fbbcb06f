// Draws the map from window.ROADMAP. Names are set as text, never parsed as HTML.
(function () {
  "use strict";
  const data = window.ROADMAP;
  const SVG = "http://www.w3.org/2000/svg";
  let colours, areas, current;
  // Not an element: a document may forbid all styles but its own.
  const sheet = new CSSStyleSheet();
  // Pixels of names, and of the numbers on stage, where they come with the size of the whole page; else rings set theirs.
  let type = 11, onStage = false;

  // The frame of the component; elsewhere the map is a part of a document with a language and a title of its own.
  const frame = document.getElementById("parent");
  if (frame) {
    // The component's page is generic: give it our language and a name for screen readers.
    document.documentElement.lang = data.language;
    document.title = data.words.frame;
    if (window.frameElement) window.frameElement.title = data.words.frame;

    // The page has loaded its typeface already; the same address costs no second download.
    try {
      const preload = window.parent.document.querySelector("link[rel=preload][as=font]");
      const face = new FontFace("Source Sans", `url(${preload.href})`, { weight: "200 900" });
      face.load().then(() => document.fonts.add(face), () => {});
    } catch (error) { /* a foreign frame around the page: the system's typeface will do */ }

    addEventListener("beforeprint", () => fitPaper(true));
    addEventListener("afterprint", () => fitPaper(false));
  }

  // On paper the whole map as on screen, shrunk to the width of an A4 page.
  const PAPER = 700;
  function fitPaper(printed) {
    const root = document.documentElement.style;
    root.setProperty("--map-height", printed ? `${innerHeight}px` : "");
    root.zoom = printed ? Math.min(1, PAPER / innerWidth) : "";
    ink(printed);
  }

  // Paper is white, whatever the theme.
  const drawn = [];
  function ink(printed) {
    const { light } = data.colours;
    if (colours === light) return;
    style(printed ? light : colours);
    drawn.splice(0).forEach(([node, name, colour]) => node.setAttribute(name, colour));
    if (!printed) return;
    const paper = new Map(Object.keys(light).map((key) => [colours[key], light[key]]));
    frame.querySelectorAll("[fill], [stroke]").forEach((node) => ["fill", "stroke"].forEach((name) => {
      const colour = node.getAttribute(name);
      if (!paper.has(colour)) return;
      drawn.push([node, name, colour]);
      node.setAttribute(name, paper.get(colour));
    }));
  }

  function style(colours) {
    // The element keeps the frame's height, which the page may lower on a narrow screen.
    const framed = `
      html, body { margin: 0; background: ${colours.background}; }
      body > span { display: none; }
      #map_div { height: var(--map-height, 100vh) !important; }`;
    sheet.replaceSync(`${frame ? framed : ""}
      .leaflet-container { background: ${colours.background}; font-family: "Source Sans", "Source Sans 3", system-ui, sans-serif; }
      .leaflet-container:focus-visible, .ring:focus-visible { outline: 3px solid ${colours.chosen}; outline-offset: 1px; border-radius: 50%; }
      .leaflet-container:focus-visible { border-radius: 0; outline-offset: -3px; }
      .leaflet-interactive:focus:not(:focus-visible) { outline: none; }
      .ring-faded { opacity: .5; }
      .ring-faded:hover, .ring-faded:focus-visible { opacity: 1; }
      .ring-name { overflow: visible; pointer-events: none; }
      .ring-name > div { position: absolute; white-space: nowrap; transform: translateX(-50%); color: ${colours.ink}; font-size: ${type}px; line-height: ${type + 1}px;
        text-shadow: 0 0 2px ${colours.halo}, 0 0 2px ${colours.halo}, 1px 1px 1px ${colours.halo}, -1px -1px 1px ${colours.halo}; }
      .leaflet-tooltip { background: ${colours.background}; color: ${colours.ink}; border: 1px solid ${colours.line}; box-shadow: 0 1px 4px rgb(0 0 0 / .25); font-size: ${onStage ? type : 13}px; }
      .leaflet-tooltip::before { display: none; }
      .leaflet-tooltip b { display: block; }
      @media print { .leaflet-control-zoom { display: none; } }
      .leaflet-bar a, .leaflet-bar a:hover { background: ${colours.background}; color: ${colours.ink}; border-color: ${colours.line}; }
      .leaflet-control-attribution { background: ${colours.background} !important; color: ${colours.ink}; font-size: ${onStage ? type : 11}px; }
      .leaflet-control-attribution a { color: inherit; }
      @media (prefers-reduced-motion: reduce) { .leaflet-zoom-animated { transition: none !important; } }`);
  }

  function sum(counts) {
    return counts.reduce((a, b) => a + b, 0);
  }

  function sentence(counts) {
    const total = sum(counts);
    const parts = data.phases.map((phase, k) => (counts[k] ? `${counts[k]} ${phase.name}` : "")).filter(Boolean);
    return `${total} ${total === 1 ? data.words.one : data.words.many}: ${parts.join(", ")}`;
  }

  function tooltip(name, text) {
    const box = document.createElement("div");
    box.appendChild(document.createElement("b")).textContent = name;
    box.appendChild(document.createElement("span")).textContent = text;
    return box;
  }

  function element(name, attributes, parent) {
    const node = document.createElementNS(SVG, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    return parent ? parent.appendChild(node) : node;
  }

  function ring(counts, size) {
    const total = sum(counts);
    // A small ring gives its room to the number.
    const small = onStage || size < 24, width = small ? 4 : 5.4, radius = small ? 13.2 : 12;
    const font = onStage ? 32 * type / size : small ? (total > 9 ? 15 : 18) : 11.5;
    const svg = element("svg", { width: size, height: size, viewBox: "0 0 32 32", "aria-hidden": "true" });
    element("circle", { cx: 16, cy: 16, r: 15, fill: colours.disc, stroke: data.outline, "stroke-width": 1 }, svg);
    let start = 0;
    counts.forEach((count, k) => {
      if (!count) return;
      // Starts at twelve o'clock; thin gaps part neighbouring phases.
      element("circle", {
        cx: 16, cy: 16, r: radius, fill: "none", stroke: data.phases[k].colour, "stroke-width": width, pathLength: total,
        "stroke-dasharray": `${count === total ? total : count - 0.012 * total} ${total}`, "stroke-dashoffset": -start,
        transform: "rotate(-90 16 16)",
      }, svg);
      start += count;
    });
    element("circle", { cx: 16, cy: 16, r: radius - width / 2, fill: colours.disc, stroke: data.outline, "stroke-width": 0.6 }, svg);
    const label = element("text", { x: 16, y: 16 + 0.35 * font, "font-size": font, "font-weight": 650, "text-anchor": "middle", fill: colours.ink }, svg);
    label.textContent = total;
    return svg;
  }

  // The counter makes a second click on the same area a new value, so that the page can take the choice back.
  let clicks = 0;
  // The ring chosen by key: its successor takes the focus when the rings are drawn anew.
  let pressed = null;
  function count(feature) {
    feature.properties.click = ++clicks;
  }

  // The frame is a document of its own: a main landmark, a heading, and no ban on zooming.
  function describe() {
    document.querySelectorAll("meta[name=viewport]").forEach((meta) => { meta.content = "width=device-width, initial-scale=1"; });
    frame.setAttribute("role", "main");
    const heading = document.createElement("h1");
    heading.textContent = data.words.frame;
    heading.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
    frame.append(heading); // not first: the component hides its second child
  }

  window.roadmapGround = function (map, theme, stage) {
    if (stage) {
      onStage = true;
      type = Math.round(stage * Math.max(1, parent.innerHeight / 720));
      // The page's own keys work here as well.
      addEventListener("keydown", (event) => parent.roadmapStage && parent.roadmapStage.key(event), true);
    }
    colours = data.colours[theme];
    style(colours);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    if (frame) describe();
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(data.words.credit);
    for (const [selector, word] of [[".leaflet-control-zoom-in", data.words.zoom_in], [".leaflet-control-zoom-out", data.words.zoom_out]]) {
      const button = map.getContainer().querySelector(selector);
      if (button) { button.title = word; button.setAttribute("aria-label", word); }
    }
    map.getContainer().setAttribute("aria-label", data.words.frame);
    areas = L.geoJSON(data.areas, {
      smoothFactor: 0,
      style: () => ({ fillColor: colours.empty, fillOpacity: 1, color: colours.line, weight: 1 }),
      onEachFeature: (feature, layer) => {
        feature.id = feature.properties.ags;
        layer.bindTooltip("", { sticky: true, direction: "top" });
        layer.on("click", () => count(feature));
        // Its tooltip makes Chromium stop here with the key; the rings are what keys can choose.
        layer.on("add", () => layer.getElement().setAttribute("tabindex", "-1"));
      },
    }).addTo(map);
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key === "Escape") map.eachLayer((layer) => layer.closeTooltip && layer.closeTooltip());
    });
    L.geoJSON(data.borders, { interactive: false, smoothFactor: 0, style: { color: colours.district, weight: 1.8, fill: false } }).addTo(map);
    let fitted = true;
    const fit = () => { if (fitted) { map.invalidateSize({ animate: false }); map.fitBounds(areas.getBounds(), { animate: false, padding: [4, 4] }); fitted = true; } };
    fit();
    map.on("zoomstart dragstart", (event) => { if (event.type === "dragstart") fitted = false; });
    map.getContainer().addEventListener("click", (event) => { if (event.target.closest(".leaflet-control-zoom")) fitted = false; });
    map.on("resize", fit);
  };

  window.roadmapRings = function (group, state) {
    const documented = new Set(state.documented), chosen = new Set(state.chosen);
    areas.eachLayer((layer) => {
      const { ags, name } = layer.feature.properties;
      const counts = state.counts[ags];
      const text = counts ? sentence(counts) : documented.has(ags) ? data.words.filtered : data.words.empty;
      layer.setTooltipContent(tooltip(name, text));
      layer.setStyle({
        fillColor: counts ? colours.area : documented.has(ags) ? colours.filtered : colours.empty,
        color: chosen.has(ags) ? colours.chosen : colours.line,
        weight: chosen.has(ags) ? 4 : 1,
      });
      if (chosen.has(ags)) layer.bringToFront();
    });
    current = [];
    areas.eachLayer((layer) => {
      const { ags, name } = layer.feature.properties;
      const counts = state.counts[ags];
      if (!counts) return;
      const [lng, lat] = data.marks[ags];
      const text = `${name}: ${sentence(counts)}`;
      const marker = L.marker([lat, lng], { icon: icon(counts, 32), keyboard: true, riseOnHover: true });
      marker.feature = { type: "Feature", id: ags, properties: { ags }, geometry: { type: "Point", coordinates: [lng, lat] } };
      marker.bindTooltip(tooltip(name, sentence(counts)), { direction: "top", offset: [0, -14] });
      marker.on("add", () => {
        const node = marker.getElement();
        node.setAttribute("role", "button");
        node.setAttribute("aria-label", text);
        node.setAttribute("aria-pressed", String(chosen.has(ags)));
        if (state.focused && !chosen.has(ags)) node.classList.add("ring-faded");
      });
      // Leaflet gives a marker focus but no keys; the third argument lets the click reach the component.
      marker.on("keydown", (event) => {
        if (event.originalEvent.key !== "Enter" && event.originalEvent.key !== " ") return;
        event.originalEvent.preventDefault();
        pressed = ags;
        marker.fire("click", { latlng: marker.getLatLng() }, true);
      });
      marker.on("click", () => count(marker.feature));
      marker.addTo(group);
      current.push({ marker, counts, name });
    });
    group.on("add", () => {
      const map = group._map;
      const draw = () => arrange(map, group);
      map.on("zoomend resize", draw);
      group.on("remove", () => map.off("zoomend resize", draw));
      draw();
      const successor = current.find((entry) => entry.marker.feature.id === pressed);
      if (successor) successor.marker.getElement().focus();
      pressed = null;
    });
  };

  function icon(counts, size) {
    const html = document.createElement("div");
    html.appendChild(ring(counts, size));
    return L.divIcon({ html, className: "ring", iconSize: [size, size], iconAnchor: [size / 2, size / 2] });
  }

  // Rings shrink until they do not touch; names appear where there is room, larger counts first.
  function arrange(map, group) {
    const points = current.map((entry) => map.latLngToContainerPoint(entry.marker.getLatLng()));
    let nearest = Infinity;
    points.forEach((a, i) => points.slice(i + 1).forEach((b) => { nearest = Math.min(nearest, a.distanceTo(b)); }));
    const size = Math.round(onStage ? Math.max(1.7 * type, Math.min(2.6 * type, nearest - 1)) : Math.max(15, Math.min(34, nearest - 1)));
    (group.names || []).forEach((name) => group.removeLayer(name));
    group.names = [];
    const taken = points.map((p) => [p.x - size / 2, p.y - size / 2, p.x + size / 2, p.y + size / 2]);
    const free = (box) => taken.every((t) => box[2] < t[0] || box[0] > t[2] || box[3] < t[1] || box[1] > t[3]);
    current.map((entry, k) => ({ ...entry, point: points[k] })).sort((a, b) => sum(b.counts) - sum(a.counts)).forEach(({ marker, counts, name, point }) => {
      if (marker.ringSize !== size) {
        const focused = document.activeElement === marker.getElement();
        const faded = marker.getElement().classList.contains("ring-faded");
        const kept = ["role", "aria-label", "aria-pressed"].map((key) => [key, marker.getElement().getAttribute(key)]);
        marker.setIcon(icon(counts, size));
        kept.forEach(([key, value]) => marker.getElement().setAttribute(key, value));
        marker.getElement().classList.toggle("ring-faded", faded);
        marker.ringSize = size;
        if (focused) marker.getElement().focus();
      }
      const width = 0.51 * type * name.length + 4, height = type + 1;
      for (const offset of [size / 2 + 1, -size / 2 - height - 1]) {
        const box = [point.x - width / 2, point.y + offset, point.x + width / 2, point.y + offset + height];
        if (onStage && (box[0] < 0 || box[1] < 0 || box[2] > map.getSize().x || box[3] > map.getSize().y)) continue;
        if (!free(box)) continue;
        const html = document.createElement("div");
        html.textContent = name;
        const label = L.marker(marker.getLatLng(), { interactive: false, keyboard: false, icon: L.divIcon({ html, className: "ring-name", iconSize: [0, height], iconAnchor: [0, -offset] }) });
        label.addTo(group);
        label.getElement().setAttribute("aria-hidden", "true");
        group.names.push(label);
        taken.push(box);
        break;
      }
    });
  }
})();
