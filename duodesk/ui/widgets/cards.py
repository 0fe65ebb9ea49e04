"""Cards in a list: thousands of them painted, spoken to readers, moved by keyboard or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from duodesk.base.spots import Marked
from duodesk.ui.theme import look
from duodesk.ui.widgets.chips import Badge, badge_height, badge_width, paint_badge, paint_initials
from duodesk.ui.widgets.marked import paint_marked
from duodesk.ui.widgets.rows import Index
from duodesk.ui.widgets.text import tip

CARD_ROLE = int(Qt.ItemDataRole.UserRole)
_PAD = 12
_GAP = 4


@dataclass(frozen=True, slots=True)
class CardItem:
    """What a card shows. `mark` is a name whose initials stand in the corner; `faded` is greyed;
    `piece` is a line below the others in which searched words stand out; `below` is a second line
    of chips.
    """

    id: Any
    title: str
    lines: tuple[str, ...] = ()
    badges: tuple[Badge, ...] = ()
    below: tuple[Badge, ...] = ()
    foot: str = ""
    mark: str = ""
    tip: str = ""
    faded: bool = False
    piece: Marked | None = None
    data: Any = field(default=None, compare=False)

    @property
    def spoken(self) -> str:
        """The card in one sentence."""
        found = (self.piece.text,) if self.piece else ()
        badges = (badge.text for badge in (*self.badges, *self.below))
        words = (self.title, *self.lines, *found, *badges, self.foot)
        return ", ".join(word for word in words if word)


class CardsModel(QAbstractListModel):
    """The cards of one column."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[CardItem] = []

    def set_cards(self, cards: Sequence[CardItem]) -> None:
        """Show other cards; nothing happens when they are the same."""
        if list(cards) != self._cards:
            self.beginResetModel()
            self._cards = list(cards)
            self.endResetModel()

    def cards(self) -> list[CardItem]:
        """The cards in their order."""
        return list(self._cards)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        # Only where a list starts a drag does it begin one.
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else usual

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._cards)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(card.tip or "\n".join((card.title, *card.lines)))
        return card if role == CARD_ROLE else None


class CardDelegate(QStyledItemDelegate):
    """Paints a card: title, lines, chips that wrap nowhere, foot, initials, selection, focus."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        # A small width on purpose: the list decides it, and never scrolls sideways.
        card: CardItem = index.data(CARD_ROLE)
        return QSize(40, round(_height(card)) + look().px(8))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: CardItem = index.data(CARD_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = look().px(4)
        rect = QRectF(option.rect)
        box = rect.adjusted(gap, gap, -gap, -gap)
        state = option.state
        _paint_box(painter, box, state)
        if card.faded:
            painter.setOpacity(0.6)
        pad = look().px(_PAD)
        _paint_words(painter, box.adjusted(pad, look().px(9), -pad, -look().px(9)), card)
        painter.restore()


class CardList(QListView):
    """A column of cards. `opened`, `picked` carry a CardItem; `stepped` asks to move it by ±1."""

    opened = Signal(object)
    picked = Signal(object)
    stepped = Signal(object, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("column")
        self.cards = CardsModel()
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setMinimumWidth(120)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(CARD_ROLE)))
        self.selectionModel().currentChanged.connect(self._on_current)

    def set_cards(self, cards: Sequence[CardItem]) -> None:
        """Show other cards; the current one stays current when it is still there."""
        before = self.current()
        self.cards.set_cards(cards)
        if before is not None:
            self.choose(before.id)

    def current(self) -> CardItem | None:
        """The card the person is on."""
        card: CardItem | None = self.currentIndex().data(CARD_ROLE)
        return card

    def choose(self, card_id: object) -> bool:
        """Make a card current by its id; false when it is not here."""
        for place, card in enumerate(self.cards.cards()):
            if card.id == card_id:
                self.setCurrentIndex(self.cards.index(place))
                return True
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self.current()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if card is not None and step is not None and shift:
            self.stepped.emit(card, step)
        elif card is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(card)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _on_current(self, index: Index) -> None:
        if index.isValid():
            self.picked.emit(index.data(CARD_ROLE))


def _height(card: CardItem) -> float:
    gap = look().px(_GAP)
    body = QFontMetricsF(look().font(weight=600)).height()
    small = QFontMetricsF(look().font("small")).height() + gap
    rows = body + small * (len(card.lines) + (card.piece is not None))
    chips = bool(card.badges) + bool(card.below)
    rows += (badge_height() + gap * 1.5) * chips
    rows += small if card.foot or card.mark else 0
    return rows + look().px(18)


def _paint_box(painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
    radius = 10.0
    shown = look()
    painter.setPen(Qt.PenStyle.NoPen)
    shadow = QColor(0, 0, 0, 70 if shown.dark else 22)
    painter.setBrush(shadow)
    painter.drawRoundedRect(box.translated(0, 1.5), radius, radius)
    over = bool(state & QStyle.StateFlag.State_MouseOver)
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    painter.setBrush(shown.color("hover" if over and not chosen else "surface"))
    painter.setPen(QPen(shown.color("line"), 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    if chosen:
        focused = bool(state & QStyle.StateFlag.State_Active) and bool(
            state & QStyle.StateFlag.State_HasFocus
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(shown.color("focus"), 2.5 if focused else 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius - 1, radius - 1)


def _paint_words(painter: QPainter, box: QRectF, card: CardItem) -> None:
    gap, y = look().px(_GAP), box.y()
    y += _paint_line(painter, box, y, card.title, look().font(weight=600), "text")
    for text in card.lines:
        y += _paint_line(painter, box, y + gap, text, look().font("small"), "muted") + gap
    if card.piece is not None:
        font = look().font("small")
        height = QFontMetricsF(font).height()
        line = QRectF(box.x(), y + gap, box.width(), height)
        paint_marked(painter, line, card.piece, font, look().color("text"))
        y += height + gap
    for badges in (card.badges, card.below):
        if badges:
            y += gap * 1.5
            _paint_badges(painter, box, y, badges)
            y += badge_height()
    if card.mark:
        side = float(look().px(22))
        corner = QRectF(box.right() - side, box.bottom() - side, side, side)
        paint_initials(painter, corner, card.mark)
        box = box.adjusted(0, 0, -side - gap, 0)
    if card.foot:
        font = look().font("tiny")
        height = QFontMetricsF(font).height()
        _paint_line(painter, box, box.bottom() - height - 1, card.foot, font, "muted")


def _paint_line(
    painter: QPainter, box: QRectF, y: float, text: str, font: QFont, color: str
) -> float:
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(look().color(color))
    shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, box.width())
    line = QRectF(box.x(), y, box.width(), metrics.height())
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.height()


def _paint_badges(painter: QPainter, box: QRectF, y: float, badges: Sequence[Badge]) -> None:
    """Chips from the left; when they do not all fit, the last is "+2"."""
    gap, x = look().px(5), box.x()
    for place, badge in enumerate(badges):
        rest = len(badges) - place
        more = Badge(f"+{rest}")
        room = box.right() - x
        spare = 0 if rest == 1 else badge_width(f"+{rest - 1}") + gap
        if place and badge_width(badge.text) + spare > room + 1:
            if badge_width(more.text) <= room + 1:
                paint_badge(painter, QPointF(x, y), more, room)
            return
        x += paint_badge(painter, QPointF(x, y), badge, room if place else room - spare) + gap
