"""Choosing people for a series or a meeting from a list, the longest waiting first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.people import queries as people
from duodesk.people.words import Role
from duodesk.training import mentors_meetings, seats
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.room import Where
from duodesk.ui.training.words import completion_words, need_words
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.picks import PickTable
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import SearchBox
from duodesk.ui.widgets.text import PlainLabel

_WAITING, _ALL = "waiting", "all"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be picked: since when they wait, and how far they are in words."""

    person_id: Id
    name: str
    number: str
    municipality: str
    since: date | None = None
    told: str = ""


class CandidatesDialog(Dialog):
    """Whoever is picked beyond the seats that are left comes on the waiting list."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        *,
        there: Collection[Id],
        where: Where,
        left: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Add people: %(what)s", what=title), icon_name="user-plus", parent=parent
        )
        self.setMinimumWidth(look().px(740))
        self._desk, self._there, self._where, self._left = desk, there, where, left
        first = _("Training not complete") if where["series_id"] else _("Still need a meeting")
        self.who = Segmented(
            [(_WAITING, first), (_ALL, _("All mentors"))], value=_WAITING, name=_("List")
        )
        self.search = SearchBox(_("Find in this list"))
        self.table: PickTable[Candidate] = PickTable(
            _columns(desk.today), identity=lambda one: one.person_id, name=_("People")
        )
        self.table.follow(self.search)
        self.count = PlainLabel(role="muted", wrap=True)
        self.warning = Notice("", tone="warn")
        tools = row(self.who, self.search, spacing=12)
        tools.setStretchFactor(self.search, 1)
        self.body.addLayout(tools)
        for part in (self.table, self.count, self.warning):
            self.body.addWidget(part)
        self.add_button(_("Cancel"), self.reject)
        self.button = self.add_button("", self.book, kind="primary")
        self.who.chosen.connect(lambda _code: self._read())
        self.table.picks_changed.connect(self._tell)
        self._read()
        self._tell()
        self.search.setFocus()

    def book(self) -> None:
        """Give a seat to those who were picked, in the order of picking."""
        chosen = [one.person_id for one in self.table.picks]
        booked = self._desk.do(seats.book, chosen, **self._where)
        if booked is None:
            return
        self.accept()
        if booked.waiting:
            n = len(booked.waiting)
            self._desk.say(
                ngettext(
                    "%(n)s person is on the waiting list: there was no seat left.",
                    "%(n)s people are on the waiting list: there was no seat left.",
                    n,
                ),
                "warn",
            )

    def _read(self) -> None:
        rows = self._waiting() if self.who.value() == _WAITING else self._everybody()
        self.table.set_rows(rows, self.search.text())

    def _waiting(self) -> Sequence[Candidate]:
        desk = self._desk
        if self._where["series_id"] is not None:
            return [
                Candidate(
                    one.person_id, one.name, one.number, one.municipality, one.since,
                    completion_words(one.completion),
                )
                for one in desk.read(seats.candidates, today=desk.today, **self._where)
            ]  # fmt: skip
        found = desk.read(mentors_meetings.needs, office_id=desk.office_id, today=desk.today)
        lacking = {one.mentor_id: one for one in found if one.missing and one.booked_on is None}
        known = {one.person_id: one for one in self._everybody()}
        return [
            Candidate(
                one, need.mentor, known[one].number if one in known else "",
                known[one].municipality if one in known else "", None, need_words(need),
            )
            for one, need in lacking.items()
            if one not in self._there
        ]  # fmt: skip

    def _everybody(self) -> Sequence[Candidate]:
        desk = self._desk
        found = desk.read(
            people.people, role=Role.MENTOR, office_id=desk.office_id, today=desk.today, bare=True
        )
        return [
            Candidate(one.id, one.name, one.number, one.municipality)
            for one in found
            if one.id not in self._there
        ]

    def _tell(self) -> None:
        chosen, left = len(self.table.picks), self._left
        told = [ngettext("%(n)s person picked", "%(n)s people picked", chosen)]
        if left is not None:
            told.append(ngettext("%(n)s seat left", "%(n)s seats left", max(left, 0)))
        self.count.setText(" · ".join(told))
        over = chosen - max(left, 0) if left is not None else 0
        self.warning.set_text(
            ngettext(
                "There are fewer seats than people: the last %(n)s picked comes on the waiting "
                "list.",
                "There are fewer seats than people: the last %(n)s picked come on the waiting "
                "list.",
                over,
            )
            if over > 0
            else ""
        )
        self.button.set_text(ngettext("Add %(n)s person", "Add %(n)s people", chosen))
        self.button.setEnabled(chosen > 0)


def _columns(today: date) -> tuple[Column[Candidate], ...]:
    return (
        Column(key="name", title=N_("Name"), text=lambda c: c.name, width=168, strong=True),
        Column(
            key="waiting",
            title=N_("Waiting"),
            text=lambda c: _days(c, today),
            tip=lambda c: _("accepted on %(day)s", day=short(c.since)) if c.since else "",
            order=lambda c: c.since,
            width=84,
            right=True,
        ),
        Column(key="told", title=N_("So far"), text=lambda c: c.told, width=196),
        Column(key="place", title=N_("Municipality"), text=lambda c: c.municipality, width=104),
        Column(key="number", title=N_("Number"), text=lambda c: c.number, width=100, hidden=True),
    )


def _days(one: Candidate, today: date) -> str:
    if one.since is None:
        return ""
    return ngettext("%(n)s day", "%(n)s days", max((today - one.since).days, 0))
