"""What was noted of a duo: talks, attempts and weekly meetings in one list, the latest on top."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.followup import commands, contacts, queries
from duodesk.followup.contacts import TalkRow
from duodesk.followup.queries import MeetingRow
from duodesk.followup.words import Held
from duodesk.people.contacts import remove_contact
from duodesk.ui.desk import Desk
from duodesk.ui.duos.facts import Facts, party_words
from duodesk.ui.duos.sides import DuoSide
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import Flow, column, widget
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable

_TONES = {Held.MET: "good", Held.NOT_MET: "bad", Held.EXCUSED: "neutral"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: a talk, an attempt or a meeting, as it is shown."""

    id: Id
    on: date
    kind: str
    what: Badge
    who: str
    how: str
    minutes: int | None
    told: str
    author: str = ""


class LogTable(RowsTable[Entry]):
    """Del removes an entry; Ctrl+Z brings it back."""

    away = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(_COLUMNS, name=_("Talks and meetings"), key="duo_log", memory=desk.memory)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.away.emit()
        else:
            super().keyPressEvent(event)


class LogSide(DuoSide):
    """Everything that was noted, and the two buttons that note more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._facts: Facts | None = None
        self.table = LogTable(desk)
        talk = Button(_("Log a talk…"), partial(self.wanted.emit, "contact"), icon_name="phone",
                      tip=_("Key C in the list"))  # fmt: skip
        meeting = Button(_("Log a meeting…"), partial(self.wanted.emit, "note"),
                         icon_name="users", tip=_("Key N in the list"))  # fmt: skip
        self.remove = Button(_("Remove"), self._remove, icon_name="trash-2", tip=_("Del"))
        flow = Flow(spacing=6)
        for part in (talk, meeting, self.remove):
            flow.addWidget(part)
        self._none = EmptyState("message-square-text", _("Nothing is noted yet."))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none)
        layout = column(widget(flow), self._stack, spacing=6)
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)
        self.table.away.connect(self._remove)

    @override
    def show_facts(self, shown: Facts) -> None:
        self._facts = shown
        talks = self._desk.read(contacts.talks, shown.id)
        meetings = self._desk.read(queries.meetings, shown.id)
        entries = [*map(_talk, talks), *map(_meeting, meetings)]
        self.table.set_rows(sorted(entries, key=lambda one: (one.on, str(one.id)), reverse=True))
        self._stack.setCurrentWidget(self.table if entries else self._none)
        if entries and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self.remove.setEnabled(bool(entries))

    def _remove(self) -> None:
        one = self.table.current()
        if one is None:
            return
        command = commands.remove_meeting if one.kind == "meeting" else remove_contact
        if self._desk.do(command, one.id) is not None:
            self._desk.say(_("Removed. Ctrl+Z brings it back."))


def _talk(one: TalkRow) -> Entry:
    """A talk or an attempt; words that stay in another office say so."""
    mood = _("%(n)s of 5", n=one.mood) if one.mood else ""
    text = _("kept in another office") if one.text is None and one.author == "" else one.text or ""
    return Entry(
        one.id,
        one.day,
        "talk",
        Badge(_("Talk"), "accent") if one.reached else Badge(_("Not reached"), "neutral"),
        party_words(one.side),
        " · ".join(p for p in (reference.chosen("channel", one.channel), mood) if p),
        one.minutes,
        text,
        one.author,
    )


def _meeting(one: MeetingRow) -> Entry:
    topics = ", ".join(
        reference.topics()[code].name() if code in reference.topics() else code
        for code in one.topics
    )
    return Entry(
        one.id,
        one.on,
        "meeting",
        Badge(reference.chosen("held", one.state), _TONES.get(one.state, "neutral")),
        _("told by: %(who)s", who=party_words(one.said_by)) if one.said_by else "",
        topics,
        one.minutes,
        one.note,
    )


_COLUMNS: tuple[Column[Entry], ...] = (
    Column(
        key="day",
        title=N_("Day"),
        text=lambda e: short(e.on),
        order=lambda e: e.on,
        value=lambda e: e.on,
        width=100,
    ),
    Column(
        key="what",
        title=N_("What"),
        text=lambda e: e.what.text,
        badges=lambda e: [e.what],
        width=130,
    ),
    Column(key="who", title=N_("Who"), text=lambda e: e.who, width=150),
    Column(key="how", title=N_("How, about what"), text=lambda e: e.how, width=180,
           tip=lambda e: e.how),
    Column(
        key="minutes",
        title=N_("Minutes"),
        text=lambda e: str(e.minutes or ""),
        order=lambda e: e.minutes,
        value=lambda e: e.minutes,
        width=84,
        right=True,
    ),
    Column(key="told", title=N_("Note"), text=lambda e: e.told, tip=lambda e: e.told, width=280),
    Column(key="author", title=N_("Written by"), text=lambda e: e.author, width=120, hidden=True),
)  # fmt: skip
