"""The directory of partner organisations: left the list, right one of them, edited in place."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.people import partners
from duodesk.people.fields import PARTNER_FIELDS
from duodesk.people.partners import PartnerRow, PartnerValues
from duodesk.ui.behind import Group, PeopleBehind
from duodesk.ui.desk import Desk
from duodesk.ui.people.forms import FieldForm
from duodesk.ui.people.view import View
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Badge, Chip
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.header import EmptyState, PageHeader
from duodesk.ui.widgets.layout import Body, Card, column, panes, row, widget
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import FilterChips, SearchBox
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, set_name, show_if

_SENDS, _TAKES, _CLOSED = "refers", "receives", "closed"
FIGURES = {
    "referred": N_("Sent to us"),
    "came": N_("Came to a session"),
    "interviewed": N_("Interviewed"),
    "accepted": N_("Accepted"),
    "in_duo": N_("In a duo"),
    "redirected": N_("Redirected there"),
}


def _badges(shown: PartnerRow) -> list[Badge]:
    told = []
    if shown.closed_on:
        told.append(Badge(_("closed"), "neutral"))
    if shown.values["refers"]:
        told.append(Badge(_("sends"), "info"))
    if shown.values["receives"]:
        told.append(Badge(_("takes"), "good"))
    return told


COLUMNS: tuple[Column[PartnerRow], ...] = (
    Column(key="name", title=N_("Name"), text=lambda r: r.name, width=170, strong=True),
    Column(
        key="kind",
        title=N_("Kind"),
        text=lambda r: reference.chosen("partner_kind", r.values["kind"]),
        width=105,
    ),
    Column(
        key="way",
        title=N_("Sends, takes"),
        text=lambda r: ", ".join(badge.text for badge in _badges(r)),
        badges=_badges,
        width=136,
    ),
    Column(
        key="referred",
        title=N_("Sent"),
        text=lambda r: str(r.figures.referred),
        order=lambda r: r.figures.referred,
        width=78,
        right=True,
    ),
    Column(
        key="accepted",
        title=N_("Accepted"),
        text=lambda r: str(r.figures.accepted),
        order=lambda r: r.figures.accepted,
        width=85,
        right=True,
    ),
    Column(
        key="redirected",
        title=N_("Redirected"),
        text=lambda r: str(r.figures.redirected),
        order=lambda r: r.figures.redirected,
        width=108,
        right=True,
    ),
    Column(
        key="contact",
        title=N_("Contact person"),
        text=lambda r: r.values["contact_name"] or "",
        width=150,
        hidden=True,
    ),
    Column(
        key="phone",
        title=N_("Telephone"),
        text=lambda r: r.values["phone"] or "",
        width=120,
        hidden=True,
    ),
    Column(
        key="email",
        title=N_("E-mail"),
        text=lambda r: r.values["email"] or "",
        width=170,
        hidden=True,
    ),
    Column(
        key="place",
        title=N_("Municipality"),
        text=lambda r: r.values["municipality"] or "",
        width=130,
        hidden=True,
    ),
)


class PartnersView(View):
    """Answers one question: who works with us, and what comes of it?"""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.header = PageHeader(
            _("Partners"),
            "",
            Button(_("New partner"), self.make_new, kind="primary", icon_name="plus"),
        )
        self.search = SearchBox(_("Find in this list"))
        self.chips = FilterChips(
            [(_SENDS, _("Sends people to us")), (_TAKES, _("Takes people we send")),
             (_CLOSED, _("Closed too"))],
            name=_("Filter the partners"),
        )  # fmt: skip
        self.table: RowsTable[PartnerRow] = RowsTable(
            COLUMNS,
            name=_("Partners"),
            key="partners",
            memory=desk.memory,
            folded=lambda r: r.folded,
        )
        self.panel = PartnerPanel(desk)
        self._none = EmptyState(
            "building-2",
            _("No partner organisation yet."),
            Button(_("New partner"), self.make_new, kind="primary"),
            hint=_("Who sends people to us, and where we send people on."),
        )
        self._hidden = EmptyState("list-filter", _("No partner fits this filter."))
        self._stack = QStackedWidget()
        for part in (self.table, self._none, self._hidden):
            self._stack.addWidget(part)
        self._lay()
        self.reload()

    @override
    def reload(self) -> None:
        """Read the directory again; one stays on the same partner."""
        before = self.panel.partner_id
        rows = self._desk.read(
            partners.partners,
            office_id=self._desk.office_id,
            closed=_CLOSED in self.chips.value(),
        )
        told = ngettext("%(n)s organisation", "%(n)s organisations", len(rows))
        self.header.set_texts(_("Partners"), told)
        self.table.set_rows(rows)
        self._filter(before)

    @override
    def settle(self) -> None:
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()

    @override
    def subject(self) -> object:
        return ("partners", self.panel.partner_id) if self.panel.partner_id else None

    @override
    def show_subject(self, subject: object) -> None:
        if isinstance(subject, Id):
            self.search.clear()
            self.chips.set_value(frozenset())
            self.reload()
            self._filter(subject)

    @override
    def focus_search(self) -> None:
        self.search.setFocus()

    @override
    def make_new(self) -> None:
        """Put an organisation into the directory; the rest is filled in on the right."""
        dialog = NewPartnerDialog(self._desk, parent=self.window())
        dialog.added.connect(self.show_subject)
        dialog.open_over()

    def _lay(self) -> None:
        left = widget(column(self.search, self.chips, self._stack, spacing=8))
        both = panes(left, self.panel, shares=(5, 3), name=_("Partners"), parent=self)
        both.setSizes([700, 420])
        layout = column(self.header, both, spacing=10)
        layout.setStretchFactor(both, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)
        self.search.searched.connect(lambda _text: self._filter(self.panel.partner_id))
        self.search.went_down.connect(self.table.setFocus)
        self.chips.changed.connect(self.reload)
        self.table.picked.connect(self.panel.show_partner)
        self.table.opened.connect(lambda _row: self.panel.form.fields["name"].setFocus())

    def _filter(self, wanted: Id | None) -> None:
        chosen = self.chips.value() - {_CLOSED}
        model = self.table.rows_model
        model.set_filter(
            self.search.text(), lambda r: all(r.values[name] is not False for name in chosen)
        )
        shown, total = model.rowCount(), model.total()
        self.chips.show_count(shown, total, filtered=bool(self.search.text()))
        if shown:
            self.table.go_to(max(model.place_of(lambda r: r.id == wanted), 0))
        self.panel.show_partner(self.table.current() if shown else None)
        nobody = self._hidden if total else self._none
        self._stack.setCurrentWidget(self.table if shown else nobody)


class PartnerPanel(Body):
    """One organisation: what came of it, and all its fields, each kept at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=12)
        self._desk = desk
        self.partner_id: Id | None = None
        self._shown: PartnerRow | None = None
        self.title = PlainLabel("", role="heading", wrap=True)
        self.closed = Chip("")
        self.end = Button("", self._close_or_reopen)
        self.numbers = {
            name: Button("0", partial(self.show_behind, name), kind="quiet") for name in FIGURES
        }
        self.form = FieldForm(desk, PARTNER_FIELDS, self._change)
        head = row(self.title, self.closed, self.end, spacing=8)
        head.setStretchFactor(self.title, 1)
        self._head = widget(head)
        self._cards = (
            Card(_("What came of it"), widget(self._grid())),
            Card(_("Organisation"), self.form),
        )
        for part in (self._head, *self._cards):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.show_partner(None)

    def show_partner(self, shown: PartnerRow | None) -> None:
        """Show this organisation; None shows nothing."""
        if shown is not None and shown.id != self.partner_id:
            self._let_go()
        self._shown, self.partner_id = shown, shown.id if shown else None
        for part in (self._head, *self._cards):
            show_if(part, on=shown is not None)
        if shown is None:
            return
        self.title.setText(shown.name)
        day = short(shown.closed_on)
        self.closed.show_badge(_("closed on %(day)s", day=day) if day else "", "neutral")
        self.end.set_text(_("Take up again") if day else _("Close…"))
        for name, button in self.numbers.items():
            count = getattr(shown.figures, name)
            button.set_text(str(count))
            button.setEnabled(count > 0)
            set_name(button, f"{_(FIGURES[name])}: {count}", _("Shows the people behind it."))
        self.form.show_values(shown.values)

    def show_behind(self, name: str) -> None:
        """The people behind a figure; the other figures stand beside it."""
        shown = self._shown
        if shown is None:
            return
        people = self._desk.read(partners.behind, shown.id)
        groups = [Group(_(title), people[figure]) for figure, title in FIGURES.items()]
        PeopleBehind(
            self._desk, shown.name, groups, at=list(FIGURES).index(name), parent=self.window()
        ).open_over()

    def _let_go(self) -> None:
        """What is typed belongs to the organisation shown until now."""
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(5)
        grid.setHorizontalSpacing(10)
        grid.setColumnMinimumWidth(2, 24)
        for place, (name, title) in enumerate(FIGURES.items()):
            line, across = place // 2, 3 * (place % 2)
            label = PlainLabel(_(title), role="muted", wrap=True)
            grid.addWidget(label, line, across)
            grid.addWidget(self.numbers[name], line, across + 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _change(self, name: str, value: Any) -> None:
        shown = self._shown
        if shown is None:
            return
        if self._desk.do(partners.change_partner, shown.id, **{name: value}) is None:
            self.form.show_values(shown.values)

    def _close_or_reopen(self) -> None:
        shown = self._shown
        if shown is None:
            return
        if shown.closed_on:
            self._desk.do(partners.reopen_partner, shown.id)
        elif self._desk.do(partners.close_partner, shown.id) is not None:
            self._desk.say(
                _("%(name)s is offered no longer. Ctrl+Z takes it back.", name=shown.name)
            )


class NewPartnerDialog(Dialog):
    """Name and kind; everything else is filled in beside the list."""

    added = Signal(object)

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(_("New partner"), icon_name="building-2", parent=parent)
        self.setMinimumWidth(look().px(520))
        self._desk = desk
        self.name = LineField()
        kinds = reference.picklist("partner_kind")
        self.kind = ChoiceField([(code, one.name()) for code, one in kinds.items()])
        form = Form(label_width=150)
        form.add(_("Name"), self.name, required=True)
        form.add(_("Kind of organisation"), self.kind)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Add"), self.do, kind="primary", default=True)

    def do(self) -> None:
        """Add it."""
        if not self.name.value():
            self.name.set_problem(_("Which name?"))
            return
        values = PartnerValues(name=self.name.value(), kind=self.kind.value())
        made = self._desk.do(partners.add_partner, values)
        if made is not None:
            self.accept()
            self.added.emit(made.partner_id)
