"""How widgets lie on a page: rows, columns, cards with a title, scrolling bodies, panes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from duodesk.ui.widgets.text import PlainLabel, set_name, show_if

Part = QWidget | QLayout | int | None


def row(*parts: Part, spacing: int = 8) -> QHBoxLayout:
    """Side by side; a number is a gap in pixels, None is the stretch."""
    made = QHBoxLayout()
    _fill(made, parts, spacing)
    return made


def column(*parts: Part, spacing: int = 8) -> QVBoxLayout:
    """One below the other; a number is a gap in pixels, None is the stretch."""
    made = QVBoxLayout()
    _fill(made, parts, spacing)
    return made


def widget(layout: QLayout) -> QWidget:
    """A widget that holds nothing but a layout."""
    made = QWidget()
    made.setLayout(layout)
    return made


def _fill(layout: QBoxLayout, parts: tuple[Part, ...], spacing: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)


class Card(QFrame):
    """A white card, with a title if it has one; its parts go into `body`."""

    def __init__(self, title: str = "", *parts: Part, icon_row: QLayout | None = None) -> None:
        super().__init__()
        self.setObjectName("card")
        outer = self._outer = column(spacing=10)
        outer.setContentsMargins(16, 14, 16, 16)
        self.setLayout(outer)
        self.title = PlainLabel(title, role="heading", wrap=True)
        show_if(self.title, on=bool(title))
        self.head = row(self.title)
        self.head.setStretchFactor(self.title, 1)
        if icon_row is not None:
            self.head.addLayout(icon_row)
        self.body = column(*parts)
        outer.addLayout(self.head)
        outer.addLayout(self.body)
        outer.addStretch(1)

    def grow(self, part: QWidget) -> None:
        """Let this part of the body take all the height there is."""
        self._outer.setStretch(1, 1)
        self._outer.setStretch(2, 0)
        self.body.setStretchFactor(part, 1)

    def set_title(self, text: str) -> None:
        """Another title."""
        self.title.setText(text)
        show_if(self.title, on=bool(text))


def line() -> QFrame:
    """A thin line between two things."""
    made = QFrame()
    made.setObjectName("line")
    return made


class Body(QScrollArea):
    """A page or panel that scrolls up and down, never sideways; its parts go into `column`."""

    def __init__(self, *parts: Part, margin: int = 0, spacing: int = 16) -> None:
        super().__init__()
        inner = QWidget()
        inner.setObjectName("body")
        self.column = column(*parts, spacing=spacing)
        self.column.setContentsMargins(margin, margin, margin, margin)
        inner.setLayout(self.column)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def minimumSizeHint(self) -> QSize:
        inner = self.widget()
        width = inner.minimumSizeHint().width() if inner else 0
        return QSize(width + self.verticalScrollBar().sizeHint().width(), 120)


def panes(
    *parts: QWidget, shares: tuple[int, ...] = (), name: str = "", parent: QWidget | None = None
) -> QSplitter:
    """Side by side with borders that can be dragged; no pane collapses away."""
    made = QSplitter(Qt.Orientation.Horizontal, parent)
    made.setHandleWidth(12)
    made.setChildrenCollapsible(False)
    for index, part in enumerate(parts):
        made.addWidget(part)
        made.setStretchFactor(index, shares[index] if index < len(shares) else 1)
    set_name(made, name)
    return made


class Flow(QLayout):
    """Side by side, going on in the next line where the room ends: chips, tokens, buttons."""

    def __init__(self, spacing: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        # Qt asks for the height of a width hundreds of times before anything changed.
        self._heights: dict[int, int] = {}
        self._least: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        self._forget()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def invalidate(self) -> None:
        self._forget()
        super().invalidate()

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        if self._least is None:
            size = QSize()
            for item in self._items:
                size = size.expandedTo(item.minimumSize())
            self._least = size.grownBy(self.contentsMargins())
        return self._least

    def clear(self) -> None:
        """Let all widgets in it go."""
        while (item := self.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()

    def _forget(self) -> None:
        self._heights.clear()
        self._least = None

    def _place(self, rect: QRect, *, move: bool) -> int:
        room = rect.marginsRemoved(self.contentsMargins())
        x, y, height = room.x(), room.y(), 0
        for item in self._items:
            shown = item.widget()
            if shown is not None and shown.isHidden():
                continue
            size = item.sizeHint()
            if x > room.x() and x + size.width() > room.right() + 1:
                x, y, height = room.x(), y + height + self._gap, 0
            width = min(size.width(), max(room.width(), 1))
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, size.height())))
            x += width + self._gap
            height = max(height, size.height())
        return y + height - rect.y() + self.contentsMargins().bottom()
