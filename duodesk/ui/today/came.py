"""Who came: the people expected with one key each, without leaving Today."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.today import coming
from duodesk.today.coming import Guest
from duodesk.today.line import Line
from duodesk.training.entry import Key, Source
from duodesk.training.words import Attended
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.words import MARKS, mark_look, mark_word
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import Flow, widget
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel

_OFFERED = (Attended.PRESENT, Attended.ABSENT, Attended.EXCUSED)
_KEYS = {
    Qt.Key.Key_Space: Attended.PRESENT,
    Qt.Key.Key_P: Attended.PRESENT,
    Qt.Key.Key_A: Attended.ABSENT,
    Qt.Key.Key_E: Attended.EXCUSED,
    Qt.Key.Key_Delete: None,
    Qt.Key.Key_Backspace: None,
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ROWS = 10  # shown before the list scrolls


class GuestsTable(RowsTable[Guest]):
    """P or Space: came; A: did not come; E: excused; Delete: not noted; Enter: the rest."""

    marked = Signal(object)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__(_COLUMNS, name=_("People expected"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and pressed in _ENTER:
            self.ended.emit()
        elif plain and pressed in _KEYS:
            self.marked.emit(_KEYS[pressed])
        else:
            super().keyPressEvent(event)


class CameDialog(Dialog):
    """Each key is noted at once and goes on to the next person; Enter says that all the others
    came.
    """

    def __init__(self, desk: Desk, line: Line, *, parent: QWidget | None = None) -> None:
        super().__init__(
            f"{line.about.title} · {short(line.due_on)}",
            _("P came, A did not come, E excused; each goes on to the next. Enter: all the others "
              "came."),
            icon_name="users", parent=parent,
        )  # fmt: skip
        self.setMinimumWidth(look().px(640))
        self._desk = desk
        self._what = Key(Source(line.finish.side), line.finish.row_id)
        self.table = GuestsTable()
        self.table.marked.connect(self.mark)
        self.table.ended.connect(self.end)
        self.count = PlainLabel("", role="strong")
        marks = Flow(spacing=6)
        for mark in _OFFERED:
            words = _("%(name)s (%(key)s)", name=mark_word(mark), key=MARKS[mark][4])
            button = Button(words, partial(self.mark, mark), icon_name=mark_look(mark)[0])
            marks.addWidget(button)
        for part in (self.count, widget(marks), self.table):
            self.body.addWidget(part)
        self.add_button(_("Close"), self.accept)
        self.others = self.add_button(
            _("All the others came"), self.end, kind="primary", default=True
        )
        self._show()
        self.table.go_to(next((n for n, one in enumerate(self.guests) if one.mark is None), 0))
        height = min(len(self.guests), _ROWS) + 1
        self.table.setMinimumHeight(height * self.table.verticalHeader().defaultSectionSize() + 8)
        self.table.setFocus()

    def mark(self, mark: Attended | None) -> None:
        """Note this of those who are marked; of one alone, and on to the next."""
        chosen = self.table.selected()
        people = [one.person_id for one in chosen]
        if not people or self._desk.do(coming.note_came, self._what, people, mark) is None:
            return
        place = self.table.currentIndex().row()
        self._show()
        more = len(chosen) == 1 and place + 1 < len(self.guests)
        self.table.go_to(place + 1 if more else place)
        self.table.setFocus()

    def end(self) -> None:
        """All of whom nothing is noted came."""
        if not self._open():
            self.accept()
        elif self._desk.do(coming.note_came, self._what, None, Attended.PRESENT) is not None:
            self._show()
            self._desk.say(self.count.text())
            self.accept()

    def _open(self) -> int:
        return sum(one.mark is None for one in self.guests)

    def _show(self) -> None:
        self.guests = self._desk.read(coming.expected, self._what)
        self.table.set_rows(self.guests)
        came = sum(one.mark in {Attended.PRESENT, Attended.MADE_UP} for one in self.guests)
        told = [_("%(came)s of %(all)s came", came=came, all=len(self.guests))]
        told += [_("not noted: %(n)s", n=self._open())] if self._open() else []
        self.count.setText(" · ".join(told))
        self.others.set_text(_("All the others came") if self._open() else _("Done"))


def _words(one: Guest) -> str:
    if one.mark is None:
        return _("Not noted")
    word = mark_word(one.mark)
    return _("%(mark)s, in part", mark=word) if one.partly else word


def _badge(one: Guest) -> Badge:
    return Badge(_words(one), mark_look(one.mark)[2] if one.mark is not None else "neutral")


def _icon(one: Guest) -> tuple[str, str]:
    return mark_look(one.mark)[:2] if one.mark is not None else ("mail", "muted")


_COLUMNS: tuple[Column[Guest], ...] = (
    Column(
        key="presence",
        title=N_("Presence"),
        text=_words,
        badges=lambda one: [_badge(one)],
        icon=_icon,
        width=150,
    ),
    Column(key="name", title=N_("Name"), text=lambda one: one.name, width=210, strong=True),
    Column(key="phone", title=N_("Telephone"), text=lambda one: one.phone, width=140),
)
