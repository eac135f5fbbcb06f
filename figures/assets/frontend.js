// Streamlit's widgets speak English whatever the page's language, and calendars the browser's. Here both follow the page.
// It changes attributes and the letters within text nodes, never the nodes: React goes on with them as if nothing were.
(() => {
  const root = document.documentElement, { words, locales } = window.roadmapFrontend;
  const ATTRIBUTES = ["aria-label", "aria-valuetext", "data-title", "alt", "title"];
  const OURS = ".rm, .main-svg, head, style"; // what no widget says
  const NUMBER = "[\\d.,]+", ANYTHING = ".+";
  let exact, patterns;

  Object.defineProperty(navigator, "language", { configurable: true, get: () => locales[root.lang] });

  // From the other language to this one: what has been said before the language was changed is to follow it, too.
  function prepare() {
    exact = { text: new Map(), label: new Map() };
    patterns = { text: [], label: [] };
    for (const [kind, ...versions] of words) {
      const [to] = versions.filter(([language]) => language === root.lang);
      for (const [language, from] of versions) {
        if (!to || language === root.lang) continue;
        if (from.includes("{")) patterns[kind].push([expression(from), to[1]]);
        else if (from !== to[1]) exact[kind].set(from, to[1]);
      }
    }
  }
  function expression(from) {
    const part = (text, n) => n % 2 ? `(?<${text}>${text === "n" ? NUMBER : ANYTHING})` : text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    return new RegExp(`^${from.split(/[{}]/).map(part).join("")}$`, "s");
  }
  function said(text, kind) {
    if (!text || text.length > 300) return text;
    const trimmed = text.trim(), word = exact[kind].get(trimmed);
    if (word) return text.replace(trimmed, () => word);
    for (const [pattern, to] of patterns[kind]) {
      const { groups } = pattern.exec(text) || {};
      if (groups) return to.replace(/\{(\w+)\}/g, (_, name) => filled(name, groups[name]));
    }
    return text;
  }
  function filled(name, value) {
    const day = name === "month" ? new Date(`1 ${value} 2000`) : name === "date" ? new Date(value) : NaN;
    if (isNaN(day)) return name === "before" ? said(value, "text") : value;
    return new Intl.DateTimeFormat(locales[root.lang], name === "date" ? { dateStyle: "long" } : { month: "long" }).format(day);
  }

  function text(node) {
    const now = said(node.data, "text");
    if (now !== node.data) node.data = now;
  }
  function attribute(element, name) {
    const before = element.getAttribute(name), now = said(before, "label");
    if (now !== before) element.setAttribute(name, now);
  }
  function sweep(top) {
    const foreign = (node) => node.nodeType === Node.TEXT_NODE || !node.matches(OURS);
    const walk = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      foreign(node) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
    if (!foreign(top)) return;
    for (let node = top; node; node = walk.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) text(node);
      else if (node.attributes) ATTRIBUTES.forEach((name) => node.hasAttribute(name) && attribute(node, name));
    }
  }

  prepare();
  new MutationObserver((changes) => {
    if (changes.some((change) => change.target === root)) {
      prepare();
      dispatchEvent(new Event("languagechange")); // the widgets' own texts in the new language
      sweep(root);
      return;
    }
    for (const { type, target, attributeName, addedNodes } of changes) {
      const parent = target.nodeType === Node.TEXT_NODE ? target.parentElement : target;
      if (!parent || parent.closest(OURS)) continue;
      if (type === "attributes" && ATTRIBUTES.includes(attributeName)) attribute(target, attributeName);
      else if (type === "characterData") text(target);
      else addedNodes.forEach((node) => (node.nodeType === Node.TEXT_NODE ? text(node) : node.nodeType === Node.ELEMENT_NODE && sweep(node)));
    }
  }).observe(root, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["lang", ...ATTRIBUTES],
  });
})();
