"""Information sessions: left all of them, right the chosen one with its people."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import hours, short, weekday
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.people import attendance
from duodesk.people.attendance import SessionRow
from duodesk.ui.desk import Desk
from duodesk.ui.people.session import SessionDetail, count_words
from duodesk.ui.people.session_form import PlanDialog
from duodesk.ui.people.view import View
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.header import EmptyState, PageHeader
from duodesk.ui.widgets.layout import column, panes, widget

_TIMES = (("coming", N_("Coming: %(n)s")), ("past", N_("Past: %(n)s")))


class SessionsView(View):
    """Answers two questions: who is expected next, and who came?"""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: list[SessionRow] = []
        self._wanted: Id | None = None
        self.header = PageHeader(
            _("Information sessions"),
            "",
            Button(_("New session"), self.plan, icon_name="calendar-plus"),
        )
        self.detail = SessionDetail(desk)
        self.detail.opened.connect(self.opened)
        self.times = Segmented([(code, "") for code, _t in _TIMES], value="coming", name=_("List"))
        self.times.chosen.connect(lambda _code: self._show_list())
        self.cards = CardList(_("Information sessions"))
        self.cards.picked.connect(lambda card: self.detail.show_session(card.data))
        left = widget(column(self.times, self.cards, spacing=8))
        left.setMinimumWidth(look().px(230))
        self._none = EmptyState(
            "calendar-days",
            _("No session here."),
            Button(_("New session"), self.plan),
            hint=_("People who registered are invited to a session, and ticked off when they "
                   "come."),
        )  # fmt: skip
        self._right = QStackedWidget()
        self._right.addWidget(self.detail)
        self._right.addWidget(self._none)
        both = panes(left, self._right, shares=(2, 5), name=_("Information sessions"), parent=self)
        both.setSizes([290, 810])
        layout = column(self.header, both, spacing=10)
        layout.setStretchFactor(both, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.cards)
        self.reload()

    @override
    def reload(self) -> None:
        self._rows = self._desk.read(attendance.sessions, office_id=self._desk.office_id)
        counts = {code: len(self._of(code)) for code, _t in _TIMES}
        self.times.set_texts([_(text, n=counts[code]) for code, text in _TIMES])
        told = ngettext("%(n)s session to come", "%(n)s sessions to come", counts["coming"])
        self.header.set_texts(_("Information sessions"), told)
        self._show_list()

    @override
    def subject(self) -> object:
        row = self.detail.row
        return ("sessions", row.id) if row is not None else None

    @override
    def show_subject(self, subject: object) -> None:
        if isinstance(subject, Id):
            self.choose(subject)

    @override
    def make_new(self) -> None:
        self.plan()

    @override
    def print_page(self) -> None:
        self.detail.print_sheet()

    @override
    def settle(self) -> None:
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()

    def plan(self) -> None:
        """Ask for day and place of a new session."""
        dialog = PlanDialog(self._desk, next(iter(self._rows), None), parent=self.window())
        dialog.planned.connect(self.choose)
        dialog.open_over()

    def choose(self, session_id: Id) -> None:
        """Show this session, in the list where it stands."""
        self._wanted = session_id
        self.reload()

    def _of(self, code: str) -> list[SessionRow]:
        """The sessions to come, the next one first; or those that are over, the last one first."""
        today = self._desk.today
        past = [row for row in self._rows if row.is_over(today)]
        coming = [row for row in reversed(self._rows) if not row.is_over(today)]
        return past if code == "past" else coming

    def _show_list(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            codes = [c for c, _t in _TIMES if any(row.id == wanted for row in self._of(c))]
            self.times.set_value(codes[0] if codes else self.times.value())
        rows = self._of(self.times.value())
        before = wanted or (self.detail.row.id if self.detail.row else None)
        self.cards.set_cards([_card(row) for row in rows])
        self._right.setCurrentWidget(self.detail if rows else self._none)
        if not rows:
            self.detail.show_session(None)
        elif before is None or not self.cards.choose(before):
            self.cards.choose(rows[0].id)
        card = self.cards.current()
        if rows and card is not None:
            self.detail.show_session(card.data)


def _card(row: SessionRow) -> CardItem:
    place = " · ".join(part for part in (row.place, _("online") if row.online else "") if part)
    language = reference.chosen("contact_language", row.language)
    badges = [Badge(reference.chosen("role", row.role) or _("Mentees and mentors"))]
    badges += [Badge(language)] if language else []
    if row.cancelled_on is not None:
        badges.insert(0, Badge(_("Cancelled"), "bad"))
    day = f"{weekday(row.held_on.weekday(), width='abbreviated')} {short(row.held_on)}"
    begin = hours(row.start, None)
    return CardItem(
        id=row.id,
        title=" · ".join(part for part in (day, begin) if part),
        lines=tuple(part for part in (place, count_words(row)) if part),
        badges=tuple(badges),
        faded=row.cancelled_on is not None,
        data=row,
    )
