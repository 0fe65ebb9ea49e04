"""All that is on one day, in a list: what the month has no room for."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base import dates
from duodesk.base.i18n import _
from duodesk.training.dated import Dated
from duodesk.ui.theme import look
from duodesk.ui.training.model import DaysModel
from duodesk.ui.training.shown import kind_words, seats_told
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.dialog import Dialog

_MOST = 6  # cards seen without scrolling


class DayDialog(Dialog):
    """Enter or a double click opens an entry; `opened` carries it."""

    opened = Signal(object)
    new_wanted = Signal()

    def __init__(self, days: DaysModel, day: date, *, parent: QWidget | None = None) -> None:
        signs = days.period.signs.get(day)
        title = dates.full(day)
        super().__init__(
            title[:1].upper() + title[1:],
            signs.words if signs is not None else "",
            icon_name="calendar-days",
            parent=parent,
        )
        self.cards = CardList(_("What is on this day"))
        entries = days.entries_on(day)
        self.cards.set_cards([_card(one) for one in entries])
        self.cards.setMinimumHeight(look().px(66) * min(max(len(entries), 2), _MOST))
        self.cards.opened.connect(self._open)
        self.body.addWidget(self.cards)
        self.add_button(_("New entry…"), self._plan)
        self.add_button(_("Open"), lambda: self._open(self.cards.current()))
        self.add_button(_("Close"), self.reject, kind="primary")
        if entries:
            self.cards.choose(entries[0].key)
        self.cards.setFocus()

    def _open(self, card: CardItem | None) -> None:
        if card is not None:
            self.accept()
            self.opened.emit(card.data)

    def _plan(self) -> None:
        self.accept()
        self.new_wanted.emit()


def _card(one: Dated) -> CardItem:
    hours = dates.hours(one.start, one.minutes) or _("Whole day")
    where = " · ".join(p for p in (one.place, _("online") if one.online else "") if p)
    kind = kind_words(one.kind)
    # The title of most begins with what it is.
    badges = [] if one.title.startswith(kind) else [Badge(kind)]
    if one.cancelled:
        badges.insert(0, Badge(_("Cancelled"), "bad"))
    return CardItem(
        id=one.key,
        title=one.title,
        lines=tuple(part for part in (" · ".join(p for p in (hours, where) if p),) if part),
        badges=tuple(badges),
        foot=" · ".join(p for p in (seats_told(one), ", ".join(one.trainers)) if p),
        faded=one.cancelled,
        data=one,
    )
