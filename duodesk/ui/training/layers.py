"""Which layers of the calendar are shown: ticked in a list, remembered for the person."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap

from duodesk.base.i18n import N_, _, ngettext
from duodesk.training.dated import DatedKind
from duodesk.training.words import Community
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.hues import hue
from duodesk.ui.training.shown import kind_words
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.popup import Popup, TickList

HOLIDAYS = "holidays"
_SCHOOL = "school_"
_HIDDEN = "training/hidden"
SCHOOLS = {f"{_SCHOOL}{one}": one for one in Community}
_NAMES = {
    HOLIDAYS: N_("Public holidays"),
    f"{_SCHOOL}fr": N_("School holidays, French Community"),
    f"{_SCHOOL}nl": N_("School holidays, Flemish Community"),
    f"{_SCHOOL}de": N_("School holidays, German-speaking Community"),
}
_SHARE = 0.7  # of the window that the list may take
_USUALLY_HIDDEN = frozenset({f"{_SCHOOL}de"})


class Layers(Button):
    """A button that opens the list; `changed` comes with each tick."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Show"), self.open_list, icon_name="layers")
        self._memory = desk.memory
        self._name = f"{_HIDDEN}/{desk.store.author_id}"
        kept = desk.memory.text(self._name, "-")
        self.hidden = frozenset(desk.memory.names(self._name)) if kept != "-" else _USUALLY_HIDDEN
        self._tell()

    def shows(self, code: str) -> bool:
        """Whether a layer is on; a kind of a newer program always is."""
        return code not in self.hidden

    def communities(self) -> tuple[Community, ...]:
        """Whose school holidays are shown."""
        return tuple(one for code, one in SCHOOLS.items() if self.shows(code))

    def set_shown(self, code: str, *, on: bool) -> None:
        """Show a layer, or hide it."""
        self.hidden = self.hidden - {code} if on else self.hidden | {code}
        self._memory.put(self._name, sorted(self.hidden))
        self._tell()
        self.changed.emit()

    def open_list(self) -> None:
        """All layers, to be ticked."""
        popup = Popup(_("What the calendar shows"), parent=self)
        names = layer_names()
        on = frozenset(code for code in names if self.shows(code))
        ticks = TickList(names, on, name=_("What the calendar shows"))
        ticks.ticked.connect(lambda code, shown: self.set_shown(code, on=shown))
        for place, code in enumerate(names):
            if code not in _NAMES:
                ticks.item(place).setIcon(_swatch(code))
        ticks.setIconSize(QSize(look().px(14), look().px(14)))
        rows = ticks.count() * max(ticks.sizeHintForRow(0), look().px(26))
        ticks.setFixedHeight(min(rows + 12, round(self.window().height() * _SHARE)))
        popup.add(ticks)
        popup.open_below(self)
        ticks.setFocus()

    def _tell(self) -> None:
        hidden = len(self.hidden & layer_names().keys())
        told = ngettext("Show (%(n)s hidden)", "Show (%(n)s hidden)", hidden)
        self.set_text(told if hidden else _("Show"))


def _swatch(kind: str) -> QIcon:
    """The colour of a kind, as its entries have it."""
    side, ratio = look().px(14), 2
    picture = QPixmap(side * ratio, side * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(hue(kind).front)
    painter.setBrush(hue(kind).back)
    painter.drawRoundedRect(QRectF(1, 1, side - 2, side - 2), 3, 3)
    painter.end()
    return QIcon(picture)


def layer_names() -> dict[str, str]:
    """All layers by their codes."""
    kinds = {str(kind): kind_words(kind) for kind in DatedKind}
    return kinds | {code: _(text) for code, text in _NAMES.items()}
