"""Meetings of mentors and workshops: who came, and whose duo still needs one."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.dates import hours, short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.training import meetings, mentors_meetings, seats
from duodesk.training.dated import DatedKind
from duodesk.training.meetings import MeetingRow
from duodesk.training.mentors_meetings import NeedRow
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.meeting_detail import MeetingDetail
from duodesk.ui.training.meeting_form import MeetingDialog
from duodesk.ui.training.part import CalendarPart
from duodesk.ui.training.words import day_words, need_words, seats_words, where_words
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, panes, row, widget
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if

_TIMES = (("coming", N_("Coming: %(n)s")), ("past", N_("Past: %(n)s")))
_MEETING, _NEEDS = "meeting", "needs"


class MentorsMeetingsPart(CalendarPart):
    """Answers two questions: who was at the meeting, and who still needs one?"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[MeetingRow] = []
        self._wanted: Id | None = None
        self.times = Segmented([(code, "") for code, _t in _TIMES], value="coming", name=_("List"))
        self.times.chosen.connect(lambda _code: self._show_list())
        self.cards = CardList(_("Meetings"))
        self.cards.picked.connect(self._on_picked)
        self.tabs = Segmented(
            [(_MEETING, _("The meeting")), (_NEEDS, "")], value=_MEETING, name=_("What is shown")
        )
        self.tabs.chosen.connect(lambda _code: self._show_tab())
        self.detail, self.needs = MeetingDetail(desk), Needs(desk)
        self._none = EmptyState(
            "users",
            _("No meeting here."),
            Button(_("New meeting…"), self.make_new),
            hint=_("Mentors of duos under way exchange experiences there; for each duo a mentor "
                   "comes to a few."),
        )  # fmt: skip
        self._right = QStackedWidget()
        for part in (self.detail, self.needs, self._none):
            self._right.addWidget(part)
        self._lay_out()
        self.reload()

    @override
    def reload(self) -> None:
        self._rows = self._desk.read(meetings.meetings, office_id=self._desk.office_id)
        counts = {code: len(self._of(code)) for code, _t in _TIMES}
        self.times.set_texts([_(text, n=counts[code]) for code, text in _TIMES])
        self.needs.show_needs(self._next())
        lacking = ngettext("%(n)s still needs one", "%(n)s still need one", self.needs.lacking)
        self.tabs.set_texts([_("The meeting"), lacking])
        self._show_list()

    @override
    def subject(self) -> object:
        shown = self.detail.shown
        return ("meetings", shown.id) if shown is not None else None

    @override
    def show_subject(self, subject: object) -> None:
        if isinstance(subject, Id):
            self.choose(subject)

    @override
    def make_new(self) -> None:
        before = next((one for one in reversed(self._rows) if not one.cancelled), None)
        dialog = MeetingDialog(self._desk, before, parent=self.window())
        dialog.planned.connect(self.choose)
        dialog.open_over()

    def choose(self, event_id: Id) -> None:
        """Show this meeting, in the list where it stands."""
        self._wanted = event_id
        self.tabs.set_value(_MEETING)
        self.reload()

    def _of(self, code: str) -> list[MeetingRow]:
        """The meetings to come, the next one first; or those that are over, the last one first."""
        today = self._desk.today
        if code == "past":
            return [one for one in reversed(self._rows) if one.day < today]
        return [one for one in self._rows if one.day >= today]

    def _next(self) -> MeetingRow | None:
        """The meeting that people are booked for: the one shown if it is to come, else the next."""
        coming = [one for one in self._of("coming") if not one.cancelled]
        for_mentors = [one for one in coming if one.kind == DatedKind.MENTORS_MEETING]
        shown = self.detail.shown
        same = [one for one in for_mentors if shown is not None and one.id == shown.id]
        return next(iter(same or for_mentors), None)

    def _on_picked(self, card: CardItem) -> None:
        """A card whose words stayed the same keeps the row it was made with: look it up."""
        shown = next((one for one in self._rows if one.id == card.id), None)
        self.detail.show_meeting(shown)
        self.needs.show_needs(self._next())

    def _show_list(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            codes = [c for c, _t in _TIMES if any(one.id == wanted for one in self._of(c))]
            self.times.set_value(codes[0] if codes else self.times.value())
        rows = self._of(self.times.value())
        shown = self.detail.shown
        before = wanted or (shown.id if shown is not None else None)
        self.cards.set_cards([_card(one) for one in rows])
        if not rows:
            self.detail.show_meeting(None)
        elif before is None or not self.cards.choose(before):
            self.cards.choose(rows[0].id)
        card = self.cards.current()
        if rows and card is not None:
            self._on_picked(card)
        self._show_tab()

    def _show_tab(self) -> None:
        empty = self.detail.shown is None
        meeting: QWidget = self._none if empty else self.detail
        self._right.setCurrentWidget(self.needs if self.tabs.value() == _NEEDS else meeting)

    def _lay_out(self) -> None:
        new = Button(_("New meeting…"), self.make_new, icon_name="calendar-plus")
        left = widget(column(self.times, self.cards, spacing=8))
        left.setMinimumWidth(look().px(230))
        tools = row(self.tabs, None, new, spacing=8)
        right = column(tools, self._right, spacing=8)
        right.setStretchFactor(self._right, 1)
        both = panes(left, widget(right), shares=(2, 5), name=_("Meetings"), parent=self)
        both.setSizes([290, 810])
        layout = column(both)
        self.setLayout(layout)
        self.setFocusProxy(self.cards)


class Needs(QWidget):
    """Duos under way whose mentor came to fewer meetings than wanted, the nearest end first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._next: MeetingRow | None = None
        self.lacking = 0
        self.told = PlainLabel("", role="muted", wrap=True)
        self.table: RowsTable[NeedRow] = RowsTable(
            NEEDS, name=_("Who still needs a meeting"), key="needs", memory=desk.memory
        )
        self.table.opened.connect(lambda need: desk.go("duos", need.duo_id))
        self.button = Button(_("Book"), self.book, kind="primary", icon_name="user-plus")
        self._none = EmptyState("circle-check", _("Every mentor came to enough meetings."))
        self._stack = QStackedWidget()
        for part in (self.table, self._none):
            self._stack.addWidget(part)
        tools = row(self.told, self.button, spacing=10)
        tools.setStretchFactor(self.told, 1)
        layout = column(tools, self._stack, spacing=8)
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)

    def show_needs(self, coming: MeetingRow | None) -> None:
        """Show who still needs a meeting, to be booked for this one."""
        desk = self._desk
        self._next = coming
        found = desk.read(mentors_meetings.needs, office_id=desk.office_id, today=desk.today)
        rows = [one for one in found if one.missing]
        self.lacking = len(rows)
        self.table.set_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self._none)
        if rows and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        show_if(self.button, on=bool(rows) and coming is not None)
        if coming is None:
            self.told.setText(_("No meeting is planned. Plan one, then book those who need it."))
            return
        when = " · ".join(part for part in (day_words(coming.day), coming.place) if part)
        self.told.setText(_("Mark one or several mentors; they get a seat on %(when)s.", when=when))
        self.button.set_text(_("Book for %(day)s", day=short(coming.day)))

    def book(self) -> None:
        """Give those who are marked a seat at the next meeting."""
        coming = self._next
        people = list(dict.fromkeys(one.mentor_id for one in self.table.selected()))
        if coming is None or not people:
            return
        booked = self._desk.do(seats.book, people, event_id=coming.id)
        if booked is None:
            return
        if booked.waiting:
            self._desk.say(_("The meeting is full: they are on the waiting list."), "warn")
        elif booked.booked:
            self._desk.say(
                ngettext(
                    "%(n)s mentor has a seat. Ctrl+Z takes it back.",
                    "%(n)s mentors have a seat. Ctrl+Z takes it back.",
                    len(booked.booked),
                )
            )
        else:
            self._desk.say(_("Expected at this meeting already."), "info")


def _card(shown: MeetingRow) -> CardItem:
    badges = []
    if shown.cancelled:
        badges.append(Badge(_("Cancelled"), "bad"))
    if shown.kind == DatedKind.WORKSHOP:
        badges.append(Badge(shown.kind.title, "info"))
    place = where_words(shown.place, online=shown.online)
    when = " · ".join(p for p in (day_words(shown.day), hours(shown.start, None)) if p)
    told = seats_words(shown.booked, shown.capacity, 0)
    return CardItem(
        id=shown.id,
        title=when,
        lines=tuple(part for part in (place, told) if part),
        badges=tuple(badges),
        tip=shown.title,
        faded=shown.cancelled,
    )


def _ends(need: NeedRow) -> date | None:
    return need.ends_on


NEEDS: tuple[Column[NeedRow], ...] = (
    Column(key="mentor", title=N_("Mentor"), text=lambda n: n.mentor, width=170, strong=True),
    Column(
        key="came",
        title=N_("Came to"),
        text=need_words,
        badges=lambda n: [Badge(need_words(n), "bad" if n.attended == 0 else "warn")],
        order=lambda n: n.attended,
        width=150,
    ),
    Column(
        key="booked",
        title=N_("Expected on"),
        text=lambda n: short(n.booked_on),
        badges=lambda n: [Badge(short(n.booked_on), "good")] if n.booked_on else [],
        order=lambda n: n.booked_on,
        value=lambda n: n.booked_on,
        width=116,
    ),
    Column(
        key="ends",
        title=N_("Duo ends on"),
        text=lambda n: short(n.ends_on),
        order=_ends,
        value=_ends,
        width=110,
    ),
    Column(
        key="week",
        title=N_("Week"),
        text=lambda n: str(n.week or ""),
        order=lambda n: n.week,
        value=lambda n: n.week,
        width=88,
        right=True,
    ),
    Column(key="duo", title=N_("Duo"), text=lambda n: n.duo, width=160),
)
