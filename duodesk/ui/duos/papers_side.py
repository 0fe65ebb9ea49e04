"""The papers of a duo and who signed them, the mentor's meetings with other mentors, and expenses
where they are noted.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.clock import BELGIUM
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.base.worded import Euros
from duodesk.documents import queries as documents
from duodesk.documents.catalog import WELCOME, kind_of
from duodesk.documents.duo_summary import draw_summary, duo_summary, summary_file
from duodesk.documents.welcome_letters import welcomed
from duodesk.followup import expenses
from duodesk.office import settings
from duodesk.training import mentors_meetings
from duodesk.ui.desk import Desk
from duodesk.ui.duo_papers import PaperPair, offer_papers
from duodesk.ui.duos.facts import Facts
from duodesk.ui.duos.paying import ExpenseDialog
from duodesk.ui.duos.sides import DuoSide
from duodesk.ui.leaving import PaperDialog
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, MenuButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.layout import Body, Card, Flow, Part, column, row, widget
from duodesk.ui.widgets.text import PlainLabel

_STACKED_FROM = 1.5
_TONES = {"signed": "good", "to_sign": "info", "to_print": "warn"}


class PapersSide(DuoSide):
    """Papers, meetings of mentors, expenses: a card each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._inside = QWidget()
        self._layout = column(self._inside)
        self.setLayout(self._layout)

    @override
    def show_facts(self, shown: Facts) -> None:
        cards: list[Part] = [self._papers(shown), self._meetings(shown)]
        desk = self._desk
        if desk.read(settings.values, office_id=desk.office_id, on=desk.today).on(
            settings.EXPENSES
        ):
            cards.append(self._expenses(shown))
        beside = look().scale < _STACKED_FROM
        fresh = Body((row if beside else column)(*cards, spacing=10), None)
        self._layout.replaceWidget(self._inside, fresh)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = fresh

    def _papers(self, shown: Facts) -> Card:
        card = Card(_("Papers"))
        for paper in self._desk.read(documents.paper_rows, duo_id=shown.id):
            signed = ", ".join(
                f"{reference.chosen('signatory', who)} {short(day)}" for who, day in paper.signed
            )
            lacks = ", ".join(reference.chosen("signatory", who) for who in paper.missing)
            words = {"signed": _("signed"), "to_sign": _("to sign"), "to_print": _("to print")}
            title = PlainLabel(kind_of(paper.kind).title, wrap=True)
            line = row(title, Chip(words[paper.state], _TONES[paper.state]), spacing=8)
            line.setStretchFactor(title, 1)
            missing = _("missing: %(who)s", who=lacks) if lacks else ""
            told = " · ".join(part for part in (signed, missing) if part)
            card.body.addLayout(line)
            card.body.addWidget(PlainLabel(told, role="small", wrap=True))
        card.body.addLayout(self._welcome(shown))
        go = partial(self._desk.go, "documents", shown.id)
        glance = Button(_("One page for a meeting…"), partial(self._show_summary, shown))
        buttons = Flow(spacing=6)
        buttons.addWidget(Button(_("Documents"), go))
        buttons.addWidget(MenuButton(_("Letters and sheets"), partial(self._offer, shown)))
        buttons.addWidget(glance)
        card.body.addWidget(widget(buttons))
        return card

    def _welcome(self, shown: Facts) -> QHBoxLayout:
        """How many of the two welcome letters were printed, and when last."""
        printed = self._desk.read(welcomed, shown.id)
        last = max(printed.values(), default=None)
        day = short(last.astimezone(BELGIUM).date()) if last else ""
        words = _("printed on %(day)s", day=day)
        if len(printed) < len(WELCOME):
            words = _("%(n)s of %(of)s printed", n=len(printed), of=len(WELCOME))
        title = PlainLabel(_("Welcome letters"), wrap=True)
        tone = "good" if len(printed) == len(WELCOME) else "neutral"
        line = row(title, Chip(words, tone), spacing=8)
        line.setStretchFactor(title, 1)
        return line

    def _offer(self, shown: Facts, menu: Menu) -> None:
        duo = shown.row.duo
        pair = PaperPair(duo.id, duo.mentee_id, duo.mentor_id, duo.mentee, duo.mentor)
        offer_papers(self._desk, menu, pair, begun=duo.start is not None, parent=self.window())

    def _show_summary(self, shown: Facts) -> None:
        """The duo at a glance, to be printed for the mid-term meeting."""
        made = self._desk.read(duo_summary, shown.id, today=self._desk.today)
        PaperDialog(
            self._desk, summary_file(made).removesuffix(".pdf"), draw_summary(made),
            parent=self.window(),
        ).open_over()  # fmt: skip

    def _meetings(self, shown: Facts) -> Card:
        desk, mentor = self._desk, shown.row.duo.mentor_id
        chosen = desk.read(settings.values, office_id=desk.office_id, on=desk.today)
        wanted = chosen.number(settings.MENTORS_MEETINGS)
        start = shown.row.duo.start
        days = desk.read(mentors_meetings.attended_days, [mentor], desk.today).get(mentor, [])
        came = [day for day in sorted(days) if start is None or day >= start]
        coming = sorted(desk.read(mentors_meetings.booked_days, desk.today).get(mentor, []))
        card = Card(_("Meetings of mentors"))
        tone = "good" if len(came) >= wanted else "warn"
        count = _("%(n)s of %(wanted)s", n=len(came), wanted=wanted)
        card.body.addLayout(row(Chip(count, tone), None))
        for day in came:
            card.body.addWidget(PlainLabel(_("came on %(day)s", day=short(day))))
        for day in coming:
            card.body.addWidget(PlainLabel(_("expected on %(day)s", day=short(day))))
        if not came and not coming:
            words = _("%(name)s came to none yet.", name=shown.row.duo.mentor)
            card.body.addWidget(PlainLabel(words, role="muted", wrap=True))
        go = partial(desk.go, "training", "meetings")
        card.body.addWidget(widget(row(Button(_("Meetings of mentors"), go), None)))
        return card

    def _expenses(self, shown: Facts) -> Card:
        desk, mentor, year = self._desk, shown.row.duo.mentor_id, self._desk.today.year
        rows = desk.read(expenses.expenses_of, mentor, year=year)
        cap = desk.read(expenses.caps).get(year)
        total = sum(one.cents for one in rows if one.lump_sum)
        card = Card(_("Expenses of %(year)s", year=str(year)))
        if cap is not None:
            told = _("Lump sums: %(paid)s of %(cap)s", paid=Euros(total), cap=Euros(cap.per_year))
            chosen = desk.read(settings.values, office_id=desk.office_id, on=desk.today)
            near = total * 100 >= cap.per_year * chosen.number(settings.EXPENSE_WARNING)
            card.body.addLayout(row(Chip(told, "warn" if near else "neutral"), None))
        for one in rows:
            kind = _("lump sum") if one.lump_sum else _("real costs")
            words = PlainLabel(f"{short(one.paid_on)} · {Euros(one.cents)} · {kind}", wrap=True)
            away = IconButton(
                "trash-2",
                _("Remove the entry of %(day)s", day=short(one.paid_on)),
                partial(desk.do, expenses.remove_expense, one.id),
            )
            line = row(words, away, spacing=8)
            line.setStretchFactor(words, 1)
            card.body.addLayout(line)
        if not rows:
            nothing = PlainLabel(_("No payment this year."), role="muted", wrap=True)
            card.body.addWidget(nothing)
        add = Button(
            _("Note a payment…"),
            lambda: ExpenseDialog(desk, shown.row, parent=self.window()).open_over(),
        )
        card.body.addWidget(widget(row(add, None)))
        return card
