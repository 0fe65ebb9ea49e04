"""The colours of both themes by meaning; palette, sheet and painted cards read only these."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: each colour is named by what it is for, as #rrggbb."""

    ground: str  # behind everything
    surface: str  # cards, panels, inputs
    sunken: str  # columns that hold cards, table heads
    hover: str  # under the pointer
    line: str  # quiet separations
    edge: str  # borders of inputs: 3:1 at least against ground and surface (WCAG 1.4.11)
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    soft: str  # a tint of the accent: selection, chips
    soft_text: str
    focus: str
    good: str
    good_text: str
    warn: str
    warn_text: str
    bad: str
    bad_text: str
    info: str
    info_text: str
    danger: str  # the button that destroys
    side: str
    side_text: str
    side_active: str


LIGHT = Tokens(
    ground="#f7f5f1",
    surface="#ffffff",
    sunken="#efebe4",
    hover="#f3f0ea",
    line="#e2dcd2",
    edge="#8a847a",
    text="#1c2829",
    muted="#596264",
    accent="#0f6b6b",
    accent_hover="#0b5757",
    on_accent="#ffffff",
    soft="#d9eeec",
    soft_text="#0b5a59",
    focus="#0f6b6b",
    good="#dcf0de",
    good_text="#1f6131",
    warn="#fdebca",
    warn_text="#805000",
    bad="#fbe0da",
    bad_text="#9c2b1c",
    info="#e2e9f8",
    info_text="#34508f",
    danger="#b3371f",
    side="#0e2e32",
    side_text="#c9d8d7",
    side_active="#1b4a4d",
)

DARK = Tokens(
    ground="#141a1b",
    surface="#1d2526",
    sunken="#192021",
    hover="#273132",
    line="#323d3e",
    edge="#738283",
    text="#e9edeb",
    muted="#a5b0af",
    accent="#57c2b8",
    accent_hover="#74d1c8",
    on_accent="#06292a",
    soft="#17403f",
    soft_text="#8adcd3",
    focus="#57c2b8",
    good="#1d3a26",
    good_text="#8fd6a1",
    warn="#42320f",
    warn_text="#f0c571",
    bad="#4a231d",
    bad_text="#f5a898",
    info="#243152",
    info_text="#a9c0f5",
    danger="#f08a75",
    side="#0b1516",
    side_text="#b9c6c5",
    side_active="#1b3b3d",
)

# Pairs that must be told apart: (front, back, least contrast); a test computes them all.
TEXT_PAIRS = (
    *(
        (front, back, 4.5)
        for front in ("text", "muted")
        for back in ("ground", "surface", "sunken", "hover")
    ),
    *((f"{tone}_text", tone, 4.5) for tone in ("soft", "good", "warn", "bad", "info")),
    *(
        (f"{tone}_text", back, 4.5)
        for tone in ("good", "warn", "bad")
        for back in ("surface", "ground")
    ),
    ("text", "soft", 4.5),
    ("accent", "surface", 4.5),
    ("accent", "ground", 4.5),
    ("on_accent", "accent", 4.5),
    ("on_accent", "accent_hover", 4.5),
    ("on_accent", "danger", 4.5),
    ("side_text", "side", 4.5),
    ("side_text", "side_active", 4.5),
    *(("edge", back, 3.0) for back in ("ground", "surface", "sunken")),
    *(("focus", back, 3.0) for back in ("ground", "surface", "sunken", "line", "soft")),
)


def as_names(tokens: Tokens) -> dict[str, str]:
    """The colours by their names, for the style sheet."""
    return asdict(tokens)


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, 1 to 21 (WCAG 2.1, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two: `share` 0 is `one`, 1 is `other`."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [c / 255 for c in _channels(colour)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
