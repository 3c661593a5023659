"""How far colours lie apart for four kinds of sight, and from their ground.

CIEDE2000: Sharma, Wu and Dalal, Color Research & Application 30 (2005), whose test pairs
`test_theme.py` checks. Colour blindness: Machado, Oliveira and Fernandes, IEEE TVCG 15 (2009), the
matrices for full severity, on linear RGB. Contrast: WCAG 2.
"""

from __future__ import annotations

from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Triple = tuple[float, float, float]

SIGHTS: dict[str, tuple[Triple, Triple, Triple]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE_D65 = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> Triple:
    """Return the linear RGB (0 to 1) of #RRGGBB."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def contrast(a: str, b: str) -> float:
    """Return the contrast of WCAG 2, 1 to 21."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def least_distance(colours: list[str]) -> float:
    """Return the smallest CIEDE2000 between any two colours in any of the four kinds of sight."""
    return min(
        distance(lab(a, sight), lab(b, sight))
        for sight in SIGHTS
        for a, b in combinations(colours, 2)
    )


def lab(colour: str, sight: str = "normal") -> Triple:
    """Return CIE L*a*b* (D65) of a colour as somebody with this kind of sight sees it."""
    seen = [min(1.0, max(0.0, part)) for part in _times(SIGHTS[sight], linear(colour))]
    scaled = (v / w for v, w in zip(_times(TO_XYZ, seen), WHITE_D65, strict=True))
    x, y, z = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in scaled)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(first: Triple, second: Triple) -> float:
    """Return the CIEDE2000 difference of two colours in L*a*b*."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean_chroma = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7)))
    c1, c2 = hypot(a1 * stretch, b1), hypot(a2 * stretch, b2)
    h1, h2 = _hue(a1 * stretch, b1), _hue(a2 * stretch, b2)
    turn, hue = _hue_difference(c1, c2, h1, h2)
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    light_scale = 1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2)
    hue_scale = 1 + 0.015 * chroma * _hue_weight(hue)
    d_light = (l2 - l1) / light_scale
    d_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    d_hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / hue_scale
    rotation = -_rotation(hue) * 2 * sqrt(chroma**7 / (chroma**7 + 25**7))
    return sqrt(d_light**2 + d_chroma**2 + d_hue**2 + rotation * d_chroma * d_hue)


def _hue(a: float, b: float) -> float:
    return degrees(atan2(b, a)) % 360


def _hue_difference(c1: float, c2: float, h1: float, h2: float) -> tuple[float, float]:
    """Return the turn from one hue to the other and the hue between them, in degrees."""
    if c1 * c2 == 0:
        return 0.0, h1 + h2
    turn = (h2 - h1 + 180) % 360 - 180 if abs(h2 - h1) != 180 else h2 - h1
    if abs(h1 - h2) <= 180:
        return turn, (h1 + h2) / 2
    return turn, (h1 + h2 + 360) / 2 if h1 + h2 < 360 else (h1 + h2 - 360) / 2


def _hue_weight(hue: float) -> float:
    terms = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    return 1 + sum(part * cos(radians(times * hue + shift)) for part, times, shift in terms)


def _rotation(hue: float) -> float:
    return sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))


def _times(matrix: tuple[Triple, ...], vector: Triple | list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _luminance(colour: str) -> float:
    return sum(part * weight for part, weight in zip(linear(colour), TO_XYZ[1], strict=True))
