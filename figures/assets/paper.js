// Before paper, every page is made ready for it, and afterwards for the screen again.
(() => {
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
    const light = drawn.replace(/rgb\([^)]*\)/g, (colour) => window.roadmapPage.data.paper[colour] || colour);
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
    heading.textContent = window.roadmapPage.data.footnotes;
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
  const changes = [scaled, inked, unfolded, footnotes, addresses];
  const made = (printed) => { if (window.roadmapPage.data) changes.forEach((change) => change(printed)); };
  addEventListener("beforeprint", () => made(true));
  addEventListener("afterprint", () => made(false));
  matchMedia("print").addEventListener("change", (event) => made(event.matches));
})();
