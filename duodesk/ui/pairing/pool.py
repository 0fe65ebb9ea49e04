"""The pool: mentees who wait and mentors who are free; one dropped on another is suggested."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSplitter
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.collate import fold
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.pairing.queries import CandidateRow
from duodesk.pairing.scarcity import fitting
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.speaking import announce
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import IconButton, Menu, Segmented
from duodesk.ui.widgets.cards import CardItem
from duodesk.ui.widgets.carried import CarriedCards, Takes
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.search import SearchBox
from duodesk.ui.widgets.text import PlainLabel

MENTEES, MENTORS = "mentees", "mentors"
WAITING, SCARCE = "waiting", "scarce"
LONG_WAIT = 28  # days from which the wait stands out
_HARD = 3  # so few on the other side stand out
_HEADS = {MENTEES: N_("Mentees: %(n)s"), MENTORS: N_("Mentors: %(n)s")}


class PoolDrawer(QFrame):
    """Two lists below each other. `suggested` carries mentee and mentor; `opened` a mentee whose
    candidates are wanted, `person_wanted` whose page is.
    """

    suggested = Signal(object, object)
    opened = Signal(object)
    person_wanted = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: dict[str, Sequence[CandidateRow]] = {MENTEES: (), MENTORS: ()}
        self._fits: dict[Id, int] = {}
        self._held: CandidateRow | None = None
        self.search = SearchBox(_("Find in the pool"))
        self.order = Segmented(
            [(WAITING, _("Waiting")), (SCARCE, _("Hard to pair"))],
            value=WAITING,
            name=_("Order of the pool"),
        )
        self.heads = {side: PlainLabel("", role="strong") for side in (MENTEES, MENTORS)}
        self.lists = {side: self._list(side) for side in (MENTEES, MENTORS)}
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(8)
        for side in (MENTEES, MENTORS):
            part = column(self.heads[side], self.lists[side], spacing=4)
            part.setStretchFactor(self.lists[side], 1)
            both.addWidget(widget(part))
        title = row(PlainLabel(_("Pool"), role="heading"), None)
        title.addWidget(IconButton("x", _("Close the pool"), self.closed.emit))
        whole = column(title, self.search, self.order, both, spacing=6)
        whole.setStretchFactor(both, 1)
        self.setLayout(whole)
        self.setMinimumWidth(look().px(170))
        self.search.searched.connect(lambda _text: self._fill())
        self.search.went_down.connect(self.lists[MENTEES].setFocus)
        self.order.chosen.connect(lambda _code: self._reorder())

    def show_people(self, waiting: Sequence[CandidateRow], free: Sequence[CandidateRow]) -> None:
        """Show who waits and who is free now."""
        self._rows = {MENTEES: waiting, MENTORS: free}
        self._fits = {}
        self._reorder()

    def somebody(self, text: str) -> CandidateRow | None:
        """The person whose id is carried as this text."""
        every = (*self._rows[MENTEES], *self._rows[MENTORS])
        return next((one for one in every if str(one.id) == text), None)

    def side_of(self, row: CandidateRow) -> str:
        """Whether somebody waits or is free; the enrolment tells them apart."""
        ids = {one.enrolment_id for one in self._rows[MENTEES]}
        return MENTEES if row.enrolment_id in ids else MENTORS

    def mentee(self) -> Id | None:
        """The waiting mentee who has the keys."""
        cards = self.lists[MENTEES]
        card = cards.current() if cards.hasFocus() else None
        return card.id if card is not None else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._held is not None:
            announce(self, _("%(name)s is put back.", name=self._held.short_name))
            self._held = None
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _list(self, side: str) -> _PoolList:
        other = MENTORS if side == MENTEES else MENTEES

        def takes(text: str, below: CardItem | None) -> bool:
            one = self.somebody(text)
            return one is not None and below is not None and self.side_of(one) == other

        made = _PoolList(_("Mentees who wait") if side == MENTEES else _("Free mentors"), takes)
        made.dropped.connect(lambda text, below: self._pair(self.somebody(text), below.data))
        made.opened.connect(lambda card: self._open(side, card.data))
        made.held.connect(lambda card: self._hold(card.data))
        made.menu_wanted.connect(lambda card, at: self._offer(side, card.data, at))
        return made

    def _reorder(self) -> None:
        if self.order.value() == SCARCE and not self._fits:
            desk = self._desk
            self._fits = desk.read(fitting, today=desk.today, office_id=desk.office_id)
        self._fill()

    def _fill(self) -> None:
        needle = fold(self.search.text()).split()
        scarce = self.order.value() == SCARCE
        for side, rows in self._rows.items():
            ordered = list(rows)
            if scarce:
                ordered.sort(key=lambda one: self._fits.get(one.id, 0))
            fits = self._fits if scarce else {}
            cards = [_card(one, fits.get(one.id), waits=side == MENTEES) for one in ordered]
            fitting_cards = [c for c in cards if all(word in fold(c.spoken) for word in needle)]
            self.lists[side].set_cards(fitting_cards)
            self.heads[side].setText(_(_HEADS[side], n=len(rows)))

    def _open(self, side: str, row_: CandidateRow) -> None:
        (self.opened if side == MENTEES else self.person_wanted).emit(row_.id)

    def _hold(self, row_: CandidateRow) -> None:
        """Space lifts somebody; Space on one of the other side suggests the two."""
        held = self._held
        if held is None or self.side_of(held) == self.side_of(row_):
            self._held = row_
            other = MENTORS if self.side_of(row_) == MENTEES else MENTEES
            said = {"name": row_.short_name}
            to_mentor = _("%(name)s is lifted. Space on a mentor suggests the two.", **said)
            to_mentee = _("%(name)s is lifted. Space on a mentee suggests the two.", **said)
            announce(self, to_mentor if other == MENTORS else to_mentee)
            self.lists[other].setFocus()
            return
        self._pair(held, row_)

    def _pair(self, one: CandidateRow | None, other: CandidateRow) -> None:
        self._held = None
        if one is None:
            return
        mentee, mentor = (one, other) if self.side_of(one) == MENTEES else (other, one)
        self.suggested.emit(mentee.id, mentor.id)

    def _offer(self, side: str, row_: CandidateRow, at: QPoint) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if side == MENTEES:
            menu.item(_("Three candidates"), lambda: self.opened.emit(row_.id))
        menu.item(_("Lift, then choose the other one"), lambda: self._hold(row_))
        menu.item(_("Open the person"), lambda: self.person_wanted.emit(row_.id))
        menu.popup(at)


class _PoolList(CarriedCards):
    held = Signal(object)

    def __init__(self, name: str, takes: Takes) -> None:
        super().__init__(name, takes)
        self.setMinimumHeight(look().px(54))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self.current()
        if card is not None and event.key() == Qt.Key.Key_Space:
            self.held.emit(card)
        else:
            super().keyPressEvent(event)


def _card(row_: CandidateRow, fits: int | None, *, waits: bool) -> CardItem:
    trades = ", ".join(reference.occupation_name(code) for code in row_.occupations[:2])
    days = ngettext("%(n)s day", "%(n)s days", row_.days)
    badges = [Badge(days, "warn" if waits and row_.days >= LONG_WAIT else "neutral")]
    if fits is not None:
        words = ngettext("fits %(n)s", "fits %(n)s", fits)
        badges.append(Badge(words, "warn" if fits <= _HARD else "neutral"))
    if row_.generalist:
        badges.append(Badge(_("generalist"), "info"))
    return CardItem(
        id=row_.id,
        title=row_.short_name,
        lines=(trades,) if trades else (),
        badges=tuple(badges),
        data=row_,
    )
