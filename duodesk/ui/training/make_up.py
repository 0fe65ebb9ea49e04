"""Making up what somebody missed: where it is taught again, and a seat there by one click."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.training import coming, completion, seats
from duodesk.training.attendance import GridRow
from duodesk.training.completion import MakeUp
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.attendance_model import MakeUps
from duodesk.ui.training.words import ComingUnit, make_up_words, seats_left_words, when_words
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable

# A person with one way to make up, in words and as a row.
Offer = tuple[str, MakeUp]


def make_ups_of(desk: Desk, rows: Sequence[GridRow], *, series_id: Id | None = None) -> MakeUps:
    """What becomes of what these people miss: what they are going to follow anyway is not offered,
    and told only where that is outside this series. Days with a free seat come first.
    """
    lacking = {row.person_id: row.completion for row in rows if not row.completion.done}
    if not lacking:
        return MakeUps()
    going = desk.read(coming.coming, people=lacking, today=desk.today)
    offered: dict[Id, list[MakeUp]] = defaultdict(list)
    for one in desk.read(completion.make_ups, people=lacking, today=desk.today):
        if one.unit.id not in going.get(one.person_id, {}):
            offered[one.person_id].append(one)
    for ways in offered.values():
        # A seat that is free comes before an earlier day on which one would wait for one.
        ways.sort(key=_full)
    booked = {
        person_id: [
            ComingUnit(there.event_id, unit.title, there.day, there.office)
            for unit in shown.missing
            if (there := going.get(person_id, {}).get(unit.id)) is not None
            and (series_id is None or there.series_id != series_id)
        ]
        for person_id, shown in lacking.items()
    }
    return MakeUps(dict(offered), booked)


def book_make_up(desk: Desk, wanted: MakeUp) -> bool:
    """Give somebody a seat on that day alone; where it is full they wait for one."""
    booked = desk.do(seats.book, [wanted.person_id], event_id=wanted.event_id)
    if booked is None:
        return False
    words = make_up_words(wanted, unit=True)
    if booked.waiting:
        desk.say(_("On the waiting list: %(make_up)s. Ctrl+Z takes it back.", make_up=words))
    else:
        desk.say(_("Booked: %(make_up)s. Ctrl+Z takes it back.", make_up=words))
    return True


class MakeUpDialog(Dialog):
    """All ways to make up, soonest first; Enter or a double click books the one that is marked."""

    def __init__(
        self, desk: Desk, rows: Sequence[GridRow], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Make up what was missed"),
            _("Days to come of all series and offices that teach what somebody still misses."),
            icon_name="refresh-cw",
            parent=parent,
        )
        self.setMinimumWidth(look().px(800))
        self._desk, self._lacking = desk, list(rows)
        self.table: RowsTable[Offer] = RowsTable(COLUMNS, name=_("Ways to make up"))
        self.table.setMinimumHeight(look().px(240))
        self.table.opened.connect(lambda _offer: self.book())
        self._none = EmptyState(
            "calendar-days",
            _("Nothing that is missing is taught again yet."),
            hint=_("Plan a series, or ask another office for a seat in theirs."),
        )
        self.body.addWidget(self.table)
        self.body.addWidget(self._none)
        self.add_button(_("Close"), self.reject)
        self.button = self.add_button(_("Book the seat"), self.book, kind="primary", default=True)
        self.reload()

    def reload(self) -> None:
        """Read anew what can be made up where."""
        offered = make_ups_of(self._desk, self._lacking).offered
        names = {row.person_id: row.name for row in self._lacking}
        rows = [(names[one], way) for one, ways in offered.items() for way in ways]
        rows.sort(
            key=lambda offer: (
                _full(offer[1]),
                offer[1].day,
                offer[1].start or 0,
                offer[0].casefold(),
            )
        )
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self.button.setEnabled(bool(rows))
        if rows and not self.table.currentIndex().isValid():
            self.table.go_to(0)

    def book(self) -> None:
        """Book what is marked; the others stay."""
        offer = self.table.current()
        if offer is not None and book_make_up(self._desk, offer[1]):
            self.reload()


def _full(way: MakeUp) -> bool:
    return way.seats_left is not None and way.seats_left <= 0


def missing_words(count: int) -> str:
    """How many people miss something, as a button says it."""
    return ngettext("Make up for %(n)s person…", "Make up for %(n)s people…", count)


COLUMNS: tuple[Column[Offer], ...] = (
    Column(key="name", title=N_("Name"), text=lambda r: r[0], width=142, strong=True),
    Column(key="unit", title=N_("Unit"), text=lambda r: r[1].unit.title, width=168),
    Column(
        key="day",
        title=N_("Day"),
        text=lambda r: when_words(r[1].day, r[1].start, None),
        order=lambda r: (r[1].day, r[1].start or 0),
        value=lambda r: r[1].day,
        width=168,
    ),
    Column(key="office", title=N_("Office"), text=lambda r: r[1].office, width=84),
    Column(
        key="seats",
        title=N_("Seats"),
        text=lambda r: seats_left_words(r[1].seats_left),
        order=lambda r: r[1].seats_left,
        width=120,
    ),
)
