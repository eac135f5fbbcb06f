// What the page asks of the browser: the document's language, links without a full reload, filters drawn when opened.
// Links stay real links: a new tab, copying the address and a browser without this script all work.
window.roadmapPage = { data: null, tell: null };
window.roadmapPage.connect = (data, tell) => {
  Object.assign(window.roadmapPage, { data, tell });
  const root = document.documentElement;
  root.lang = data.language;
  root.dataset.embedded = data.embedded;
  root.toggleAttribute("data-stage", data.beside !== null);
  // Who is quicker than the page has opened a filter that nobody has asked for yet.
  const open = document.querySelector('[data-testid="stPopoverButton"][aria-expanded="true"]');
  if (open) window.roadmapPage.fill(open);
};
window.roadmapPage.fill = (button) => {
  const { data, tell } = window.roadmapPage;
  const key = `st-key-${data.opens}`, keyed = button.closest(`[class*="${key}"]`);
  const [name] = keyed ? [...keyed.classList].filter((one) => one.startsWith(key)) : [];
  if (name && name !== key + data.opened) tell("opened", name.slice(key.length));
};
// A stage that is opened has its own look from the first picture on; whether it is one, the server says a moment later.
{
  const asked = new URLSearchParams(location.search);
  const staged = asked.get("ansicht") === "buehne" || (asked.has("story") && location.pathname.endsWith("/praesentation"));
  document.documentElement.toggleAttribute("data-stage", staged);
}
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || !event.target.closest) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
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
  const { data, tell } = window.roadmapPage, button = event.target.closest('[data-testid="stPopoverButton"]');
  if (!data) return;
  if (button) { window.roadmapPage.fill(button); return; }
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.getAttribute("href").startsWith("#") || /\/(api|recht)\//.test(link.pathname)) return;
  // Within another site there is room for the widget only.
  const kept = data.beside !== null || link.closest("[data-stay], .rm-choice, .rm-paging");
  if (data.embedded && !kept) { link.target = "_blank"; return; }
  event.preventDefault();
  const target = new URL(link.href);
  // What is opened from the stage is shown on stage, unless the link leads away from it.
  if (data.beside && !link.closest("[data-leave]") && !target.pathname.endsWith(`/${data.stage}`)) {
    new URLSearchParams(data.beside).forEach((value, name) => target.searchParams.append(name, value));
  }
  tell("followed", target.pathname.split("/").pop() + target.search + target.hash);
  // A new view begins at its top, a new part of a list at the top of the list, a changed setting where it is.
  const page = document.querySelector('[data-testid="stMain"]');
  if (link.closest(".rm-paging")) link.closest(".rm").scrollIntoView();
  else if (page && !link.hash && !link.closest("[data-stay]")) page.scrollTo(0, 0);
});
