"""Days off: the school holidays of the three communities, and who is away."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.office import queries as office
from duodesk.training import days_off
from duodesk.training.days_off import AwayRow, SchoolHolidayRow
from duodesk.training.words import Community
from duodesk.ui.desk import Desk
from duodesk.ui.training.days_off_form import AwayDialog, HolidayDialog
from duodesk.ui.training.part import CalendarPart
from duodesk.ui.training.words import COMMUNITIES, community_name, day_words
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import FilterChips
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if

_SCHOOL, _AWAY = "school", "away"
_FIRST_YEAR, _YEARS_AHEAD, _SEPTEMBER = 2023, 3, 9
_BACK = 60  # days for which those who were away are still listed


class DaysOffPart(CalendarPart):
    """Answers two questions: when are schools closed, and who is not there?"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.what = Segmented(
            [(_SCHOOL, _("School holidays")), (_AWAY, _("Who is away"))],
            value=_SCHOOL,
            name=_("List"),
        )
        self.school, self.away = SchoolHolidays(desk), WhoIsAway(desk)
        self._stack = QStackedWidget()
        for part in (self.school, self.away):
            self._stack.addWidget(part)
        self.what.chosen.connect(self._choose)
        layout = column(self.what, self._stack, spacing=10)
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.school.table)
        self.reload()

    @override
    def reload(self) -> None:
        self.school.reload()
        self.away.reload()

    @override
    def subject(self) -> object:
        return ("days_off", self.what.value())

    @override
    def show_subject(self, subject: object) -> None:
        if subject in {_SCHOOL, _AWAY}:
            self.what.set_value(str(subject))
            self._choose(str(subject))

    @override
    def make_new(self) -> None:
        if self.what.value() == _SCHOOL:
            self.school.add()
        else:
            self.away.add()

    def _choose(self, code: str) -> None:
        self._stack.setCurrentWidget(self.school if code == _SCHOOL else self.away)


class SchoolHolidays(CalendarPart):
    """The holidays of a school year; what ships can be corrected, taken off and put back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.year = ChoiceField(_school_years(desk.today), empty=None)
        self.year.set_name(_("School year"))
        self.year.set_value(str(school_year(desk.today)))
        self.year.committed.connect(lambda _year: self.reload())
        self.chips = FilterChips(
            [(str(one), community_name(one)) for one in Community], name=_("Whose schools")
        )
        here = desk.read(office.office, desk.office_id)
        self.chips.set_value(frozenset(map(str, days_off.communities_of(here))))
        self.chips.changed.connect(self.reload)
        self.table: RowsTable[SchoolHolidayRow] = RowsTable(
            HOLIDAYS, name=_("School holidays"), key="school_holidays", memory=desk.memory
        )
        self.table.opened.connect(self.change)
        self.table.picked.connect(lambda _row: self._show_actions())
        self.known = PlainLabel("", role="muted", wrap=True)
        self.correct = Button(_("Correct…"), lambda: self.change(self.table.current()))
        self.drop = Button(_("Take off"), self._drop)
        self.restore = Button(_("Put back as delivered"), self._restore)
        self._none = EmptyState(
            "calendar-days",
            _("No school holiday is known for this year."),
            Button(_("New holiday…"), self.add),
            hint=_("The communities publish them a few years ahead. What you add here travels to "
                   "the other offices with the next file."),
        )  # fmt: skip
        self._stack = QStackedWidget()
        for part in (self.table, self._none):
            self._stack.addWidget(part)
        self._lay_out()

    @override
    def reload(self) -> None:
        year = int(self.year.value() or school_year(self._desk.today))
        chosen = [Community(code) for code in sorted(self.chips.value())]
        rows = self._desk.read(
            days_off.school_holidays,
            first=date(year, _SEPTEMBER, 1),
            last=date(year + 1, _SEPTEMBER - 1, 31),
            communities=chosen or None,
            dropped=True,
        )
        self.table.set_rows(rows)
        self.chips.show_count(len(rows), len(rows))
        self._stack.setCurrentWidget(self.table if rows else self._none)
        if rows and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self._show_actions()
        self.known.setText(self._known(chosen or list(Community)))

    def _known(self, communities: list[Community]) -> str:
        """Up to when each community's holidays are known: after that, no mark means nothing."""
        told = []
        for one in communities:
            until = self._desk.read(days_off.known_until, one)
            if until is not None:
                told.append(f"{community_name(one)} {short(until)}")
        return _("Known up to: %(days)s", days=" · ".join(told)) if told else ""

    def add(self) -> None:
        """Write down a holiday that is not known yet."""
        HolidayDialog(self._desk, None, parent=self.window()).open_over()

    def change(self, row: SchoolHolidayRow | None) -> None:
        """Correct a holiday."""
        if row is not None:
            HolidayDialog(self._desk, row, parent=self.window()).open_over()

    def _lay_out(self) -> None:
        years = row(PlainLabel(_("School year"), role="muted"), self.year, spacing=8)
        new = Button(_("New holiday…"), self.add, kind="primary", icon_name="calendar-plus")
        actions = row(self.correct, self.drop, self.restore, None, new, spacing=6)
        tools = row(widget(years), self.chips, spacing=16)
        tools.setStretchFactor(self.chips, 1)
        layout = column(tools, self._stack, self.known, actions, spacing=8)
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)

    def _show_actions(self) -> None:
        shown = self.table.current()
        show_if(self.correct, on=shown is not None)
        show_if(self.drop, on=shown is not None and not shown.dropped)
        changed = shown is not None and shown.shipped and (shown.changed or shown.dropped)
        show_if(self.restore, on=changed)

    def _drop(self) -> None:
        shown = self.table.current()
        dropped = days_off.drop_school_holiday
        if shown is not None and self._desk.do(dropped, shown.id) is not None:
            self._desk.say(_("Taken off the calendar. Ctrl+Z brings it back."))

    def _restore(self) -> None:
        shown = self.table.current()
        if shown is not None:
            self._desk.do(days_off.restore_school_holiday, shown.id)


class WhoIsAway(CalendarPart):
    """Colleagues and people who cannot be reached on some days; why is nobody's business."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table: RowsTable[AwayRow] = RowsTable(
            AWAY, name=_("Who is away"), key="away", memory=desk.memory
        )
        self.count = PlainLabel("", role="muted")
        self.remove_button = Button(_("There after all"), self.remove)
        self._none = EmptyState(
            "user-x",
            _("Nobody is away."),
            Button(_("Note who is away…"), self.add),
            hint=_("Whoever is away is warned about when something is planned on such a day."),
        )
        self._stack = QStackedWidget()
        for part in (self.table, self._none):
            self._stack.addWidget(part)
        new = Button(_("Note who is away…"), self.add, kind="primary", icon_name="plus")
        layout = column(
            self.count, self._stack, row(self.remove_button, None, new, spacing=6), spacing=8
        )
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)

    @override
    def reload(self) -> None:
        today = self._desk.today
        last = date(today.year + 3, 12, 31)
        first = date.fromordinal(today.toordinal() - _BACK)
        rows = self._desk.read(days_off.away, first=first, last=last)
        self.table.set_rows(rows)
        self.count.setText(ngettext("%(n)s absence", "%(n)s absences", len(rows)))
        self._stack.setCurrentWidget(self.table if rows else self._none)
        show_if(self.remove_button, on=bool(rows))
        if rows and not self.table.currentIndex().isValid():
            self.table.go_to(0)

    def add(self) -> None:
        """Note that somebody is away."""
        AwayDialog(self._desk, parent=self.window()).open_over()

    def remove(self) -> None:
        """Whoever is marked is there after all."""
        shown = self.table.current()
        if shown is not None and self._desk.do(days_off.remove_away, shown.id) is not None:
            self._desk.say(_("Taken off the list. Ctrl+Z brings it back."))


def school_year(today: date) -> int:
    """The year in which the school year of a day begins."""
    return today.year if today.month >= _SEPTEMBER else today.year - 1


def _school_years(today: date) -> list[tuple[str, str]]:
    years = range(_FIRST_YEAR, school_year(today) + _YEARS_AHEAD + 1)
    return [(str(year), f"{year} – {year + 1}") for year in years]


def _state(shown: SchoolHolidayRow) -> Badge:
    if shown.dropped:
        return Badge(_("taken off"), "bad")
    if not shown.shipped:
        return Badge(_("added here"), "info")
    return Badge(_("corrected"), "warn") if shown.changed else Badge(_("as delivered"))


def _length(shown: SchoolHolidayRow | AwayRow) -> int:
    return (shown.last_day - shown.first_day).days + 1


HOLIDAYS: tuple[Column[SchoolHolidayRow], ...] = (
    Column(
        key="first",
        title=N_("First day"),
        text=lambda r: day_words(r.first_day),
        order=lambda r: r.first_day,
        value=lambda r: r.first_day,
        width=130,
    ),
    Column(
        key="last",
        title=N_("Last day"),
        text=lambda r: day_words(r.last_day),
        order=lambda r: r.last_day,
        value=lambda r: r.last_day,
        width=130,
    ),
    Column(
        key="days",
        title=N_("Days"),
        text=lambda r: str(_length(r)),
        order=_length,
        value=_length,
        width=86,
        right=True,
    ),
    Column(key="name", title=N_("Name"), text=lambda r: r.name, width=240, strong=True),
    Column(
        key="community",
        title=N_("Community"),
        text=lambda r: community_name(r.community),
        badges=lambda r: [
            Badge(community_name(r.community), COMMUNITIES.get(r.community, ("", "neutral"))[1])
        ],
        width=170,
    ),
    Column(
        key="state",
        title=N_("State"),
        text=lambda r: _state(r).text,
        badges=lambda r: [_state(r)],
        width=140,
    ),
)
AWAY: tuple[Column[AwayRow], ...] = (
    Column(key="name", title=N_("Name"), text=lambda r: r.name, width=260, strong=True),
    Column(
        key="who",
        title=N_("Who"),
        text=lambda r: _("colleague") if r.author_id else _("person"),
        width=120,
    ),
    Column(
        key="first",
        title=N_("First day"),
        text=lambda r: day_words(r.first_day),
        order=lambda r: r.first_day,
        value=lambda r: r.first_day,
        width=150,
    ),
    Column(
        key="last",
        title=N_("Last day"),
        text=lambda r: day_words(r.last_day),
        order=lambda r: r.last_day,
        value=lambda r: r.last_day,
        width=150,
    ),
    Column(
        key="days",
        title=N_("Days"),
        text=lambda r: str(_length(r)),
        order=_length,
        value=_length,
        width=80,
    ),
)
