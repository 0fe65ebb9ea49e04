"""The line one is on: its reason in full, whom to call, and everything that can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.today.line import Line, Phone, Verb
from duodesk.ui.clipboard import copy_text
from duodesk.ui.desk import Desk
from duodesk.ui.today.acting import Acting
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, MenuButton
from duodesk.ui.widgets.layout import Card, Flow, column, row, widget
from duodesk.ui.widgets.text import ElidedLabel, PlainLabel, show_if


class LinePanel(Card):
    """Below the list: left what there is to know, right what can be done."""

    def __init__(self, desk: Desk, acting: Acting) -> None:
        super().__init__()
        self._desk, self._acting = desk, acting
        self.line: Line | None = None
        self.who = ElidedLabel("", role="strong")
        self.why, self.more = ElidedLabel(""), ElidedLabel("", role="muted")
        self._phones = Flow(spacing=4)
        phones = QWidget()
        phones.setLayout(self._phones)
        self._numbers = phones
        self.finish = Button("", self._finish, kind="primary")
        self.open = Button(_("Open"), self._open)
        self.put_off = MenuButton(_("Put off"), self._offer)
        self.note = Button(_("Note"), self._note)
        self.gone = Button(_("Not relevant"), self._let_go, kind="quiet")
        actions = (self.finish, self.open, self.put_off, self.note, self.gone)
        words = column(self.who, self.why, self.more, phones, spacing=2)
        whole = row(words, *actions, spacing=8)
        whole.setStretchFactor(words, 1)
        self.body.addLayout(whole)
        self.show_line(None)

    def show_line(self, line: Line | None) -> None:
        """Another line, or none."""
        self.line = line
        show_if(self, on=line is not None)
        if line is None:
            return
        self.who.setText(line.about.title or _("The desk"))
        self.why.setText(" · ".join((str(line.reason), short(line.due_on))))
        self.more.setText(" · ".join(line.tags))
        show_if(self.more, on=bool(line.tags))
        self._phones.clear()
        known = [one for one in line.about.phones if one.number]
        for one in known:
            self._phones.addWidget(self._number(one))
        show_if(self._numbers, on=bool(known))
        self.finish.set_text(line.finish.title)
        show_if(self.open, on=line.finish.verb != Verb.GO)
        about = line.about.person_id is not None or line.about.duo_id is not None
        show_if(self.note, on=about)
        show_if(self.gone, on=line.rule != "alert")

    def _number(self, one: Phone) -> QWidget:
        words = PlainLabel(f"{one.name}: {one.number}").selectable()
        copy = IconButton(
            "copy", _("Copy the number of %(name)s", name=one.name), partial(copy_text, one.number)
        )
        return widget(row(words, copy, spacing=2))

    def _finish(self) -> None:
        if self.line is not None:
            self._acting.finish(self.line)

    def _open(self) -> None:
        if self.line is not None:
            self._acting.open(self.line)

    def _offer(self, menu: Menu) -> None:
        if self.line is not None:
            self._acting.offer_snooze(menu, self.line)

    def _note(self) -> None:
        if self.line is not None:
            self._acting.note(self.line)

    def _let_go(self) -> None:
        if self.line is not None:
            self._acting.let_go(self.line)
