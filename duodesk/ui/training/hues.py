"""A colour for each kind of entry in both themes; the words of an entry say its kind as well."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from duodesk.ui.theme import look


@dataclass(frozen=True, slots=True)
class Hue:
    """What an entry is filled with and what it is written in, as #rrggbb, light and dark."""

    light: tuple[str, str]
    dark: tuple[str, str]

    @property
    def back(self) -> QColor:
        """The ground of an entry in the theme shown."""
        return QColor((self.dark if look().dark else self.light)[0])

    @property
    def front(self) -> QColor:
        """Its words and its edge."""
        return QColor((self.dark if look().dark else self.light)[1])


_TEAL = Hue(("#d9eeec", "#0b5a59"), ("#17403f", "#8adcd3"))
_GREEN = Hue(("#dcf0de", "#1f6131"), ("#1d3a26", "#8fd6a1"))
_OLIVE = Hue(("#eceec9", "#525200"), ("#34360f", "#d3d68a"))
_BLUE = Hue(("#dfe9fa", "#1f4c93"), ("#1f2f52", "#a9c4f7"))
_VIOLET = Hue(("#e9e2f7", "#5b3a94"), ("#33274f", "#cdb8f5"))
_ORANGE = Hue(("#fde4cc", "#7f3d00"), ("#45290f", "#f5bd86"))
_ROSE = Hue(("#fbe0ec", "#96245c"), ("#47203a", "#f4b0d3"))
_GREY = Hue(("#e6e2d9", "#43494a"), ("#2c3637", "#c1cbca"))

# By kind; what a newer program calls otherwise is grey, as everything that has no hour is.
HUES = {
    "training": _TEAL,
    "mentors_meeting": _GREEN,
    "workshop": _OLIVE,
    "info_session": _BLUE,
    "interview": _VIOLET,
    "first_meeting": _ORANGE,
    "signing": _ORANGE,
    "mid_term": _ROSE,
    "closing": _ROSE,
}
ALL = (_TEAL, _GREEN, _OLIVE, _BLUE, _VIOLET, _ORANGE, _ROSE, _GREY)


def hue(kind: str) -> Hue:
    """The colour of a kind."""
    return HUES.get(kind, _GREY)
