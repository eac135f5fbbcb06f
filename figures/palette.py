"""Colours of phases, health and the map's ground; measured for colour-blind readers in the tests."""

from collections.abc import Mapping

INK = "#1B2A41"

PHASE = {
    "idee": "#DCE9F5",
    "planung": "#85B6DC",
    "umsetzung": "#2171B5",
    "abgeschlossen": "#08306B",
    "verstetigt": "#08306B",
    "pausiert": "#C9C2B4",
    "beendet": "#6B6459",
}
HEALTH = {
    "im_plan": "#0072B2",
    "risiko": "#E69F00",
    "verzug": "#A63603",
    "keine_meldung": "#BDBDBD",
}

# What the map's frame needs to follow the theme; keys are read by figures/assets/map.js.
MAP = {
    "light": {
        "background": "#FFFFFF",
        "ink": INK,
        "halo": "#FFFFFF",
        "area": "#DDE9EC",
        "filtered": "#EEF2F3",
        "empty": "#F9FAFB",
        "line": "#9FB0BA",
        "district": "#5C7280",
        "chosen": "#0B5563",
        "disc": "#FFFFFF",
    },
    "dark": {
        "background": "#0F1B24",
        "ink": "#E8EEF2",
        "halo": "#0F1B24",
        "area": "#284553",
        "filtered": "#1C303C",
        "empty": "#14232D",
        "line": "#48606E",
        "district": "#8BA3B1",
        "chosen": "#6FC3D0",
        "disc": "#0F1B24",
    },
}

# Time axis: line of the day, track of the term.
TIMELINE = {
    "light": {"today": "#A63603", "track": "#7F95A3", "outline": INK, "quiet": "#4D5F6E"},
    "dark": {"today": "#F4A582", "track": "#7F95A3", "outline": "#AEBDC7", "quiet": "#AEBDC7"},
}


def _rgb(colour: str) -> str:
    """A colour as browsers say it."""
    return f"rgb({', '.join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5))})"


# On paper, what is drawn for the dark theme takes the light one's colours.
PAPER = {
    _rgb(colours["dark"][key]): _rgb(colours["light"][key]) for colours in (TIMELINE, MAP) for key in colours["light"]
}

EITHER = "either"  # beside the themes by name: the browser takes the colour of the theme that it shows


def themed(colours: Mapping[str, Mapping[str, str]], theme: str) -> Mapping[str, str]:
    """The colours of a theme by their keys."""
    if theme != EITHER:
        return colours[theme]
    light, dark = colours["light"], colours["dark"]
    return {key: light[key] if light[key] == dark[key] else f"light-dark({light[key]}, {dark[key]})" for key in light}


def faded(colour: str, strength: float) -> str:
    """A colour of the palette that lets the ground shine through."""
    if not colour.startswith("#"):
        return f"color-mix(in srgb, {colour} {strength:.0%}, transparent)"
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},{strength:.2f})"
