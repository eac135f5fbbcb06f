"""Colours stay apart for every kind of colour vision, and what is written on them stays legible."""

from itertools import combinations, product
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import numpy as np
import pytest

from figures.palette import HEALTH, INK, MAP, PHASE

APART = 15  # ΔE2000: colours in neighbouring small areas are told apart at a glance
WHITE = "#FFFFFF"
LEGIBLE = 4.5  # WCAG 2.2, 1.4.3
GRAPHICAL = 3.0  # WCAG 2.2, 1.4.11

# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
VISION = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
DAYLIGHT = TO_XYZ.sum(axis=1)

Lab = tuple[float, float, float]


def linear(colour: str) -> np.ndarray:
    """Linear RGB of a colour such as #1B2A41."""
    channels = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: str = "normal") -> Lab:
    """CIELAB of a colour as somebody with this vision sees it."""
    seen = np.clip(VISION[vision] @ linear(colour), 0, 1)
    ratio = TO_XYZ @ seen / DAYLIGHT
    x, y, z = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return float(116 * y - 16), float(500 * (x - y)), float(200 * (y - z))


def difference(one: Lab, other: Lab) -> float:
    """CIEDE2000."""
    mean_chroma = (hypot(*one[1:]) + hypot(*other[1:])) / 2
    stretch = 1.5 - 0.5 * sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7))
    (l1, c1, h1), (l2, c2, h2) = ((light, *_polar(a * stretch, b)) for light, a, b in (one, other))
    turn = 0.0 if not c1 * c2 else (h2 - h1 + 180) % 360 - 180
    delta_l, delta_c, delta_h = l2 - l1, c2 - c1, 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = h1 + h2 if not c1 * c2 else (h1 + turn / 2) % 360
    weight = (
        1 - 0.17 * cos(radians(hue - 30)) + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6)) - 0.20 * cos(radians(4 * hue - 63))
    )  # fmt: skip
    scale_l = 1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2)
    scale_c, scale_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * weight
    rotation = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    parts = (delta_l / scale_l, delta_c / scale_c, delta_h / scale_h)
    return sqrt(sum(part**2 for part in parts) + rotation * parts[1] * parts[2])


def _polar(a: float, b: float) -> tuple[float, float]:
    return hypot(a, b), degrees(atan2(b, a)) % 360 if a or b else 0.0


def luminance(colour: str) -> float:
    return float(TO_XYZ[1] @ linear(colour))


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# The measures themselves


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [  # from the published test data of Sharma, Wu and Dalal (2005)
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 3.1571, -77.2803), (50, 0, -82.7485), 2.8615),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (61, -5, 29), 22.8977),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_distance_is_that_of_the_published_test_data(one: Lab, other: Lab, expected: float) -> None:
    assert difference(one, other) == pytest.approx(expected, abs=1e-4)
    assert difference(other, one) == pytest.approx(expected, abs=1e-4)


def test_the_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21, abs=0.01)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.01)
    assert contrast(WHITE, WHITE) == 1


def test_red_and_green_are_closer_for_those_who_confuse_them() -> None:
    def distance(vision: str) -> float:
        return difference(lab("#C00000", vision), lab("#007000", vision))

    assert max(distance("protan"), distance("deutan")) < distance("normal") / 2
    assert lab(WHITE) == pytest.approx((100, 0, 0), abs=0.01)


# The palette


def test_colours_are_written_in_one_way() -> None:
    for colour in (INK, *PHASE.values(), *HEALTH.values(), *MAP["light"].values(), *MAP["dark"].values()):
        assert len(colour) == 7
        assert colour == colour.upper()
        int(colour.removeprefix("#"), 16)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("pair", list(combinations(sorted(set(PHASE.values())), 2)), ids="-".join)
def test_fills_of_phases_are_told_apart(pair: tuple[str, str], vision: str) -> None:
    assert difference(lab(pair[0], vision), lab(pair[1], vision)) >= APART


def test_only_the_two_ends_of_success_share_a_fill() -> None:
    shared = [pair for pair in combinations(PHASE, 2) if PHASE[pair[0]] == PHASE[pair[1]]]
    assert shared == [("abgeschlossen", "verstetigt")]


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("pair", list(combinations(HEALTH, 2)), ids="-".join)
def test_colours_of_health_are_told_apart(pair: tuple[str, str], vision: str) -> None:
    assert difference(lab(HEALTH[pair[0]], vision), lab(HEALTH[pair[1]], vision)) >= APART


@pytest.mark.parametrize("phase", PHASE)
def test_ink_or_white_is_legible_on_every_phase(phase: str) -> None:
    assert max(contrast(INK, PHASE[phase]), contrast(WHITE, PHASE[phase])) >= LEGIBLE


@pytest.mark.parametrize("health", HEALTH)
def test_the_sign_on_every_colour_of_health_can_be_seen(health: str) -> None:
    assert max(contrast(INK, HEALTH[health]), contrast(WHITE, HEALTH[health])) >= LEGIBLE


def test_the_outline_of_a_fill_can_be_seen_on_white() -> None:
    assert contrast(INK, WHITE) >= 7


@pytest.mark.parametrize(("theme", "ground"), list(product(MAP, ("background", "area", "filtered", "empty", "disc"))))
def test_words_on_the_map_are_legible(theme: str, ground: str) -> None:
    assert contrast(MAP[theme]["ink"], MAP[theme][ground]) >= LEGIBLE


@pytest.mark.parametrize(("theme", "ground"), list(product(MAP, ("area", "filtered", "empty"))))
@pytest.mark.parametrize("line", ["chosen", "district"])
def test_the_lines_that_mean_something_can_be_seen(theme: str, line: str, ground: str) -> None:
    assert contrast(MAP[theme][line], MAP[theme][ground]) >= GRAPHICAL


def test_both_themes_declare_the_same_colours() -> None:
    assert MAP["light"].keys() == MAP["dark"].keys()


def test_the_ground_grows_paler_with_what_is_known() -> None:
    for theme, sign in (("light", 1), ("dark", -1)):
        tones = [sign * luminance(MAP[theme][ground]) for ground in ("area", "filtered", "empty")]
        assert tones == sorted(tones)
