"""A form: labels and fields in line; the label names the field for readers too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from duodesk.ui.widgets.field import Field
from duodesk.ui.widgets.text import PlainLabel


class Form(QWidget):
    """Rows of label and field; `stacked` puts the label above, for narrow panels."""

    def __init__(self, *, stacked: bool = False, label_width: int = 130) -> None:
        super().__init__()
        self._stacked = stacked
        self._labels: list[PlainLabel] = []
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3 if stacked else 9)
        if not stacked:
            grid.setColumnMinimumWidth(0, label_width)
            grid.setColumnStretch(1, 1)
        self._grid = grid
        self.setLayout(grid)

    def add(
        self, label: str, field: QWidget, *, hint: str = "", required: bool = False
    ) -> PlainLabel:
        """Add a row; the label is returned so that another language can rewrite it."""
        words = PlainLabel(label, role="muted", wrap=True)
        words.setBuddy(field)
        self._name(field, f"{label} *" if required else label)
        self._labels.append(words)
        place = self._grid.rowCount()
        if self._stacked:
            self._grid.addWidget(words, place, 0)
            self._grid.addWidget(field, place + 1, 0)
            self._grid.setRowMinimumHeight(place + 2, 7)
        else:
            top = Qt.AlignmentFlag.AlignTop
            words.setContentsMargins(0, 8, 0, 0)
            self._grid.addWidget(words, place, 0, top)
            self._grid.addWidget(field, place, 1)
        if hint:
            below = PlainLabel(hint, role="small", wrap=True)
            self._grid.addWidget(
                below, place + (3 if self._stacked else 1), 0 if self._stacked else 1
            )
        return words

    def add_below(self, part: QWidget) -> None:
        """Put something under the last field."""
        self._grid.addWidget(part, self._grid.rowCount(), 0 if self._stacked else 1)

    def add_heading(self, text: str) -> PlainLabel:
        """Add the title of a group of rows."""
        words = PlainLabel(text, role="section")
        words.setContentsMargins(0, 10, 0, 2)
        self._grid.addWidget(words, self._grid.rowCount(), 0, 1, 2)
        return words

    def rename(self, label: QLabel, field: QWidget, text: str) -> None:
        """Another word for a field, after a change of language."""
        label.setText(text)
        self._name(field, text)

    def _name(self, field: QWidget, text: str) -> None:
        if isinstance(field, Field):
            field.set_name(text)
        else:
            field.setAccessibleName(text)
