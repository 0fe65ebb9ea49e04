"""The timeline of a person: everything that happened by month, newest first, what is planned above
it, and a quick note.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget
from typing_extensions import override

from duodesk.base.dates import moment, short
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.base.progress import Progress
from duodesk.base.spots import Marked, snippet
from duodesk.exchange.kept import Kept, kept_about
from duodesk.office import queries as office
from duodesk.pairing.kept import kept_reasons
from duodesk.people import commands, restricted
from duodesk.people.contacts import contact
from duodesk.people.timeline import Kind, TimelineEntry, changes, day_of, in_order, timeline
from duodesk.training.dated import Key, Source
from duodesk.ui.desk import Desk
from duodesk.ui.people.contacting import ContactDialog
from duodesk.ui.people.telling import (
    COLUMNS,
    FILTERS,
    KINDS,
    change,
    shown,
    told,
    with_headings,
)
from duodesk.ui.widgets.cells import CellDelegate
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.layout import Card, row
from duodesk.ui.widgets.marked import MarkedDelegate
from duodesk.ui.widgets.rows import ROW_ROLE, Index
from duodesk.ui.widgets.search import FilterChips, SearchBox
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if


class _LineDelegate(CellDelegate):
    """Paints headings heavier than what stands below them."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        entry = index.data(ROW_ROLE)
        if isinstance(entry, TimelineEntry) and entry.kind == Kind.HEADING:
            option.font.setWeight(QFont.Weight.Bold)


class TimelineTable(RowsTable[TimelineEntry]):
    """Lines in the order of time; a heading goes across its row, searched words are marked."""

    def __init__(self, desk: Desk) -> None:
        self._words = ""
        columns = [replace(one, drawn=self._piece) if one.key == "text" else one for one in COLUMNS]
        super().__init__(columns, name=_("Timeline"), key="timeline", memory=desk.memory)
        told_in = next(place for place, one in enumerate(COLUMNS) if one.key == "text")
        self.setItemDelegateForColumn(told_in, MarkedDelegate(self))
        self.setItemDelegate(_LineDelegate(self))
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionsMovable(False)
        header.setSortIndicatorShown(False)

    def show_lines(self, lines: list[TimelineEntry], words: str = "") -> None:
        """Show these, headings across, with the words that were searched."""
        self._words = words
        self.clearSpans()
        self.set_rows(lines)
        for place, entry in enumerate(lines):
            if entry.kind == Kind.HEADING:
                self.setSpan(place, 0, 1, len(COLUMNS))

    def _piece(self, entry: TimelineEntry) -> Marked | None:
        searched = self._words.strip() and entry.kind != Kind.HEADING
        return snippet(told(entry), self._words, inside=True) if searched else None


class History(Card):
    """The list with its filters, a search and a line for a note (Ctrl+M); Enter opens a line."""

    opened = Signal(object)

    def __init__(self, desk: Desk, person_id: Id) -> None:
        super().__init__(_("Timeline"))
        self._desk = desk
        self._id = person_id
        self._kept: frozenset[Id] = frozenset()
        self._happened: list[TimelineEntry] = []
        self._changes: list[TimelineEntry] = []
        self._reading = 0
        self.search = SearchBox(_("Search in the timeline"))
        self.chips = FilterChips(
            [(code, _(title)) for code, title, _kinds in FILTERS], name=_("Filter the timeline")
        )
        self.table = TimelineTable(desk)
        self.none = PlainLabel(
            _("Nothing has happened yet. Begin with the interview."), role="muted", wrap=True
        )
        self.papers = PlainLabel(
            _("No CVs and no scans here: only what is needed is kept. Papers stay on paper, with "
              "the number and the place where they are filed."),
            role="small", wrap=True,
        )  # fmt: skip
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("Add a quick note… (Ctrl+M)"))
        self.note.setAccessibleName(_("Quick note"))
        self._lay()
        self.reload()

    def reload(self) -> None:
        """Read the timeline again; words that stay in another office are said to be there."""
        kept = self._desk.read(kept_about, self._id)
        self._kept = kept.rows
        where = self._told_where(kept) if kept.rows else ""
        self._happened = [
            replace(entry, words=where) if entry.row in kept.rows else entry
            for entry in self._desk.read(timeline, self._id)
        ]
        self._show()
        self._read_changes()

    def keep_note(self) -> None:
        """Keep what is typed in the line as a note."""
        text = self.note.text()
        if text.strip() and self._desk.do(commands.add_note, self._id, text) is not None:
            self.note.clear()

    def _lay(self) -> None:
        for part in (self.search, self.chips, self.papers, self.none, self.table):
            self.body.addWidget(part)
        self.grow(self.table)
        self.body.addLayout(row(self.note))
        self.note.returnPressed.connect(self.keep_note)
        self.chips.changed.connect(self._show)
        self.chips.cleared.connect(self.search.clear)
        self.search.searched.connect(lambda _text: self._show())
        self.search.went_down.connect(self._go_down)
        self.table.opened.connect(self._open)

    def _read_changes(self) -> None:
        """The journal is read in the worker; only the latest answer counts."""
        self._reading += 1
        wanted, store, person_id = self._reading, self._desk.store, self._id

        def work(_progress: Progress) -> list[TimelineEntry]:
            with store.read() as session:
                return changes(session, person_id)

        def then(found: list[TimelineEntry]) -> None:
            if wanted == self._reading and found != self._changes:
                self._changes = found
                self._show()

        self._desk.jobs.start(
            _("Timeline"), work, _while_alive(self, then), refused=lambda _error: None, quiet=True
        )

    def _show(self) -> None:
        every = in_order([*self._happened, *self._changes])
        found = shown(every, self.chips.value(), self.search.text())
        lines = list(with_headings(found, self._desk.today))
        self.table.show_lines(lines, self.search.text())
        self.chips.show_count(len(found), len(every), filtered=bool(self.search.text()))
        show_if(self.none, on=not every)
        show_if(self.papers, on="paper" in self.chips.value())

    def _go_down(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if self.table.current() is None and self.table.rows_model.rowCount() > 1:
            self.table.go_to(1)

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
        elif entry.kind == Kind.INTERVIEW:
            self.opened.emit(entry)
        elif entry.kind == Kind.CONTACT:
            self._correct(entry)
        elif (place := self._leads_to(entry)) is not None:
            self._desk.go(*place)
        elif entry.kind != Kind.HEADING:
            LineDialog(self._desk, entry, parent=self).open_over()

    def _correct(self, entry: TimelineEntry) -> None:
        """A contact in full, to be corrected; one of a duo is only read here."""
        found = self._desk.read(contact, entry.row)
        if found is None:
            LineDialog(self._desk, entry, parent=self).open_over()
            return
        ContactDialog(self._desk, found.person_id, correct=found, parent=self).open_over()

    def _leads_to(self, entry: TimelineEntry) -> tuple[str, object] | None:
        """The screen that shows more of a line."""
        if entry.table == "event":
            return "training", Key(Source.EVENT, entry.row)
        if entry.table == "series":
            return "training", entry.row
        return {
            Kind.DUO: ("duos", entry.row),
            Kind.MEETINGS: ("duos", entry.row),
            Kind.OUTCOME: ("duos", self._id),
            Kind.DOCUMENT: ("documents", self._id),
            Kind.SESSION: ("people", ("sessions", entry.row)),
        }.get(entry.kind)


class LineDialog(Dialog):
    """A line in full: each field of a step from what to what; for a proposal, the way to it."""

    def __init__(self, desk: Desk, entry: TimelineEntry, *, parent: QWidget | None = None) -> None:
        lines = [entry.words, *(change(one) for one in entry.changed)]
        if entry.kind == Kind.PROPOSAL:
            lines += [
                _("%(what)s: %(words)s", what=one.title, words=one.text)
                for one in desk.read(kept_reasons, entry.row)
            ]
        super().__init__(
            str(entry.text), "\n".join(line for line in lines if line), icon_name="history",
            parent=parent,
        )  # fmt: skip
        day = moment(entry.at) if entry.kind == Kind.CHANGE else short(day_of(entry))
        when = " · ".join(part for part in (day, entry.author) if part)
        self.body.addWidget(PlainLabel(when, role="small"))
        if entry.kind == Kind.PROPOSAL:
            self.add_button(_("Show the proposals"), partial(self._go, desk))
        self.add_button(_("Close"), self.accept, kind="primary", default=True)

    def _go(self, desk: Desk) -> None:
        self.accept()
        desk.go("pairing")


class KeptDialog(Dialog):
    """Why the words of an entry are not here, and when they come."""

    def __init__(self, entry: TimelineEntry, *, parent: QWidget | None = None) -> None:
        super().__init__(
            f"{short(day_of(entry))} · {_(KINDS[entry.kind][0])}",
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
        self.body.addWidget(PlainLabel(f"{short(day_of(entry))} · {entry.author}", role="small"))
        self.body.addWidget(self.text)
        few = _("Show to all colleagues") if entry.restricted else _("Show to few")
        self.few = self.add_button(few, self.turn_few, kind="quiet")
        self.add_button(_("Close"), self.accept, kind="primary", default=True)
        self.finished.connect(lambda _code: self._keep())

    def turn_few(self) -> None:
        """Show it to its author and the office's administration alone, or to all again."""
        self.accept()
        on = not self._entry.restricted
        self._desk.do(restricted.restrict_note, self._entry.row, on=on)

    def _keep(self) -> None:
        if self.text.value() != self._entry.words:
            self._desk.do(commands.change_note, self._entry.row, self.text.value())


def _while_alive(
    owner: QWidget, then: Callable[[list[TimelineEntry]], None]
) -> Callable[[list[TimelineEntry]], None]:
    """An answer that comes after its page has gone is let go."""
    from shiboken6 import isValid

    def answer(found: list[TimelineEntry]) -> None:
        if isValid(owner):
            then(found)

    return answer
