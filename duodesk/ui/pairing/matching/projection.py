"""A part of the window on the wall: over everything else, large, black on white or white on black,
and deaf to keys that would show names.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.ui.sheet import render
from duodesk.ui.theme import look
from duodesk.ui.tokens import Tokens, as_names
from duodesk.ui.widgets.layout import column

LARGER = 1.4  # times the text size of the desk
_LEAVES = {Qt.Key.Key_F11, Qt.Key.Key_Escape}
# Keys of the window that show nothing: undo, do again, lock.
_STAY = ("Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+L")
_MARK = """
QFrame#card[chosen="true"] { border: 3px solid @accent; }
QListView#plain::item { border-left: 5px solid transparent; }
QListView#plain::item:selected { border-left: 5px solid @accent; }
"""


def on_the_wall(tokens: Tokens, *, dark: bool) -> Tokens:
    """The same colours with the greatest contrast: a projector is pale."""
    ground, text, muted = (
        ("#000000", "#ffffff", "#d8dedd") if dark else ("#ffffff", "#000000", "#2c3435")
    )
    return replace(
        tokens, ground=ground, surface=ground, sunken=ground, text=text, muted=muted, edge=muted
    )


def marked(tokens: Tokens) -> str:
    """How the mentor one is on stands out."""
    return _MARK.replace("@accent", tokens.accent)


class Projection(QWidget):
    """Covers the ground of the window with one part; `ended` when the person wants it back."""

    ended = Signal()

    def __init__(self, part: QWidget) -> None:
        ground = ground_of(part)
        super().__init__(ground)
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        shown = look()
        tokens = on_the_wall(shown.tokens, dark=shown.dark)
        sheet = render(as_names(tokens), scale=shown.scale * LARGER, dark=shown.dark)
        self.setStyleSheet(sheet + marked(tokens))
        whole = column(part)
        whole.setContentsMargins(28, 20, 28, 20)
        self.setLayout(whole)
        part.show()
        self._window = self.window()
        self._before = self._window.windowState()
        ground.installEventFilter(self)
        self.setGeometry(ground.rect())
        self.show()
        self.raise_()
        self._window.setWindowState(self._before | Qt.WindowState.WindowFullScreen)

    def end(self) -> None:
        """Give the window back; the part was taken out before."""
        self._window.setWindowState(self._before)
        self.hide()
        self.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        if event.type() == QEvent.Type.ChildAdded:
            self.raise_()
        return False

    @override
    def event(self, event: QEvent) -> bool:
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and not _stays(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _LEAVES:
            self.ended.emit()
        event.accept()


def ground_of(part: QWidget) -> QWidget:
    """What a lock hides as a whole: the nearest ground above a part, else its window."""
    above = part.parentWidget()
    while above is not None and above.objectName() != "ground":
        above = above.parentWidget()
    return above or part.window()


def _stays(event: QKeyEvent) -> bool:
    pressed = QKeySequence(event.keyCombination())
    return any(QKeySequence(text) == pressed for text in _STAY)
