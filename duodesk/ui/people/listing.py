"""The list of people: filtered, in a view, found as typed, opened by Enter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from duodesk.base.i18n import _, ngettext
from duodesk.base.progress import Progress
from duodesk.people import filters, queries
from duodesk.people.filters import Names, Wish
from duodesk.people.queries import PersonRow
from duodesk.people.views import ViewRow, Wanted
from duodesk.people.words import Role
from duodesk.ui import leaving
from duodesk.ui.desk import Desk
from duodesk.ui.people.columns import Details, columns
from duodesk.ui.people.filtering import FilterLine
from duodesk.ui.people.register import RegisterDialog
from duodesk.ui.people.viewing import ViewMenu
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton, Segmented
from duodesk.ui.widgets.header import EmptyState, PageHeader
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.search import SearchBox
from duodesk.ui.widgets.table import RowsTable, Shape
from duodesk.ui.widgets.text import show_if

_KEPT = "people"  # the name under which the desk keeps what is shown
LIST_FILES = "*.xlsx *.xlsm *.csv *.txt *.xls *.ods"


class ListView(QWidget):
    """All people of the desk, or those that fit."""

    opened = Signal(object)
    import_wanted = Signal(object)
    compare_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._named: Names | None = None
        self._total = 0
        self._header = PageHeader(
            _("People"),
            "",
            MenuButton(_("This list"), self._offer_leaving),
            Button(_("Bring in a list…"), self.choose_list, icon_name="file-spreadsheet"),
            Button(_("New person"), self.register, kind="primary", icon_name="user-plus"),
        )
        self._roles = Segmented(
            [("", _("All")), ("mentee", _("Mentees")), ("mentor", _("Mentors"))], name=_("Role")
        )
        self._roles.chosen.connect(lambda _code: self.reload())
        self._search = SearchBox(_("Find in this list"))
        self.filters = FilterLine(self._names, today=desk.today)
        self._details = Details(desk)
        self.table: RowsTable[PersonRow] = RowsTable(
            columns(self._details),
            name=_("People"),
            key="people",
            memory=desk.memory,
            folded=lambda r: r.folded,
        )
        self.table.asks_first = lambda n, copy: leaving.ask_first(
            desk, self._leaving(), n, _("Copy as a table"), copy
        )
        self._stack = self._pages()
        self._roles.set_value("")
        self.views = ViewMenu(desk, self.wanted, desk.kept.get(_KEPT))
        shown = Button(_("Columns"), self.table.choose_columns, icon_name="columns-3")
        self.both = Button(_("Compare…"), self.compare, icon_name="users")
        tools = row(self._roles, self._search, self.both, self.views, shown, spacing=10)
        tools.setStretchFactor(self._search, 1)
        self.setLayout(column(self._header, tools, self.filters, self._stack, spacing=10))
        self._search.searched.connect(lambda _text: self._find())
        self._search.went_down.connect(self.table.setFocus)
        self.filters.changed.connect(self.reload)
        self.filters.cleared.connect(self._search.clear)
        self.views.chosen.connect(self.show_view)
        self.table.reshaped.connect(self.views.tell)
        self.table.opened.connect(lambda found: self.opened.emit(found.id))
        self.table.selectionModel().selectionChanged.connect(lambda *_sent: _offer(self))
        kept = desk.kept.get(_KEPT)
        if isinstance(kept, ViewRow):
            self.show_view(kept)
        else:
            self.reload()

    def reload(self) -> None:
        """Read the people again."""
        self._named = None
        desk, role = self._desk, self._roles.value()
        rows = desk.read(
            queries.people,
            wishes=self.wishes(),
            author_id=desk.store.author_id,
            today=desk.today,
            bare=True,
        )
        one = Role(role) if role else None
        narrowed = bool(self.filters.wishes())
        self._total = desk.read(queries.count, role=one) if narrowed else len(rows)
        self._details.follow(rows)
        self.table.set_rows(rows, self._search.text())
        self.views.reload()
        self._tell()

    def wishes(self) -> tuple[Wish, ...]:
        """All filters, that of the role among them."""
        role = self._roles.value()
        return filters.with_values(self.filters.wishes(), "role", [role] if role else [])

    def wanted(self) -> Wanted:
        """What is shown now, as a view keeps it."""
        shape = self.table.shape()
        text = self._search.text().strip()
        return Wanted(self.wishes(), shape.columns, shape.order, shape.down, text)

    def show_view(self, view: ViewRow) -> None:
        """Filters, columns and order of a view; what it does not say stays."""
        wanted, now = view.wanted, self.table.shape()
        roles = filters.values_of(wanted.wishes, "role")
        one = len(roles) == 1 and roles[0] in set(Role)
        self._roles.set_value(roles[0] if one else "")
        self.filters.set_wishes(wanted.wishes)
        self._search.setText(wanted.text)
        by = (wanted.order, wanted.down) if wanted.order else (now.order, now.down)
        self.table.set_shape(Shape(wanted.columns or now.columns, *by))
        self.reload()

    def focus_search(self) -> None:
        """Put the caret where one types to find."""
        self._search.setFocus()
        self._search.selectAll()

    def register(self) -> None:
        """Write down a new person."""
        dialog = RegisterDialog(self._desk, self._roles.value() or "mentee", parent=self)
        dialog.registered.connect(self.opened)
        dialog.open_over()

    def compare(self) -> None:
        """The two who are marked side by side, likely one person or not."""
        marked = self.table.selected()
        if len(marked) == 2:
            self.compare_wanted.emit(tuple(one.id for one in marked))
        else:
            self._desk.say(
                _("Mark two people first: click one, then the other with Ctrl held down."), "info"
            )

    def told(self) -> str:
        """What narrows the list, in words."""
        chosen = filters.told(self.wishes(), self._names()) if self.wishes() else ""
        text = self._search.text().strip()
        sought = _("found by “%(text)s”", text=text) if text else ""
        return " · ".join(part for part in (chosen, sought) if part)

    def to_excel(self) -> None:
        """The people shown now as a workbook with the columns shown."""
        leaving.to_excel(self._desk, self._leaving())

    def print_page(self) -> None:
        """The people shown now on paper."""
        leaving.to_paper(self._desk, self._leaving(), parent=self)

    def all_details(self) -> None:
        """Everything known of the people shown, in a workbook that can be read in again."""
        from duodesk.lists.write import people_book

        desk, title = self._desk, _("People")
        ids, now = [one.id for one in self.table.taken()], desk.store.clock.now()

        def work(progress: Progress) -> bytes:
            progress.step(0, 1)
            return desk.read(people_book, ids, title=title, made_at=now, today=desk.today)

        def then(content: bytes) -> None:
            desk.ask.save(title, f"{title}.xlsx", content)

        def write() -> None:
            leaving.make(desk, len(ids), _("Writing the workbook"), work, then)

        if ids:
            leaving.ask_first(desk, self._leaving(), len(ids), _("Write the workbook"), write)

    def choose_list(self) -> None:
        """Ask for a spreadsheet to bring in."""
        kinds = _("Lists")
        self._desk.ask.open(
            _("Bring in a list"), f"{kinds} ({LIST_FILES})", self.import_wanted.emit
        )

    def _pages(self) -> QStackedWidget:
        """The table, or what is said in its place."""
        self._none = EmptyState(
            "users",
            _("Nobody is here yet."),
            Button(_("Bring in a list…"), self.choose_list),
            Button(_("New person"), self.register, kind="primary"),
        )
        self._hidden = EmptyState(
            "list-filter", _("No one fits this filter."), Button(_("Clear"), self._clear)
        )
        stack = QStackedWidget()
        for part in (self.table, self._none, self._hidden):
            stack.addWidget(part)
        return stack

    def _offer_leaving(self, menu: Menu) -> None:
        menu.item(_("To Excel, as shown…"), self.to_excel, icon_name="file-spreadsheet")
        menu.item(_("To Excel, all details…"), self.all_details, icon_name="file-spreadsheet")
        menu.item(_("Print or PDF…"), self.print_page, icon_name="printer")
        menu.item(_("Copy as a table"), self.table.copy_all, icon_name="copy")
        menu.addSeparator()
        menu.item(_("Compare two people…"), self.compare, icon_name="users")

    def _leaving(self) -> leaving.Leaving:
        return leaving.Leaving(self.table, _("People"), self.told(), self._total, people=True)

    def _names(self) -> Names:
        if self._named is None:
            self._named = self._desk.read(filters.names)
        return self._named

    def _find(self) -> None:
        self.table.rows_model.set_filter(self._search.text())
        self.views.tell()
        self._tell()

    def _tell(self) -> None:
        """Say how many are shown, and note it for a list that is built anew."""
        view = self.views.view
        now = Wanted(self.wishes(), text=self._search.text().strip())
        self._desk.kept[_KEPT] = ViewRow(view.id, view.name, now)
        shown, total = self.table.rows_model.rowCount(), self._total
        narrowed = bool(self._search.text())
        self.filters.show_count(shown, total, filtered=narrowed)
        self._header.set_texts(_("People"), ngettext("%(n)s person", "%(n)s people", total))
        self._stack.setCurrentWidget(self.table if shown else self._hidden if total else self._none)
        _offer(self)

    def _clear(self) -> None:
        self._search.clear()
        self.filters.clear()


def _offer(listing: ListView) -> None:
    """Comparing is offered while two are marked."""
    show_if(listing.both, on=len(listing.table.selectionModel().selectedRows()) == 2)
