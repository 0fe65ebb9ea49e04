"""What all fields share: a typed value, `committed` when it changed, a problem to show."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from duodesk.ui.widgets.layout import column
from duodesk.ui.widgets.text import PlainLabel, PlainText, restyle, show_if

Value = TypeVar("Value")


class Field(QWidget, Generic[Value]):
    """A field of a form: `committed` carries the new value once it is whole and differs."""

    committed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._told: object = None
        self._problem: PlainLabel | None = None

    def value(self) -> Value:
        """What stands in the field."""
        raise NotImplementedError

    def set_value(self, value: Value) -> None:
        """Show a value without telling."""
        self._told = value
        self._show(value)
        self.set_problem("")

    def flush(self) -> None:
        """Tell what stands there if it was not told yet."""
        value = self.value()
        if value != self._told:
            self._told = value
            self.committed.emit(value)

    def set_problem(self, text: str) -> None:
        """Say what is wrong below the field; nothing takes it away."""
        if self._problem is None:
            if not text:
                return
            # Made when there is something to say: most fields never have a problem.
            self._problem = PlainLabel(role="problem", wrap=True)
            self._lines.insertWidget(1, self._problem)
        self._problem.setText(text)
        show_if(self._problem, on=bool(text))
        restyle(self.entry(), problem="true" if text else "false")
        self.entry().setAccessibleDescription(text)

    def set_name(self, name: str) -> None:
        """What a reader says of the field."""
        self.entry().setAccessibleName(name)

    def entry(self) -> QWidget:
        """The widget that takes the keys."""
        return self.focusProxy() or self

    def _show(self, value: Value) -> None:
        raise NotImplementedError

    def _lay(self, entry: QWidget) -> None:
        """Put the entry above where a problem is told; keys go to the entry."""
        self._lines = column(entry, spacing=3)
        self.setLayout(self._lines)
        self.setFocusProxy(entry)


class LineField(Field[str]):
    """One line of text; committed on Enter and on leaving."""

    def __init__(self, *, placeholder: str = "", secret: bool = False, limit: int = 300) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setMaxLength(limit)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._told = ""
        self._lay(self.line)
        self.line.editingFinished.connect(self.flush)

    @override
    def value(self) -> str:
        return self.line.text().strip()

    @override
    def _show(self, value: str) -> None:
        if value != self.line.text():
            self.line.setText(value)
            self.line.setCursorPosition(0)


class TextField(Field[str]):
    """Several lines of plain text."""

    def __init__(self, *, lines: int = 4, placeholder: str = "") -> None:
        super().__init__()
        self.text = PlainText(lines=lines)
        self.text.setPlaceholderText(placeholder)
        self._told = ""
        self._lay(self.text)
        self.text.settled.connect(self._on_settled)

    @override
    def value(self) -> str:
        return self.text.toPlainText()

    @override
    def flush(self) -> None:
        self.text.flush()

    @override
    def _show(self, value: str) -> None:
        self.text.set_text(value)

    def _on_settled(self, text: str) -> None:
        if text != self._told:
            self._told = text
            self.committed.emit(text)


class NumberField(Field[int | None]):
    """A whole number within bounds, or none."""

    def __init__(self, *, least: int = 0, most: int = 10_000, problem: str = "") -> None:
        super().__init__()
        self._least, self._most, self._words = least, most, problem
        self.line = QLineEdit()
        self.line.setMaxLength(7)
        self._lay(self.line)
        self.line.editingFinished.connect(self._on_finished)

    @override
    def value(self) -> int | None:
        text = self.line.text().strip()
        whole = text.removeprefix("-")
        number = int(text) if whole.isascii() and whole.isdigit() else None
        return number if number is not None and self._least <= number <= self._most else None

    @override
    def _show(self, value: int | None) -> None:
        self.line.setText("" if value is None else str(value))

    def _on_finished(self) -> None:
        wrong = bool(self.line.text().strip()) and self.value() is None
        self.set_problem(self._words if wrong else "")
        if not wrong:
            self.flush()
