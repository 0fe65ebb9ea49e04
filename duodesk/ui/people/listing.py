"""The list of people: by role and status, found as typed, opened by Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from duodesk.base import reference
from duodesk.base.i18n import N_, _, language, ngettext
from duodesk.base.ids import Id
from duodesk.people import queries
from duodesk.people.queries import PersonRow, spoken, trades
from duodesk.people.words import Role, Status
from duodesk.ui.desk import Desk
from duodesk.ui.people.register import RegisterDialog
from duodesk.ui.people.words import language_words, status_badge
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.header import EmptyState, PageHeader
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import FilterChips, SearchBox
from duodesk.ui.widgets.table import RowsTable

_FILTERS = (Status.REGISTERED, Status.INTERVIEWED, Status.ACCEPTED, Status.IN_DUO)
LIST_FILES = "*.xlsx *.xlsm *.csv *.txt *.xls *.ods"
_STRETCH = 64  # rows whose details are read together
MANY = 20  # people whose data leave at once without a question


@cache
def languages_text(codes: str, _language: str) -> str:
    """The languages of a row as people read them: French B1, Arabic."""
    return ", ".join(
        language_words(code, str(level) if level else None) for code, level in spoken(codes)
    )


@cache
def trades_text(codes: str, _language: str) -> str:
    """The occupations of a row."""
    return ", ".join(reference.occupation_name(code) for _relation, code in trades(codes))


class Details:
    """Languages and occupations of the rows in sight: asked for in stretches, when first painted.

    A list of 16,000 people is there at once; all of them are read only to be ordered or copied.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._order: list[Id] = []
        self._places: dict[Id, int] = {}
        self._known: dict[Id, tuple[str, str]] = {}

    def follow(self, rows: Sequence[PersonRow]) -> None:
        """Other rows: what was known may have changed."""
        self._order = [row_.id for row_ in rows]
        self._places = {}
        self._known = {}

    def of(self, row_: PersonRow) -> tuple[str, str]:
        """The codes of one row; with it comes the stretch around it."""
        if row_.id not in self._known:
            if not self._places:
                self._places = {one: place for place, one in enumerate(self._order)}
            place = self._places.get(row_.id, 0)
            begin = place - place % _STRETCH
            stretch = [row_.id, *self._order[begin : begin + _STRETCH]]
            self._known |= self._desk.read(queries.details, stretch)
        return self._known[row_.id]


def columns(details: Details) -> tuple[Column[PersonRow], ...]:
    """The columns of the list."""
    return (
        *_FRONT,
        Column(
            key="languages",
            title=N_("Languages"),
            text=lambda r: languages_text(details.of(r)[0], language()),
            width=180,
        ),
        Column(
            key="trades",
            title=N_("Occupations"),
            text=lambda r: trades_text(details.of(r)[1], language()),
            width=185,
        ),
        *_BACK,
    )


_FRONT: tuple[Column[PersonRow], ...] = (
    Column(
        key="name",
        title=N_("Name"),
        text=lambda r: r.name,
        order=lambda _r: None,
        width=190,
        strong=True,
    ),
    Column(
        key="role",
        title=N_("Role"),
        text=lambda r: ", ".join(reference.chosen("role", role) for role in r.roles),
        width=80,
    ),
    Column(
        key="age",
        title=N_("Age"),
        text=lambda r: str(r.age or ""),
        order=lambda r: r.age,
        width=72,
        right=True,
    ),
)
_BACK: tuple[Column[PersonRow], ...] = (
    Column(
        key="status",
        title=N_("Status"),
        text=lambda r: reference.chosen("status", r.status),
        badges=lambda r: [status_badge(r.status)] if r.status else [],
        width=150,
    ),
    Column(
        key="waiting",
        title=N_("Waiting"),
        text=lambda r: (
            ngettext("%(n)s day", "%(n)s days", r.waiting_days)
            if r.waiting_days is not None
            else ""
        ),
        order=lambda r: r.waiting_days,
        width=100,
        right=True,
    ),
    Column(key="place", title=N_("Municipality"), text=lambda r: r.municipality, width=130),
    Column(
        key="coordinator",
        title=N_("Coordination"),
        text=lambda r: r.coordinator,
        width=130,
        hidden=True,
    ),
    Column(key="number", title=N_("Number"), text=lambda r: r.number, width=100, hidden=True),
)


class ListView(QWidget):
    """All people of the desk, or those that fit."""

    opened = Signal(object)
    import_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._header = PageHeader(
            _("People"),
            "",
            Button(_("Bring in a list…"), self.choose_list, icon_name="file-spreadsheet"),
            Button(_("New person"), self.register, kind="primary", icon_name="user-plus"),
        )
        self._roles = Segmented(
            [("", _("All")), ("mentee", _("Mentees")), ("mentor", _("Mentors"))], name=_("Role")
        )
        self._roles.chosen.connect(lambda _code: self.reload())
        self._search = SearchBox(_("Find in this list"))
        self._chips = FilterChips(
            [(str(s), reference.chosen("status", s)) for s in _FILTERS], name=_("Filter by status")
        )
        self._details = Details(desk)
        self.table: RowsTable[PersonRow] = RowsTable(
            columns(self._details),
            name=_("People"),
            key="people",
            memory=desk.memory,
            folded=lambda r: r.folded,
        )
        self._none = EmptyState(
            "users",
            _("Nobody is here yet."),
            Button(_("Bring in a list…"), self.choose_list),
            Button(_("New person"), self.register, kind="primary"),
        )
        self._hidden = EmptyState(
            "list-filter", _("No one fits this filter."), Button(_("Clear"), self._clear)
        )
        self._stack = QStackedWidget()
        for part in (self.table, self._none, self._hidden):
            self._stack.addWidget(part)
        tools = row(self._roles, self._search, spacing=12)
        tools.setStretchFactor(self._search, 1)
        self.setLayout(column(self._header, tools, self._chips, self._stack, spacing=10))
        self._search.searched.connect(lambda _text: self._filter())
        self._search.went_down.connect(self.table.setFocus)
        self._chips.changed.connect(self._filter)
        self._chips.cleared.connect(self._search.clear)
        self.table.opened.connect(lambda found: self.opened.emit(found.id))
        self._roles.set_value("")
        self.reload()

    def reload(self) -> None:
        """Read the people again."""
        wanted = self._roles.value()
        rows = self._desk.read(
            queries.people, role=Role(wanted) if wanted else None, today=self._desk.today, bare=True
        )
        self._details.follow(rows)
        self.table.set_rows(rows, *self._wanted())
        self._tell()

    def focus_search(self) -> None:
        """Put the caret where one types to find."""
        self._search.setFocus()
        self._search.selectAll()

    def register(self) -> None:
        """Write down a new person."""
        dialog = RegisterDialog(self._desk, self._roles.value() or "mentee", parent=self)
        dialog.registered.connect(self.opened)
        dialog.open_over()

    def _filter(self) -> None:
        self.table.rows_model.set_filter(*self._wanted())
        self._tell()

    def _wanted(self) -> tuple[str, Callable[[PersonRow], bool] | None]:
        """What is typed, and what the chips let through."""
        wanted = self._chips.value()
        return self._search.text(), (lambda r: r.status in wanted) if wanted else None

    def _tell(self) -> None:
        model = self.table.rows_model
        shown, total = model.rowCount(), model.total()
        self._chips.show_count(shown, total, filtered=bool(self._search.text()))
        self._header.set_texts(_("People"), ngettext("%(n)s person", "%(n)s people", total))
        self._stack.setCurrentWidget(self.table if shown else self._hidden if total else self._none)

    def _clear(self) -> None:
        self._search.clear()
        self._chips.clear()

    def to_excel(self) -> None:
        """The people shown now as a workbook; many of them leave the desk only after a question."""
        rows = (
            self.table.selected()
            if len(self.table.selected()) > 1
            else self.table.rows_model.rows()
        )
        if len(rows) > MANY:
            text = _("Data of %(n)s people will leave the protected desk file.", n=len(rows))
            self._desk.ask.confirm(text, _("Write the workbook"), lambda: self._write_book(rows))
        elif rows:
            self._write_book(rows)

    def _write_book(self, rows: list[PersonRow]) -> None:
        from duodesk.lists.write import people_book

        title, now = _("People"), self._desk.store.clock.now()
        ids = [r.id for r in rows]
        content = self._desk.read(
            people_book, ids, title=title, made_at=now, today=self._desk.today
        )
        self._desk.ask.save(title, f"{title}.xlsx", content)

    def choose_list(self) -> None:
        """Ask for a spreadsheet to bring in."""
        kinds = _("Lists")
        self._desk.ask.open(
            _("Bring in a list"), f"{kinds} ({LIST_FILES})", self.import_wanted.emit
        )
