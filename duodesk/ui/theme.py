"""Light or dark, small or large: puts one look on the whole application."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from duodesk.base.assets import resource
from duodesk.ui.sheet import render
from duodesk.ui.tokens import DARK, LIGHT, Tokens, as_names

THEMES = ("system", "light", "dark")
SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
# Names in Arabic or Ge'ez script fall through to the fonts that paper ships, then to the system's.
FAMILIES = ("Inter", "Noto Naskh Arabic", "Noto Sans Ethiopic", "Segoe UI", "DejaVu Sans")
_FONT_SIZES = {"tiny": 11, "small": 12, "body": 13, "lead": 15, "title": 22}


@dataclass(frozen=True, slots=True)
class Look:
    """What is painted with now; delegates ask for it each time they paint."""

    tokens: Tokens = LIGHT
    scale: float = 1.0
    dark: bool = False

    def px(self, size: float) -> int:
        """A length in logical pixels at this text size."""
        return round(size * self.scale)

    def color(self, name: str) -> QColor:
        """A colour of the theme by its name in `Tokens`."""
        return QColor(getattr(self.tokens, name))

    def font(self, size: str = "body", *, weight: int = 400) -> QFont:
        """The interface font: size is tiny, small, body, lead or title."""
        font = QFont(list(FAMILIES))
        font.setPixelSize(self.px(_FONT_SIZES[size]))
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


_look = Look()


def look() -> Look:
    """The look of the whole application now."""
    return _look


class Theme(QObject):
    """Applies a look; follows the system between light and dark when told so."""

    # Whatever is there is dressed anew, seen or not: what need not be there goes before.
    changing = Signal()
    changed = Signal()

    def __init__(self, app: QApplication, *, choice: str = "system", size: int = 100) -> None:
        super().__init__()
        self._app = app
        self._choice = choice
        self._size = size
        _prepare(app)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._apply()

    def choose(self, choice: str, size: int) -> None:
        """Take another theme (light, dark, system) and text size in percent."""
        if choice not in THEMES:
            message = f"unknown theme {choice!r}"
            raise ValueError(message)
        before = (look(), self._choice)
        self._choice, self._size = choice, min(max(size, SIZES[0]), SIZES[-1])
        if (self._wanted(), choice) != before:
            self._apply()

    def _on_system_changed(self) -> None:
        if self._choice == "system" and isValid(self):
            self._apply()

    def _wanted(self) -> Look:
        system_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._choice == "dark" or (self._choice == "system" and system_dark)
        return Look(DARK if dark else LIGHT, self._size / 100, dark)

    def _apply(self) -> None:
        global _look
        self.changing.emit()
        if self._choice != "system":
            # The title bar on Windows follows; elsewhere it does nothing.
            dark = self._choice == "dark"
            self._app.styleHints().setColorScheme(
                Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
            )
        else:
            self._app.styleHints().unsetColorScheme()
        _look = self._wanted()
        self._app.setPalette(palette(_look))
        self._app.setFont(_look.font())
        sheet = render(as_names(_look.tokens), scale=_look.scale, dark=_look.dark)
        if sheet != self._app.styleSheet():
            self._app.setStyleSheet(sheet)
        self.changed.emit()


def next_size(size: int, steps: int) -> int:
    """The text size so many steps larger or smaller, within 80 to 200 %."""
    nearest = min(range(len(SIZES)), key=lambda i: abs(SIZES[i] - size))
    return SIZES[min(max(nearest + steps, 0), len(SIZES) - 1)]


@cache
def _prepare(app: QApplication) -> None:
    """What holds for every look: our fonts, and the style that is the same on every system."""
    load_fonts()
    app.setStyle("Fusion")


@cache
def load_fonts() -> None:
    """Make the fonts that ship known to Qt, before the first widget."""
    for path in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def palette(shown: Look) -> QPalette:
    """Qt's own colours, for whatever the sheet does not name."""
    role = QPalette.ColorRole
    names = {
        role.Window: "ground",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "sunken",
        role.Text: "text",
        role.Button: "surface",
        role.ButtonText: "text",
        role.BrightText: "bad_text",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.PlaceholderText: "muted",
        role.ToolTipBase: "text",
        role.ToolTipText: "ground",
        role.Mid: "line",
        role.Midlight: "hover",
        role.Dark: "edge",
        role.Shadow: "edge",
        role.Accent: "accent",
    }
    made = QPalette()
    for part, name in names.items():
        made.setColor(part, shown.color(name))
    for part in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, shown.color("muted"))
    return made
