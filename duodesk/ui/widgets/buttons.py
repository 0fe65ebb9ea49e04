"""Buttons: one primary action a page, plain and quiet ones beside it, icons with a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from duodesk.ui.icons import icon
from duodesk.ui.theme import look
from duodesk.ui.widgets.text import literal, restyle, set_tip

_ICON_COLOURS = {"primary": "on_accent", "danger": "on_accent", "quiet": "accent"}


def bare(call: Callable[[], object]) -> Callable[..., None]:
    """A slot that drops what Qt sends along: a bool would land in a lambda's default."""

    def called(*_sent: object) -> None:
        call()

    return called


class Button(QPushButton):
    """A button with words. Kinds: plain, primary, quiet, danger, chip."""

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        *,
        kind: str = "plain",
        icon_name: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        # Qt leaves four pixels between icon and words; a space makes it breathe.
        self._lead = " " if icon_name and text else ""
        self.set_text(text)
        if icon_name:
            self.setIcon(icon(icon_name, _ICON_COLOURS.get(kind, "text")))
        set_tip(self, tip)
        self.setAutoDefault(False)
        if on_click is not None:
            self.clicked.connect(bare(on_click))

    def set_text(self, text: str) -> None:
        """Show other words, each letter as it is."""
        self.setText(self._lead + literal(text))
        self.setAccessibleName(text)


class IconButton(QToolButton):
    """A button with an icon only; its name is said to readers and shown as its tip."""

    def __init__(
        self,
        icon_name: str,
        name: str,
        on_click: Callable[[], object] | None = None,
        *,
        color: str = "muted",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setIcon(icon(icon_name, color))
        self.setMinimumSize(look().px(28), look().px(28))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_name(name)
        if on_click is not None:
            self.clicked.connect(bare(on_click))

    def set_name(self, name: str) -> None:
        """What it does, in words."""
        self.setAccessibleName(name)
        set_tip(self, name)


class MenuButton(Button):
    """A button that opens a menu; `fill` builds it anew each time it opens."""

    def __init__(
        self, text: str, fill: Callable[[Menu], None], *, kind: str = "plain", icon_name: str = ""
    ) -> None:
        super().__init__(text, kind=kind, icon_name=icon_name)
        self.setProperty("menu", "true")
        menu = Menu(self)

        def build() -> None:
            menu.clear()
            fill(menu)

        menu.aboutToShow.connect(build)
        self.setMenu(menu)


class Menu(QMenu):
    """A menu whose words are shown letter by letter."""

    def item(
        self,
        text: str,
        on_choose: Callable[[], object],
        *,
        icon_name: str = "",
        checked: bool | None = None,
    ) -> QAction:
        """Add a line."""
        action = self.addAction(literal(text))
        if icon_name:
            action.setIcon(icon(icon_name))
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.triggered.connect(bare(on_choose))
        return action


class Segmented(QWidget):
    """A few choices side by side of which one holds; arrow keys walk through them."""

    chosen = Signal(str)

    def __init__(
        self, options: Sequence[tuple[str, str]], *, value: str = "", name: str = ""
    ) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._codes = [code for code, _text in options]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        last = len(options) - 1
        for index, (code, text) in enumerate(options):
            button = _Segment(text)
            place = {0: "first", last: "last"}.get(index, "middle") if last else "only"
            restyle(button, place=place)
            button.setChecked(code == value)
            button.walked.connect(lambda step, at=index: self._walk(at + step))
            self._group.addButton(button, index)
            row.addWidget(button)
        row.addStretch(1)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(lambda index: self.chosen.emit(self._codes[index]))

    def value(self) -> str:
        """The code of the choice that holds; nothing when none does."""
        index = self._group.checkedId()
        return self._codes[index] if index >= 0 else ""

    def set_value(self, code: str) -> None:
        """Choose without telling."""
        self._group.setExclusive(False)
        for index, known in enumerate(self._codes):
            self._group.button(index).setChecked(known == code)
        self._group.setExclusive(True)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Other words for the same choices, after a change of language."""
        for index, text in enumerate(texts):
            button = self._group.button(index)
            button.setText(literal(text))
            button.setAccessibleName(text)

    def name_choice(self, place: int, name: str) -> None:
        """What a reader says of one choice, where a sign alone is shown."""
        self._group.button(place).setAccessibleName(name)
        set_tip(self._group.button(place), name)

    def _walk(self, index: int) -> None:
        button = self._group.button(index % len(self._codes))
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()


class _Segment(Button):
    walked = Signal(int)

    def __init__(self, text: str) -> None:
        super().__init__(text, kind="segment")
        self.setCheckable(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit(step)
