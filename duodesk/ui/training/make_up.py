"""Making up what somebody missed: where it is taught again, and a seat there by one click."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.training import completion, seats
from duodesk.training.completion import MakeUp
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.words import make_up_words, seats_left_words, when_words
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable

# A person with one way to make up, in words and as a row.
Offer = tuple[str, MakeUp]


def make_ups_of(desk: Desk, people: Collection[Id]) -> dict[Id, list[MakeUp]]:
    """Where each of these people could make up what is missing, soonest first."""
    found: dict[Id, list[MakeUp]] = defaultdict(list)
    for one in desk.read(completion.make_ups, people=people, today=desk.today):
        found[one.person_id].append(one)
    return found


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
        self, desk: Desk, people: Sequence[tuple[Id, str]], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Make up what was missed"),
            _("Days to come of all series and offices that teach what somebody still misses."),
            icon_name="refresh-cw",
            parent=parent,
        )
        self.setMinimumWidth(look().px(760))
        self._desk, self._people = desk, dict(people)
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
        found = self._desk.read(
            completion.make_ups, people=list(self._people), today=self._desk.today
        )
        rows = [(self._people.get(one.person_id, ""), one) for one in found]
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


def missing_words(count: int) -> str:
    """How many people miss something, as a button says it."""
    return ngettext("Make up for %(n)s person…", "Make up for %(n)s people…", count)


COLUMNS: tuple[Column[Offer], ...] = (
    Column(key="name", title=N_("Name"), text=lambda r: r[0], width=170, strong=True),
    Column(key="unit", title=N_("Unit"), text=lambda r: r[1].unit.title, width=200),
    Column(
        key="day",
        title=N_("Day"),
        text=lambda r: when_words(r[1].day, r[1].start, None),
        order=lambda r: (r[1].day, r[1].start or 0),
        value=lambda r: r[1].day,
        width=170,
    ),
    Column(key="office", title=N_("Office"), text=lambda r: r[1].office, width=90),
    Column(
        key="seats",
        title=N_("Seats"),
        text=lambda r: seats_left_words(r[1].seats_left),
        order=lambda r: r[1].seats_left,
        width=90,
    ),
)
