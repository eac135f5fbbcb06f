"""One set of drawn symbols for phases, health, milestones and measures: SVG on a 24 px grid, the same optical size.

A white rim keeps every symbol legible on light and dark ground. Symbols are decoration: the word
always stands beside them.
"""

from figures.palette import HEALTH, INK, PHASE

TICK = '<path d="m7.2 12.4 3.2 3.3 6.4-7.2" fill="none" stroke="#fff" stroke-width="2.4"/>'
PHASE_SHAPES = {
    "idee": "",
    "planung": f'<path d="M12 12V2a10 10 0 0 1 10 10Z" fill="{INK}"/>',
    "umsetzung": '<path d="M12 4a8 8 0 0 1 0 16Z" fill="#fff"/>',
    "abgeschlossen": TICK,
    "verstetigt": '<path d="M9.3 6.8v10.4l8.2-5.2Z" fill="#fff"/>',
    "pausiert": f'<path d="M9.2 7.5v9M14.8 7.5v9" stroke="{INK}" stroke-width="2.6"/>',
    "beendet": '<path d="m8 8 8 8m0-8-8 8" stroke="#fff" stroke-width="2.4"/>',
}
HEALTH_SHAPES = {
    "im_plan": '<circle cx="12" cy="12" r="10" {fill}/>' + TICK,
    "risiko": f'<path d="M12 3 21.8 20.5H2.2Z" {{fill}}/><path d="M12 9v6m0 1.4v2" stroke="{INK}" stroke-width="2.4"/>',
    "verzug": '<path d="M12 2 22 12 12 22 2 12Z" {fill}/>'
    '<path d="M12 6.5v6.5m0 2v2.4" stroke="#fff" stroke-width="2.4"/>',
    "keine_meldung": '<circle cx="12" cy="12" r="10" {fill}/>'
    '<path d="M9 9.5a3 3 0 1 1 4.4 2.6c-1 .6-1.4 1.1-1.4 2.1m0 2v2" fill="none"'
    f' stroke="{INK}" stroke-width="2.2"/>',
}
# Masks: the page fills them with its text colour, so that filled and hollow mean the same in both themes.
DIAMOND = "M12 3.5 20.5 12 12 20.5 3.5 12Z"
MILESTONE_SHAPES = {
    "erreicht": f'<path d="{DIAMOND}"/>',
    "geplant": f'<path d="{DIAMOND}" fill="none" stroke="#000" stroke-width="2.2"/>',
    "entfallen": f'<path d="{DIAMOND}m-3 5.5 6 6m0-6-6 6" fill="none" stroke="#000" stroke-width="2"/>',
}
SQUARE = "M4.5 4.5h15v15h-15Z"
MEASURE_SHAPES = {
    "erledigt": f'<path d="{SQUARE}"/>',
    "laufend": f'<path d="{SQUARE}" fill="none" stroke="#000" stroke-width="2.2"/><circle cx="12" cy="12" r="3"/>',
    "offen": f'<path d="{SQUARE}" fill="none" stroke="#000" stroke-width="2.2"/>',
    "verworfen": f'<path d="{SQUARE}m4 4 7 7m0-7-7 7" fill="none" stroke="#000" stroke-width="2"/>',
    "unbekannt": f'<path d="{SQUARE}" fill="none" stroke="#000" stroke-width="2" stroke-dasharray="3 2"/>',
}
# Not a mask: it keeps the colour of delay, and is hollow, since nothing proves that it was reached.
OVERDUE = (
    '<path d="{outline}" fill="#fff" stroke="{colour}" stroke-width="2.4"/>'
    '<path d="M12 8v5m0 1.6v2" stroke="{colour}" stroke-width="2"/>'
)


def _svg(content: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{content}</svg>'


def _phase(phase: str) -> str:
    disc = f'<circle cx="12" cy="12" r="10" fill="{PHASE[phase]}"/>{PHASE_SHAPES[phase]}'
    rim = '<circle cx="12" cy="12" r="11.2" fill="none" stroke="#fff" stroke-width="1.6"/>'
    return _svg(f'{disc}<circle cx="12" cy="12" r="10" fill="none" stroke="{INK}" stroke-width="1.5"/>{rim}')


def _health(health: str) -> str:
    fill = f'fill="{HEALTH[health]}" stroke="{INK}" stroke-width="1.2"'
    return _svg(HEALTH_SHAPES[health].replace("{fill}", fill))


# By the name of their class in our HTML, without its prefix.
SYMBOLS = {f"phase-{phase}": _phase(phase) for phase in PHASE} | {
    f"health-{health}": _health(health) for health in HEALTH
}
for kind, outline in (("milestone", DIAMOND), ("measure", SQUARE)):
    SYMBOLS[f"{kind}-ueberfaellig"] = _svg(OVERDUE.format(outline=outline, colour=HEALTH["verzug"]))
MASKS = {f"milestone-{state}": _svg(shape) for state, shape in MILESTONE_SHAPES.items()} | {
    f"measure-{state}": _svg(shape) for state, shape in MEASURE_SHAPES.items()
}
