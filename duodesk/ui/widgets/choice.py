"""Fields to choose in: one of a list, yes/no/not known, a language level, several of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
)
from typing_extensions import override

from duodesk.base.collate import fold
from duodesk.base.i18n import N_, _
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import IconButton, Segmented
from duodesk.ui.widgets.field import Field
from duodesk.ui.widgets.layout import Flow, row
from duodesk.ui.widgets.text import PlainLabel, restyle

Options = Sequence[tuple[str, str]]


class ChoiceField(Field[str | None]):
    """One of a list by its code, or none when `empty` gives a word for it."""

    def __init__(self, options: Options, *, empty: str | None = "") -> None:
        super().__init__()
        self.combo = _Unwheeled()
        self.combo.setItemDelegate(QStyledItemDelegate(self.combo))
        self.combo.setMinimumContentsLength(8)
        self.combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._empty = empty
        self._lay(self.combo)
        self.set_options(options)
        self.combo.activated.connect(lambda _place: self.flush())

    def set_options(self, options: Options) -> None:
        """Offer other choices (code, text); the value stays when it is among them."""
        before = self.value()
        self.combo.clear()
        if self._empty is not None:
            self.combo.addItem(self._empty or "—", None)
        for code, text in options:
            self.combo.addItem(text, code)
        self._show(before)

    @override
    def value(self) -> str | None:
        code: str | None = self.combo.currentData()
        return code

    @override
    def _show(self, value: str | None) -> None:
        place = self.combo.findData(value)
        if place < 0 and value is not None:
            # A code another laptop knows and this one does not: shown as it is, never lost.
            self.combo.addItem(value, value)
            place = self.combo.count() - 1
        self.combo.setCurrentIndex(max(place, 0))


class _Unwheeled(QComboBox):
    """The mouse wheel does not change a choice the page is only scrolled over."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SegmentField(Field[str | None]):
    """A few choices side by side."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        self.segments = Segmented(options)
        self._lay(self.segments)
        self.segments.chosen.connect(lambda _code: self.flush())

    @override
    def value(self) -> str | None:
        return self.segments.value() or None

    @override
    def set_name(self, name: str) -> None:
        self.segments.setAccessibleName(name)

    @override
    def entry(self) -> Segmented:
        return self.segments

    @override
    def _show(self, value: str | None) -> None:
        self.segments.set_value(value or "")


class YesNoField(SegmentField):
    """Yes, no, or not known; `answer()` is True, False or None."""

    def __init__(self) -> None:
        super().__init__(yes_no())

    def answer(self) -> bool | None:
        """The value as a truth."""
        return {"yes": True, "no": False}.get(self.value() or "")

    def set_answer(self, value: bool | None) -> None:
        """Show a truth."""
        self.set_value({True: "yes", False: "no", None: "unknown"}[value])


def yes_no() -> Options:
    """The three answers."""
    return (("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known")))


LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
_NATIVE = N_("First language")


class LevelField(SegmentField):
    """How well a language is spoken: A1 to C2, or first language."""

    def __init__(self) -> None:
        super().__init__([(code, _(_NATIVE) if code == "native" else code) for code in LEVELS])


class ManyField(Field[tuple[str, ...]]):
    """Several of many: type some letters, choose from the list; each choice is a chip with ×."""

    def __init__(self, options: Options, *, placeholder: str = "") -> None:
        super().__init__()
        self._texts: dict[str, str] = {}
        self._codes: tuple[str, ...] = ()
        self._told = ()
        frame = QFrame()
        frame.setObjectName("tokens")
        self._frame = frame
        self._flow = Flow()
        self._flow.setContentsMargins(6, 5, 6, 5)
        frame.setLayout(self._flow)
        self.line = TokenLine(placeholder)
        self.line.focused.connect(lambda on: restyle(frame, active="true" if on else "false"))
        self.line.erased.connect(self._drop_last)
        self.line.chosen.connect(self._add)
        self._lay(frame)
        self.setFocusProxy(self.line)
        self.set_options(options)

    def set_options(self, options: Options) -> None:
        """Offer other choices (code, text)."""
        self._texts = dict(options)
        self._draw()

    @override
    def value(self) -> tuple[str, ...]:
        return self._codes

    @override
    def entry(self) -> QLineEdit:
        return self.line

    @override
    def _show(self, value: tuple[str, ...]) -> None:
        self._codes = tuple(value)
        self._draw()

    def _add(self, text: str) -> None:
        code = code_of(self._texts, text)
        if code is not None and code not in self._codes:
            self._codes = (*self._codes, code)
            self._draw()
            self.flush()
        if code is not None:
            self.line.clear()

    def _drop(self, code: str) -> None:
        self._codes = tuple(known for known in self._codes if known != code)
        self._draw()
        self.line.setFocus()
        self.flush()

    def _drop_last(self) -> None:
        if self._codes:
            self._drop(self._codes[-1])

    def _draw(self) -> None:
        for place in reversed(range(self._flow.count())):
            item = self._flow.itemAt(place)
            shown = item.widget() if item else None
            self._flow.takeAt(place)
            if shown is not None and shown is not self.line:
                shown.hide()
                shown.deleteLater()
        for code in self._codes:
            self._flow.addWidget(self._token(code))
        self._flow.addWidget(self.line)
        left = [text for code, text in self._texts.items() if code not in self._codes]
        self.line.offer(left)
        self._frame.updateGeometry()

    def _token(self, code: str) -> QFrame:
        text = self._texts.get(code, code)
        token = QFrame()
        token.setObjectName("token")
        away = IconButton(
            "x", _("Take %(name)s away", name=text), lambda: self._drop(code), color="soft_text"
        )
        away.setMinimumSize(look().px(24), look().px(24))
        inside = row(PlainLabel(text), away, spacing=0)
        inside.setContentsMargins(9, 0, 2, 0)
        token.setLayout(inside)
        return token


def code_of(texts: Mapping[str, str], typed: str) -> str | None:
    """The code whose word was typed, or the only one whose word begins so."""
    wanted = fold(typed)
    exact = next((code for code, shown in texts.items() if fold(shown) == wanted), None)
    if exact is not None:
        return exact
    starts = [code for code, shown in texts.items() if fold(shown).startswith(wanted)]
    return starts[0] if len(starts) == 1 else None


class TokenLine(QLineEdit):
    """The place to type in, with a list of what fits."""

    focused = Signal(bool)
    erased = Signal()
    chosen = Signal(str)

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setProperty("bare", "true")
        self.setPlaceholderText(placeholder)
        self.setMinimumWidth(110)
        self._words = QStringListModel(self)
        self._fits = QStringListModel(self)
        completer = QCompleter(self._fits, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = QListView()
        popup.setObjectName("completions")
        completer.setPopup(popup)
        popup.setObjectName("completions")
        completer.activated.connect(self.chosen)
        # Qt writes the choice into the line after it told us; that must not stay there.
        completer.activated.connect(self.clear, Qt.ConnectionType.QueuedConnection)
        self.setCompleter(completer)
        self.textEdited.connect(self._fit)

    def offer(self, words: Sequence[str]) -> None:
        """What can still be chosen."""
        self._words.setStringList(list(words))
        self._fit(self.text())

    def _fit(self, text: str) -> None:
        needle = fold(text).split()
        words = self._words.stringList()
        self._fits.setStringList([w for w in words if all(n in fold(w) for n in needle)])

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.focused.emit(True)
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.focused.emit(False)
        super().focusOutEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.erased.emit()
        elif event.key() == Qt.Key.Key_Down and not self.text():
            self._fit("")
            self.completer().complete()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.text():
            self.chosen.emit(self.text())
        else:
            super().keyPressEvent(event)
