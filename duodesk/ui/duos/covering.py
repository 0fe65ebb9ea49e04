"""Handing one's duos to a colleague until a day, and taking them back."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.followup import covers
from duodesk.followup.covers import CoverRow
from duodesk.office import queries as office
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.text import PlainLabel

_USUAL_DAYS = 14


class CoverDialog(Dialog):
    """The duos keep their coordinator; on these days the colleague finds them under "my duos"."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Hand over my duos"),
            _("On these days a colleague looks after your duos. Nothing of the duos changes, and "
              "they are yours again by themselves on the day after."),
            icon_name="users",
            parent=parent,
        )  # fmt: skip
        self._desk = desk
        me = desk.store.author_id
        colleagues = [
            (str(one.id), one.name)
            for one in desk.read(office.authors, office_id=desk.office_id)
            if one.id != me and one.left_on is None
        ]
        self.to = ChoiceField(colleagues, empty=None)
        self.first, self.last = DayField(today=desk.today), DayField(today=desk.today)
        self.first.set_value(desk.today)
        self.last.set_value(desk.today + timedelta(days=_USUAL_DAYS - 1))
        form = Form()
        form.add(_("To"), self.to, required=True)
        form.add(_("First day"), self.first, required=True)
        form.add(_("Last day"), self.last, required=True)
        self._running = QWidget()
        self.body.addWidget(form)
        self.body.addWidget(self._running)
        self.add_button(_("Close"), self.reject)
        give = self.add_button(_("Hand over"), self.do, kind="primary", default=True)
        if not colleagues:
            give.setEnabled(False)
            self.to.set_problem(_("There is no other colleague in this office yet."))
        self._show_running()

    def do(self) -> None:
        """Hand them over."""
        first, last, to = self.first.value(), self.last.value(), self.to.value()
        if first is None or last is None:
            (self.first if first is None else self.last).set_problem(_("Which day?"))
        elif to and self._desk.do(covers.hand_over_my_duos, Id(to), first, last) is not None:
            self._desk.say(_("Your duos are handed over until %(day)s.", day=short(last)))
            self.accept()

    def _show_running(self) -> None:
        """One's own covers, and those one holds for others."""
        me = self._desk.store.author_id
        known = [
            one
            for one in self._desk.read(covers.covers, since=self._desk.today)
            if me in {one.author_id, one.covered_by}
        ]
        fresh = widget(column(*map(self._line, known), spacing=6))
        self.body.replaceWidget(self._running, fresh)
        self._running.hide()
        self._running.deleteLater()
        self._running = fresh

    def _line(self, one: CoverRow) -> QWidget:
        words = _(
            "%(author)s → %(covering)s, %(first)s to %(last)s",
            author=one.author,
            covering=one.covering,
            first=short(one.first_day),
            last=short(one.last_day),
        )
        label = PlainLabel(words, wrap=True)
        parts: list[QWidget] = [label]
        if one.author_id == self._desk.store.author_id:
            parts.append(Button(_("Take back"), partial(self._take_back, one.id)))
        line = row(*parts, spacing=8)
        line.setStretchFactor(label, 1)
        return widget(line)

    def _take_back(self, cover_id: Id) -> None:
        if self._desk.do(covers.take_back, cover_id) is not None:
            self._desk.say(_("Your duos are yours again from today."))
            self._show_running()
