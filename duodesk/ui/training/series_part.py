"""Series of training days: left all of them, right the chosen one."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.office import queries as office
from duodesk.training import series
from duodesk.training.series import SeriesRow
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.curricula import CurriculaDialog
from duodesk.ui.training.part import CalendarPart
from duodesk.ui.training.series_detail import SeriesDetail
from duodesk.ui.training.series_form import PlanSeriesDialog
from duodesk.ui.training.words import language_name, seats_words, span_words
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, panes, row, widget

_TIMES = (
    ("running", N_("Running: %(n)s")),
    ("coming", N_("Coming: %(n)s")),
    ("past", N_("Over: %(n)s")),
)


class SeriesPart(CalendarPart):
    """Answers two questions: who is trained when, and what is still missing?"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[SeriesRow] = []
        self._wanted: Id | None = None
        self._offices = {str(one.id): one.code for one in desk.read(office.offices)}
        self.office = ChoiceField(list(self._offices.items()), empty=_("All offices"))
        self.office.set_name(_("Office"))
        self.office.set_value(str(desk.office_id))
        self.office.committed.connect(lambda _office: self.reload())
        self.detail = SeriesDetail(desk)
        self.detail.planned.connect(self.choose)
        self.times = Segmented([(code, "") for code, _t in _TIMES], value="running", name=_("List"))
        self.times.chosen.connect(lambda _code: self._show_list())
        self.cards = CardList(_("Series"))
        self.cards.picked.connect(self._on_picked)
        self._none = EmptyState(
            "graduation-cap",
            _("No series here."),
            Button(_("New series…"), self.make_new),
            hint=_("A series is a few training days that belong together and are booked together."),
        )
        self._left = widget(column(self.times, self.cards, spacing=8))
        self._right = QStackedWidget()
        self._right.addWidget(self.detail)
        self._right.addWidget(self._none)
        self._lay_out()
        self._first = True
        self.reload()

    @override
    def reload(self) -> None:
        chosen = self.office.value()
        office_id = Id(chosen) if chosen else None
        self._rows = self._desk.read(series.series_list, office_id=office_id)
        counts = {code: len(self._of(code)) for code, _t in _TIMES}
        self.times.set_texts([_(text, n=counts[code]) for code, text in _TIMES])
        self._left.setMinimumWidth(max(look().px(230), self.times.sizeHint().width()))
        if self._first and self._rows:
            # Where nothing runs the next ones are looked at, else the last ones.
            self._first = False
            self.times.set_value(next(code for code, _t in _TIMES if counts[code]))
        self._show_list()

    @override
    def subject(self) -> object:
        shown = self.detail.row
        return ("series", (shown.id, self.detail.tabs.value())) if shown is not None else None

    @override
    def show_subject(self, subject: object) -> None:
        series_id, tab = subject if isinstance(subject, tuple) else (subject, "")
        if isinstance(series_id, Id):
            self.choose(series_id)
            self.detail.show_tab(str(tab))

    @override
    def make_new(self) -> None:
        dialog = PlanSeriesDialog(self._desk, self._usual(), parent=self.window())
        dialog.planned.connect(self.choose)
        dialog.open_over()

    @override
    def print_page(self) -> None:
        self.detail.print_page()

    def choose(self, series_id: Id) -> None:
        """Show this series, in the list where it stands."""
        self._wanted = series_id
        self.reload()
        if all(one.id != series_id for one in self._rows) and self.office.value() is not None:
            self.office.set_value(None)
            self._wanted = series_id
            self.reload()

    def show_curricula(self) -> None:
        """What mentors have to follow."""
        CurriculaDialog(self._desk, parent=self.window()).open_over()

    def _usual(self) -> SeriesRow | None:
        """The last series of this office: most of it is usual there."""
        own = (one for one in self._rows if one.office_id == self._desk.office_id and one.days)
        return next(own, None)

    def _of(self, code: str) -> list[SeriesRow]:
        """Series that have begun, that are to come (the next one first), that are over."""
        today = self._desk.today
        open_rows = [one for one in reversed(self._rows) if not one.is_over(today)]
        if code == "past":
            return [one for one in self._rows if one.is_over(today)]
        begun = [one for one in open_rows if one.first_day and one.first_day <= today]
        return begun if code == "running" else [one for one in open_rows if one not in begun]

    def _show_list(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            codes = [c for c, _t in _TIMES if any(one.id == wanted for one in self._of(c))]
            self.times.set_value(codes[0] if codes else self.times.value())
        rows = self._of(self.times.value())
        before = wanted or (self.detail.row.id if self.detail.row else None)
        self.cards.set_cards([self._card(one) for one in rows])
        self._right.setCurrentWidget(self.detail if rows else self._none)
        if not rows:
            self.detail.show_series(None)
            return
        if before is None or not self.cards.choose(before):
            self.cards.choose(rows[0].id)
        card = self.cards.current()
        if card is not None:
            self._on_picked(card)

    def _on_picked(self, card: CardItem) -> None:
        """A card whose words stayed the same keeps the row it was made with: look it up."""
        self.detail.show_series(next((one for one in self._rows if one.id == card.id), None))

    def _card(self, shown: SeriesRow) -> CardItem:
        badges = []
        if shown.cancelled_on is not None:
            badges.append(Badge(_("Series cancelled"), "bad"))
        elif shown.seats_left is not None and shown.seats_left <= 0:
            badges.append(Badge(_("Full"), "warn"))
        if shown.office_id != self._desk.office_id:
            badges.append(Badge(self._offices.get(str(shown.office_id), "?"), "info"))
        language = language_name(shown.language)
        badges += [Badge(language)] if language else []
        done = shown.completed
        told = ngettext("%(n)s complete", "%(n)s complete", done) if done else ""
        seats = seats_words(shown.booked, shown.capacity, shown.waiting)
        days = ngettext("%(n)s day", "%(n)s days", len(shown.days))
        span = span_words(shown.first_day, shown.last_day)
        return CardItem(
            id=shown.id,
            title=shown.name,
            lines=tuple(part for part in (span or days, seats, told) if part),
            badges=tuple(badges),
            faded=shown.cancelled_on is not None,
        )

    def _lay_out(self) -> None:
        new = Button(_("New series…"), self.make_new, icon_name="calendar-plus")
        tools = row(
            self.office,
            None,
            Button(_("Curricula…"), self.show_curricula, icon_name="graduation-cap"),
            new,
            spacing=8,
        )
        self.office.setMinimumWidth(look().px(130))
        both = panes(self._left, self._right, shares=(2, 5), name=_("Series"), parent=self)
        both.setSizes([290, 810])
        layout = column(tools, both, spacing=10)
        layout.setStretchFactor(both, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.cards)
