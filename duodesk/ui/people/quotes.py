"""Marks beside the facts of a profile: each holds the words of the interview that it came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.people import findings
from duodesk.people.cards import PersonCard
from duodesk.people.facts import Kind, known, title
from duodesk.people.findings import FindingRow
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import Flow
from duodesk.ui.widgets.text import PlainLabel, set_tip, show_if

_FIELDS: Mapping[str, str] = {
    Kind.LANGUAGE: "languages",
    Kind.TARGET: "targets",
    Kind.EXPERIENCE: "experience",
    Kind.INTEREST: "interests",
    Kind.NEED: "needs",
    Kind.STRENGTH: "strengths",
    Kind.FREE: "free",
    Kind.STYLE: "style",
    Kind.GOAL: "targets",
}


class QuoteMarks(QWidget):
    """The marks of one field; `chosen` carries the finding whose mark was pressed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(spacing=2)
        self._rows: Sequence[FindingRow] = ()
        self.setLayout(self._flow)
        self.hide()

    def show_rows(self, rows: Sequence[FindingRow]) -> None:
        """Other marks; a mark that has the focus keeps it while they are the same."""
        if list(rows) == list(self._rows):
            return
        self._rows = rows
        self._flow.clear()
        for one in rows:
            name = title(one.fact)
            mark = Button(name, partial(self.chosen.emit, one), kind="token", icon_name="quote")
            mark.setAccessibleName(_("Words about %(fact)s", fact=name))
            mark.setAccessibleDescription(one.words)
            set_tip(mark, f"“{one.words}”\n{origin(one)}")
            self._flow.addWidget(mark)
        show_if(self, on=bool(rows))


class Quotes(QObject):
    """All marks of a profile by the field below which they stand; `show` leads to the place."""

    def __init__(self, desk: Desk, person_id: Id, panel: QWidget) -> None:
        super().__init__(panel)
        self._desk = desk
        self._id = person_id
        self._panel = panel
        self._marks: dict[str, QuoteMarks] = {}
        self.show: Callable[[FindingRow], object] = self._go

    def marks(self, name: str) -> QuoteMarks:
        """The marks of a field, to be put below it."""
        marks = self._marks[name] = QuoteMarks()
        marks.chosen.connect(self.open)
        return marks

    def show_card(self, card: PersonCard) -> None:
        """Show the words from which facts came that the profile still holds."""
        holds = known(card)
        rows = [row for row in self._desk.read(findings.findings, self._id) if row.fact in holds]
        for name, marks in self._marks.items():
            marks.show_rows([row for row in rows if _field_of(row.fact) == name])

    def open(self, one: FindingRow) -> None:
        """The words in full."""
        QuoteDialog(self._desk, one, self.show, parent=self._panel.window()).open_over()

    def _go(self, one: FindingRow) -> None:
        self._desk.go("people", ("interview", one.interview_id, one.words))


class QuoteDialog(Dialog):
    """The words in full, when and by whom they were noted, and the way to the place itself."""

    def __init__(
        self,
        desk: Desk,
        one: FindingRow,
        show: Callable[[FindingRow], object],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title(one.fact), icon_name="quote", parent=parent)
        self._desk = desk
        self._one = one
        self._show_it = show
        self.quoted = PlainLabel(f"“{one.words}”", wrap=True).selectable()
        self.body.addWidget(self.quoted)
        self.body.addWidget(PlainLabel(origin(one), role="small", wrap=True))
        self.add_button(_("Take the quotation away"), self.take_away, kind="quiet")
        self.add_button(_("Close"), self.accept)
        if not one.closed:
            self.add_button(
                _("Show in the notes"), self.go, kind="primary", default=True
            ).setFocus()

    def go(self) -> None:
        """To the place in the notes."""
        self.accept()
        self._show_it(self._one)

    def take_away(self) -> None:
        """The fact stays; Ctrl+Z brings its words back."""
        self.accept()
        if self._desk.do(findings.unlink, self._one.id) is not None:
            self._desk.say(_("The quotation is gone, the fact stays. Ctrl+Z brings it back."))


def _field_of(fact: str) -> str:
    return _FIELDS.get(fact.partition(":")[0], "")


def origin(one: FindingRow) -> str:
    """Interview of 24/11/2026, by Annick."""
    return _("Interview of %(day)s, by %(name)s", day=short(one.held_on), name=one.author or "?")
