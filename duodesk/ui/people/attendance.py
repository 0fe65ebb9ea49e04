"""Who is expected at a session and who came, ticked with one key or a click."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.people.attendance import AttendeeRow
from duodesk.people.words import Presence
from duodesk.ui.memory import Memory
from duodesk.ui.widgets.buttons import Menu
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable

_LOOKS = {
    Presence.INVITED: ("mail", "muted", "neutral"),
    Presence.ATTENDED: ("circle-check", "good_text", "good"),
    Presence.ABSENT: ("circle-x", "bad_text", "bad"),
    Presence.EXCUSED: ("minus", "warn_text", "warn"),
}
_KEYS = {
    Qt.Key.Key_P: Presence.ATTENDED,
    Qt.Key.Key_A: Presence.ABSENT,
    Qt.Key.Key_E: Presence.EXCUSED,
}


class AttendanceTable(RowsTable[AttendeeRow]):
    """Space, P or a click on the tick: came; A: did not come; E: excused; Delete: invited no
    more.
    """

    marked = Signal(object, object)
    withdrawn = Signal(object)
    letter_wanted = Signal(object)

    def __init__(self, memory: Memory) -> None:
        super().__init__(COLUMNS, name=_("People of the session"), key="attendance", memory=memory)
        # Whether the session is still to come, so that people can be invited by letter.
        self.invites = True
        self.clicked.connect(self._on_clicked)
        self.menu_wanted.connect(self._offer)

    def mark(self, presence: Presence) -> None:
        """Note this of the people who are selected."""
        rows = self.selected()
        if rows:
            self.marked.emit([row.person_id for row in rows], presence)

    def tick(self) -> None:
        """The selected people came; where all of them had, that was a mistake."""
        rows = self.selected()
        all_came = all(row.presence == Presence.ATTENDED for row in rows)
        self.mark(Presence.INVITED if all_came else Presence.ATTENDED)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = Qt.Key(event.key())
        if event.modifiers():
            super().keyPressEvent(event)
        elif pressed == Qt.Key.Key_Space:
            self.tick()
        elif pressed == Qt.Key.Key_Delete:
            self._withdraw()
        elif pressed in _KEYS:
            self.mark(_KEYS[pressed])
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.rows_model.columns[index.column()].key == "presence":
            self.tick()

    def _withdraw(self) -> None:
        rows = self.selected()
        if rows:
            self.withdrawn.emit([row.person_id for row in rows])

    def _offer(self, row: AttendeeRow, at: QPoint) -> None:
        menu = Menu(self)
        for presence in Presence:
            menu.item(
                reference.chosen("presence", presence),
                partial(self.mark, presence),
                icon_name=_LOOKS[presence][0],
                checked=row.presence == presence,
            )
        menu.addSeparator()
        menu.item(_("Open the person"), partial(self.opened.emit, row), icon_name="user")
        menu.item(_("Invitation letter…"), partial(self.letter_wanted.emit, row), icon_name="mail")
        menu.item(_("Withdraw the invitation"), self._withdraw, icon_name="x")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)


def _look(row: AttendeeRow) -> tuple[str, str, str]:
    return _LOOKS.get(row.presence, _LOOKS[Presence.INVITED])


COLUMNS: tuple[Column[AttendeeRow], ...] = (
    Column(
        key="presence",
        title=N_("Presence"),
        text=lambda r: reference.chosen("presence", r.presence),
        icon=lambda r: _look(r)[:2],
        badges=lambda r: [Badge(reference.chosen("presence", r.presence), _look(r)[2])],
        width=170,
        fixed=True,
    ),
    Column(key="name", title=N_("Name"), text=lambda r: r.name, width=190, strong=True),
    Column(key="phone", title=N_("Telephone"), text=lambda r: r.phone, width=155),
    Column(
        key="missed",
        title=N_("Missed before"),
        text=lambda r: str(r.missed or ""),
        order=lambda r: r.missed,
        value=lambda r: r.missed,
        width=110,
    ),
    Column(
        key="invited",
        title=N_("Invited on"),
        text=lambda r: short(r.invited_on),
        order=lambda r: r.invited_on,
        value=lambda r: r.invited_on,
        width=100,
        hidden=True,
    ),
    Column(key="mail", title=N_("E-mail"), text=lambda r: r.email, width=170, hidden=True),
    Column(key="number", title=N_("Number"), text=lambda r: r.number, width=100, hidden=True),
)
