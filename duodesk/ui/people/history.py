"""The timeline of a person: everything that happened, newest first, and a quick note."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.exchange.kept import Kept, kept_about
from duodesk.office import queries as office
from duodesk.people import commands
from duodesk.people.timeline import Kind, TimelineEntry, timeline
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.layout import Card, row
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import FilterChips
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if

_KINDS = {
    Kind.INTERVIEW: (N_("Interview"), "info"),
    Kind.NOTE: (N_("Note"), "accent"),
    Kind.PROPOSAL: (N_("Proposal"), "warn"),
    Kind.DUO: (N_("Duo"), "good"),
    Kind.MEETINGS: (N_("Meetings"), "good"),
    Kind.DOCUMENT: (N_("Document"), "neutral"),
    Kind.OUTCOME: (N_("Outcome"), "good"),
    Kind.CHANGE: (N_("Change"), "neutral"),
}
# Changes of fields are many: shown when asked for.
_FILTERS = (
    ("talk", N_("Interviews and notes"), {Kind.INTERVIEW, Kind.NOTE}),
    ("duo", N_("Duos and proposals"), {Kind.PROPOSAL, Kind.DUO, Kind.MEETINGS}),
    ("paper", N_("Documents and outcomes"), {Kind.DOCUMENT, Kind.OUTCOME}),
    ("change", N_("Changes"), {Kind.CHANGE}),
)

COLUMNS: tuple[Column[TimelineEntry], ...] = (
    Column(
        key="day",
        title=N_("When"),
        text=lambda e: short(e.at.astimezone(BELGIUM).date()),
        order=lambda e: e.at,
        width=104,
    ),
    Column(
        key="kind",
        title=N_("What"),
        text=lambda e: _(_KINDS[e.kind][0]),
        badges=lambda e: [Badge(_(_KINDS[e.kind][0]), _KINDS[e.kind][1])],
        width=104,
    ),
    Column(
        key="text",
        title=N_("Told"),
        text=lambda e: " – ".join(part for part in (str(e.text), _flat(e.words)) if part),
        tip=lambda e: f"{e.text}\n{e.words}".strip(),
        width=330,
    ),
    Column(key="author", title=N_("By"), text=lambda e: e.author, width=110, hidden=True),
)


def _flat(words: str) -> str:
    return " ".join(words.split())


class History(Card):
    """The list with its filters, and a line for a note (Ctrl+M); Enter opens what a line tells."""

    opened = Signal(object)

    def __init__(self, desk: Desk, person_id: Id) -> None:
        super().__init__(_("Timeline"))
        self._desk = desk
        self._id = person_id
        self._kept: frozenset[Id] = frozenset()
        self.chips = FilterChips(
            [(code, _(title)) for code, title, _kinds in _FILTERS], name=_("Filter the timeline")
        )
        self.table: RowsTable[TimelineEntry] = RowsTable(
            COLUMNS, name=_("Timeline"), key="timeline", memory=desk.memory
        )
        self.none = PlainLabel(
            _("Nothing has happened yet. Begin with the interview."), role="muted", wrap=True
        )
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("Add a quick note… (Ctrl+M)"))
        self.note.setAccessibleName(_("Quick note"))
        self.note.returnPressed.connect(self.keep_note)
        self.body.addWidget(self.chips)
        self.body.addWidget(self.none)
        self.body.addWidget(self.table)
        self.grow(self.table)
        self.body.addLayout(row(self.note))
        self.chips.changed.connect(self._filter)
        self.table.opened.connect(self._open)
        self.reload()

    def reload(self) -> None:
        """Read the timeline again; words that stay in another office are said to be there."""
        kept = self._desk.read(kept_about, self._id)
        self._kept = kept.rows
        where = self._told_where(kept) if kept.rows else ""
        self.table.set_rows(
            [
                replace(entry, words=where) if entry.row in kept.rows else entry
                for entry in self._desk.read(timeline, self._id)
            ]
        )
        self._filter()

    def keep_note(self) -> None:
        """Keep what is typed in the line as a note."""
        text = self.note.text()
        if text.strip() and self._desk.do(commands.add_note, self._id, text) is not None:
            self.note.clear()

    def _filter(self) -> None:
        chosen = self.chips.value()
        kinds = {kind for code, _title, kinds in _FILTERS if code in chosen for kind in kinds}
        shown = kinds or set(Kind) - {Kind.CHANGE}
        model = self.table.rows_model
        model.set_filter("", lambda entry: entry.kind in shown)
        self.chips.show_count(model.rowCount(), model.total())
        show_if(self.none, on=model.total() == 0)

    def _told_where(self, kept: Kept) -> str:
        if kept.office_id in {None, self._desk.office_id}:
            return _("still on its way from another office")
        name = self._desk.read(office.office, kept.office_id).name
        return _("kept in %(office)s", office=name)

    def _open(self, entry: TimelineEntry) -> None:
        if entry.row in self._kept:
            KeptDialog(entry, parent=self).open_over()
        elif entry.closed:
            self._desk.say(_("This is shown to few: %(words)s.", words=entry.words), "info")
        elif entry.kind == Kind.NOTE:
            NoteDialog(self._desk, entry, parent=self).open_over()
        elif entry.kind in {Kind.DUO, Kind.MEETINGS, Kind.OUTCOME}:
            self._desk.go("duos", entry.row if entry.kind == Kind.DUO else self._id)
        elif entry.kind == Kind.DOCUMENT:
            self._desk.go("documents", self._id)
        elif entry.kind == Kind.PROPOSAL:
            self._desk.go("pairing", self._id)
        else:
            self.opened.emit(entry)


class KeptDialog(Dialog):
    """Why the words of an entry are not here, and when they come."""

    def __init__(self, entry: TimelineEntry, *, parent: QWidget | None = None) -> None:
        super().__init__(
            f"{short(entry.at.astimezone(BELGIUM).date())} · {_(_KINDS[entry.kind][0])}",
            _(
                "What was written here is %(where)s. It comes when this person is handed over to "
                "your office, with the next file of the office that has it.",
                where=entry.words,
            ),
            icon_name="lock",
            parent=parent,
        )
        self.add_button(_("Close"), self.accept, kind="primary", default=True)


class NoteDialog(Dialog):
    """A note in full; changed words are kept on closing, an emptied note goes."""

    def __init__(self, desk: Desk, entry: TimelineEntry, *, parent: QWidget | None = None) -> None:
        super().__init__(_("Note"), icon_name="sticky-note", parent=parent)
        self._desk = desk
        self._entry = entry
        self.text = TextField(lines=8)
        self.text.set_value(entry.words)
        self.text.set_name(_("Note"))
        self.body.addWidget(
            PlainLabel(
                f"{short(entry.at.astimezone(BELGIUM).date())} · {entry.author}", role="small"
            )
        )
        self.body.addWidget(self.text)
        self.add_button(_("Close"), self.accept, kind="primary", default=True)
        self.finished.connect(lambda _code: self._keep())

    def _keep(self) -> None:
        if self.text.value() != self._entry.words:
            self._desk.do(commands.change_note, self._entry.row, self.text.value())
