"""The call list: who is to be called, why, since when; one key notes what came of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import moment
from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.people.calls import Call, Tries, calls
from duodesk.people.contacts import (
    ContactRow,
    contacts,
    keep_words,
    log_contact,
    words,
)
from duodesk.ui.clipboard import copy_text
from duodesk.ui.desk import Desk
from duodesk.ui.people.call_table import NAMES, TONES, CallsTable, due_badge, why_words
from duodesk.ui.people.contacting import ContactDialog
from duodesk.ui.people.view import View
from duodesk.ui.widgets.buttons import Button, IconButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.header import EmptyState, PageHeader
from duodesk.ui.widgets.layout import Body, Card, Flow, column, panes, row, widget
from duodesk.ui.widgets.search import FilterChips, SearchBox
from duodesk.ui.widgets.text import ElidedLabel, PlainLabel, show_if

_TRIED = "tried"
_SHOWN_BEFORE = 4  # contacts told beside a call


class CallsView(View):
    """Left the list, what is due first on top; right whom one is calling now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.header = PageHeader(_("Calls"), "")
        self.search = SearchBox(_("Find in this list"))
        self.chips = FilterChips(
            [
                *((str(one), _(title)) for one, title in NAMES.items()),
                (_TRIED, _("Tried today")),
            ],
            name=_("Filter the calls"),
        )
        self.table = CallsTable(desk)
        self.panel = CallPanel(desk)
        self._none = EmptyState(
            "circle-check",
            _("Nobody waits for a call."),
            hint=_("Who registers, and who misses an information session, appears here."),
        )
        self._hidden = EmptyState("list-filter", _("No call fits this filter."))
        self._stack = QStackedWidget()
        for part in (self.table, self._none, self._hidden):
            self._stack.addWidget(part)
        left = widget(column(self.search, self.chips, self._stack, spacing=8))
        both = panes(left, self.panel, shares=(5, 3), name=_("Calls"), parent=self)
        both.setSizes([740, 360])
        layout = column(self.header, both, spacing=10)
        layout.setStretchFactor(both, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)
        self.search.searched.connect(lambda _text: self._filter())
        self.search.went_down.connect(self.table.setFocus)
        self.chips.changed.connect(self._filter)
        self.table.picked.connect(self.panel.show_call)
        self.table.noted.connect(lambda reached: self.panel.note(reached=reached))
        self.table.opened.connect(lambda call: self.opened.emit(call.person_id))
        self.panel.opened.connect(self.opened)
        self.reload()

    @override
    def reload(self) -> None:
        rows = self._desk.read(calls, office_id=self._desk.office_id, today=self._desk.today)
        today = self._desk.today
        waiting = [call for call in rows if not call.was_tried(today)]
        late = sum(call.is_late(today) for call in waiting)
        told = [ngettext("%(n)s person to call", "%(n)s people to call", len(waiting))]
        if late:
            told.append(ngettext("%(n)s later than agreed", "%(n)s later than agreed", late))
        self.header.set_texts(_("Calls"), " · ".join(told))
        self.table.set_rows(rows)
        self._filter()

    @override
    def focus_search(self) -> None:
        self.search.setFocus()

    @override
    def settle(self) -> None:
        self.panel.settle()

    def _filter(self) -> None:
        chosen, today = self.chips.value(), self._desk.today
        about = chosen - {_TRIED}

        def keep(call: Call) -> bool:
            tried = call.was_tried(today) == (_TRIED in chosen)
            return tried and (not about or str(call.about) in about)

        model, place = self.table.rows_model, self.table.currentIndex().row()
        model.set_filter(self.search.text(), keep)
        shown, total = model.rowCount(), model.total()
        self.chips.show_count(shown, total, filtered=bool(self.search.text()))
        if shown:
            self.table.go_to(min(max(place, 0), shown - 1))
        self.panel.show_call(self.table.current() if shown else None)
        nobody = self._hidden if total else self._none
        self._stack.setCurrentWidget(self.table if shown else nobody)


class CallPanel(Body):
    """Whom one is calling: the number in large letters, what was tried, words, two buttons."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=10)
        self._desk = desk
        self.call: Call | None = None
        # What was said in calls noted here, by what had been tried before: undo brings it back.
        self._noted: dict[Id, tuple[Tries, str]] = {}
        self.name = PlainLabel(role="heading", wrap=True)
        self.phone = PlainLabel(role="big").selectable()
        copy = IconButton("copy", _("Copy the telephone number"), self._copy)
        self.mail = ElidedLabel(role="muted")
        self.why, self.due = Chip(), Chip()
        self.past = PlainLabel(role="small", wrap=True)
        self.words = TextField(lines=3, placeholder=_("What was said, if you like"))
        self.words.set_name(_("What was said"))
        self.words.committed.connect(self._keep_words)
        yes = Button(_("Reached"), self._reached, kind="primary", icon_name="check",
                     tip=_("Key R in the list"))  # fmt: skip
        no = Button(_("No answer"), self._not_reached, icon_name="x", tip=_("Key N in the list"))
        other = Button(_("Other…"), self._other, kind="quiet")
        person = Button(_("Open the person"), self._open, icon_name="user")
        self._card = Card(
            "", self.name, widget(_flow(self.why, self.due)), row(self.phone, copy, None),
            self.mail, 4, self.words, widget(_flow(yes, no, other)), 6, self.past,
            row(person, None),
        )  # fmt: skip
        self.column.addWidget(self._card)
        self.column.addStretch(1)

    def show_call(self, call: Call | None) -> None:
        """Somebody else, or the same after something changed; words half typed stay with their
        person.
        """
        same = call and self.call and call.person_id == self.call.person_id
        if not same:
            self.settle()
        self.call = call
        if call is not None and not (same and self.words.value()):
            self.words.set_value(self._words_of(call))
        show_if(self._card, on=call is not None)
        if call is None:
            return
        today = self._desk.today
        self.name.setText(call.name)
        self.phone.setText(call.phone or _("No telephone number"))
        self.mail.setText(call.email)
        show_if(self.mail, on=bool(call.email))
        self.why.show_badge(why_words(call), TONES[call.about])
        badge = due_badge(call, today)
        self.due.show_badge(badge.text, badge.tone)
        before = self._desk.read(contacts, call.person_id)[:_SHOWN_BEFORE]
        self.past.setText("\n".join(_told(one) for one in before))
        show_if(self.past, on=bool(before))

    def note(self, *, reached: bool) -> None:
        """Write down what came of the call, with the words typed."""
        call = self.call
        if call is None:
            return
        text = self.words.value()
        done = self._desk.do(
            log_contact, call.person_id, reached=reached, about=call.about, text=text
        )
        if done is None:
            return
        self.words.set_value("")
        keep_words(self._desk.store, call.person_id, "")
        self._noted[call.person_id] = (call.tries, text)
        if reached:
            self._desk.say(_("%(name)s was reached. Ctrl+Z takes it back.", name=call.name))
        else:
            self._desk.say(
                _("%(name)s comes back on the next working day. Ctrl+Z takes it back.",
                  name=call.name),
                "info",
            )  # fmt: skip

    def settle(self) -> None:
        """Keep the words typed; without a result they are no contact yet."""
        self.words.flush()

    def _words_of(self, call: Call) -> str:
        """What was typed for this call: not noted yet, or noted and taken back."""
        tries, text = self._noted.get(call.person_id, (None, ""))
        typed = self._desk.read(words, call.person_id)
        return typed or (text if tries == call.tries else "")

    def _keep_words(self, text: str) -> None:
        if self.call is not None:
            keep_words(self._desk.store, self.call.person_id, text)

    def _reached(self) -> None:
        self.note(reached=True)

    def _not_reached(self) -> None:
        self.note(reached=False)

    def _other(self) -> None:
        if self.call is not None:
            dialog = ContactDialog(
                self._desk, self.call.person_id, about=self.call.about, parent=self.window()
            )
            dialog.open_over()

    def _open(self) -> None:
        if self.call is not None:
            self.opened.emit(self.call.person_id)

    def _copy(self) -> None:
        if self.call is not None and self.call.phone:
            copy_text(self.call.phone)


def _flow(*parts: QWidget) -> Flow:
    """Side by side, and below where the panel is narrow."""
    made = Flow(spacing=8)
    for part in parts:
        made.addWidget(part)
    return made


def _told(one: ContactRow) -> str:
    """A contact on one line: when, how, reached or not, what was said."""
    result = _("reached") if one.reached else _("no answer")
    head = " · ".join((moment(one.at), reference.chosen("channel", one.channel), result))
    return f"{head} – {one.text}" if one.text else head
