"""Requests about data on the screen: a line for each with its day, and all that can be done.
Shown on a person's page, in the settings for the whole office, and from Today.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.clock import BELGIUM
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.documents.catalog import DocumentKind
from duodesk.documents.commands import print_letter
from duodesk.documents.draw import draw
from duodesk.documents.request_letters import Asker, Erased, Wanted, kinds_for, request_letter
from duodesk.exchange import erasure
from duodesk.people import requests
from duodesk.people.deadlines import may_extend
from duodesk.people.request_words import wish_title
from duodesk.people.requests import RequestRow, Wish
from duodesk.ui.desk import Desk
from duodesk.ui.dossiers import show_dossier
from duodesk.ui.one_paper import Shown, show_paper
from duodesk.ui.request_forms import (
    AnswerDialog,
    AskerDialog,
    ExtendDialog,
    IdentityDialog,
    NoteDialog,
    ReceiveDialog,
)
from duodesk.ui.request_words import state, told
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Menu, MenuButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import Body, Part, column, row, widget
from duodesk.ui.widgets.text import PlainLabel

_SHOWN = 30


class RequestLines(QWidget):
    """The requests of a person, or of the whole office: those to be answered first."""

    def __init__(self, desk: Desk, person_id: Id | None = None) -> None:
        super().__init__()
        self._desk, self._person_id = desk, person_id
        self.rows: list[RequestRow] = []
        self._lines = column(spacing=10)
        self.setLayout(self._lines)
        self.reload()

    def reload(self) -> None:
        """Show what the desk file holds now."""
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        office_id = self._desk.office_id if self._person_id is None else None
        found = self._desk.read(requests.requests, office_id=office_id, person_id=self._person_id)
        self.rows = found[:_SHOWN]
        for one in self.rows:
            self._lines.addWidget(self._line(one))
        if not found:
            self._lines.addWidget(PlainLabel(_("No request yet."), role="muted"))
        self._lines.addStretch(1)

    def receive(self, name: str = "") -> None:
        """Write down a new one: of this person, or of somebody unknown."""
        over = self.window()
        self._ask(ReceiveDialog(self._desk, self._person_id, name, parent=over))

    def offer(self, one: RequestRow, menu: Menu) -> None:
        """All that can be done with a request as it stands."""
        if one.open:
            self._offer_steps(one, menu)
            menu.addSeparator()
        for kind in kinds_for(one):
            menu.item(
                _("%(title)s…", title=kind.title), partial(self.write, one, kind), icon_name="mail"
            )
        if one.person_id is not None:
            menu.item(
                _("Personal data of this person…"),
                partial(show_dossier, self._desk, one.person_id, parent=self.window()),
                icon_name="file-text",
            )
        menu.item(_("Note for colleagues…"), self._asking(NoteDialog, one), icon_name="sticky-note")
        if not one.open:
            menu.item(_("Open it again"), partial(self._reopen, one), icon_name="undo-2")

    def write(self, one: RequestRow, kind: DocumentKind) -> None:
        """A letter as it will be printed; to somebody unknown once it is said to whom."""
        if one.person_id is None:
            AskerDialog(partial(self._show, one, kind), parent=self.window()).open_over()
        else:
            self._show(one, kind, Asker())

    def _offer_steps(self, one: RequestRow, menu: Menu) -> None:
        if one.identity_seen_on is None and one.person_id is not None:
            menu.item(
                _("It is really this person…"), self._asking(IdentityDialog, one),
                icon_name="user-check",
            )  # fmt: skip
        if one.extended_on is None and may_extend(one.received_on, self._desk.today):
            menu.item(_("Two months more…"), self._asking(ExtendDialog, one), icon_name="clock")
        menu.item(_("Answer…"), self._asking(AnswerDialog, one), icon_name="check")

    def _asking(
        self, kind: type[IdentityDialog | ExtendDialog | AnswerDialog | NoteDialog], one: RequestRow
    ) -> Callable[[], None]:
        return lambda: self._ask(kind(self._desk, one, parent=self.window()))

    def _ask(self, dialog: Dialog) -> None:
        dialog.accepted.connect(self.reload)
        dialog.open_over()

    def _reopen(self, one: RequestRow) -> None:
        if self._desk.do(requests.reopen, one.id) is not None:
            self.reload()

    def _show(self, one: RequestRow, kind: DocumentKind, asker: Asker) -> None:
        desk, erased = self._desk, self._erased(one)

        def read(code: str | None) -> Shown:
            wanted = Wanted(language=code, asker=asker, erased=erased)
            paper = desk.read(request_letter, one.id, kind, today=desk.today, wanted=wanted)
            leaves = partial(desk.do, print_letter, one.person_id, paper) if one.person_id else None
            return Shown(paper.language, draw(paper), paper.number, paper.missing, leaves)

        show_paper(desk, kind.title, read, parent=self.window())

    def _erased(self, one: RequestRow) -> Erased | None:
        """How far the erasure is that answered a request of somebody who is gone."""
        if one.wish != Wish.ERASURE or one.person_id is not None or one.open:
            return None
        for known in erasure.erasures(self._desk.store):
            if known.at.astimezone(BELGIUM).date() == one.answered_on:
                return Erased(known.confirmed, known.laptops)
        return None

    def _line(self, one: RequestRow) -> QWidget:
        # On a person's own list their name stands above it.
        who = (one.person or _("Somebody unknown")) if self._person_id is None else ""
        title = " · ".join(part for part in (who, wish_title(one.wish)) if part)
        words: list[Part] = [
            PlainLabel(title, role="strong", wrap=True),
            PlainLabel(told(one), role="small", wrap=True),
        ]
        words += [
            PlainLabel(text, role="small", wrap=True) for text in (one.reason, one.note) if text
        ]
        button = MenuButton(_("Go on"), partial(self.offer, one), kind="quiet")
        button.setAccessibleName(_("Go on: %(title)s", title=title))
        left = widget(column(*words, spacing=2))
        line = row(left, Chip(*state(one, self._desk.today)), button, spacing=10)
        line.setStretchFactor(left, 1)
        return widget(line)


class RequestsDialog(Dialog):
    """What a person asked about their data."""

    def __init__(self, desk: Desk, person_id: Id, name: str, *, parent: QWidget) -> None:
        super().__init__(
            _("Requests about data: %(name)s", name=name),
            _(
                "The answer leaves within a month; within three, where the person is told so in "
                "the first."
            ),
            icon_name="shield-check",
            parent=parent,
        )
        self._desk, self._person_id, self._name = desk, person_id, name
        self.lines = RequestLines(desk, person_id)
        around = Body(self.lines)
        around.setMinimumSize(look().px(620), look().px(240))
        self.body.addWidget(around)
        self.add_button(_("Close"), self.reject)
        self.add_button(_("Personal data…"), self.show_data)
        self.add_button(_("New request…"), self.receive, kind="primary", default=True)

    def receive(self) -> None:
        """A new request."""
        self.lines.receive(self._name)

    def show_data(self) -> None:
        """All that is held about the person."""
        show_dossier(self._desk, self._person_id, parent=self)
