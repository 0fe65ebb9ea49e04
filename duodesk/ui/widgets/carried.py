"""Cards that are dragged from list to list; who owns the lists moves them, the lists never do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem
from typing_extensions import override

from duodesk.ui.widgets.cards import CARD_ROLE, CardItem, CardList
from duodesk.ui.widgets.rows import Index
from duodesk.ui.widgets.text import restyle

# What is carried while a card is dragged: its id, for lists of this program only.
CARRIED = "application/x-duodesk-card"
Takes = Callable[[str, CardItem | None], bool]


class CarriedCards(CardList):
    """`lifted` carries the card that is dragged, `let_go` comes at the end; `dropped` carries the
    id of the card that landed and the card below it. `takes` is asked with the same two whether
    one may land.
    """

    lifted = Signal(object)
    let_go = Signal()
    dropped = Signal(str, object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, name: str, takes: Takes) -> None:
        super().__init__(name)
        self._takes = takes
        self._over = False
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)

    def carried(self, card: CardItem) -> QMimeData:
        """What hangs on the pointer while this card is dragged."""
        mime = QMimeData()
        mime.setData(CARRIED, str(card.id).encode())
        return mime

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        # Not the view's own drag: that one takes the row away by itself.
        card, index = self.current(), self.currentIndex()
        if card is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self.carried(card))
        drag.setPixmap(self._picture(index))
        spot = self.viewport().mapFromGlobal(self.cursor().pos())
        drag.setHotSpot(spot - self.visualRect(index).topLeft())
        self.lifted.emit(card)
        drag.exec(Qt.DropAction.MoveAction)
        self.let_go.emit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Whether it may land is asked at each move: it depends on the card below.
        event.setAccepted(event.mimeData().hasFormat(CARRIED))

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # near an edge the list scrolls
        self._show_over(on=self._lands(event))

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_over(on=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        super().dragLeaveEvent(QDragLeaveEvent())  # no longer scrolls
        self._show_over(on=False)
        if self._lands(event):
            self.dropped.emit(_carried(event.mimeData()), self._below(event))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        card = self.current()
        if card is None:
            return
        keyed = event.reason() == QContextMenuEvent.Reason.Keyboard
        middle = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(card, middle if keyed else event.globalPos())

    def _lands(self, event: QDropEvent) -> bool:
        carried = _carried(event.mimeData())
        may = bool(carried) and self._takes(carried, self._below(event))
        event.setDropAction(Qt.DropAction.MoveAction)
        event.setAccepted(may)
        return may

    def _below(self, event: QDropEvent) -> CardItem | None:
        card: CardItem | None = self.indexAt(event.position().toPoint()).data(CARD_ROLE)
        return card

    def _show_over(self, *, on: bool) -> None:
        if on != self._over:
            self._over = on
            restyle(self, over="true" if on else "false")

    def _picture(self, index: Index) -> QPixmap:
        """The card as it is painted here."""
        rect, ratio = self.visualRect(index), self.devicePixelRatioF()
        shown = QPixmap(rect.size() * ratio)
        shown.setDevicePixelRatio(ratio)
        shown.fill(Qt.GlobalColor.transparent)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = rect.translated(-rect.topLeft())
        painter = QPainter(shown)
        self.itemDelegate().paint(painter, option, index)
        painter.end()
        return shown


def _carried(mime: QMimeData) -> str:
    """The id of the card that is dragged; nothing for what comes from elsewhere."""
    return bytes(mime.data(CARRIED).data()).decode() if mime.hasFormat(CARRIED) else ""
