"""What the follow-up of a duo consists of, in versions, and the yearly caps of lump sums."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _, ngettext
from duodesk.base.worded import Euros
from duodesk.followup import expenses, templates
from duodesk.followup.expenses import Cap
from duodesk.followup.templates import TemplateRow
from duodesk.ui.desk import Desk
from duodesk.ui.settings.steps_form import TemplateDialog
from duodesk.ui.widgets.amount import AmountField
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, Card, column, row, widget
from duodesk.ui.widgets.text import PlainLabel


class FollowUpPart(Body):
    """A change makes a new version; duos under way keep the one they began with."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=12)
        self._desk = desk
        self._templates: QVBoxLayout = column(spacing=10)
        self._caps: QVBoxLayout = column(spacing=6)
        told = PlainLabel(
            _("Every duo gets its plan from here when it starts. A change makes a new version; "
              "duos under way keep theirs."),
            role="small", wrap=True,
        )  # fmt: skip
        caps = PlainLabel(
            _("Lump sums of volunteers, as published each January. They count once expenses are "
              "switched on under “Programme”."),
            role="small", wrap=True,
        )  # fmt: skip
        add = Button(_("Amounts of another year…"), self._add_cap)
        self.column.addWidget(Card(_("Follow-up of a duo"), told, widget(self._templates)))
        self.column.addWidget(
            Card(_("Caps of lump sums"), caps, widget(self._caps), row(add, None))
        )
        self.column.addStretch(1)
        self.reload()

    def reload(self) -> None:
        """Show what there is now."""
        desk = self._desk
        for place in (self._templates, self._caps):
            _empty(place)
        for one in desk.read(templates.templates, office_id=desk.office_id):
            self._templates.addWidget(self._template(one))
        for cap in sorted(desk.read(expenses.caps).values(), key=lambda c: c.year, reverse=True):
            self._caps.addWidget(self._cap(cap))

    def _template(self, one: TemplateRow) -> QWidget:
        name = _("%(name)s, version %(n)s", name=one.name, n=one.version)
        steps = ngettext("%(n)s step", "%(n)s steps", len(one.steps))
        whose = _("all offices") if one.office_id is None else _("this office")
        words = column(
            PlainLabel(name, role="strong", wrap=True),
            PlainLabel(f"{steps} · {whose}", role="small", wrap=True),
            spacing=1,
        )
        parts: list[QWidget] = []
        if one.closed_on is not None:
            parts.append(Chip(_("closed on %(day)s", day=short(one.closed_on))))
            again = Button(_("Use again"), partial(self._reopen, one))
            again.setAccessibleName(_("Use again: %(name)s", name=name))
            parts.append(again)
        else:
            close = Button(_("No longer use"), partial(self._close, one), kind="quiet")
            close.setAccessibleName(_("No longer use: %(name)s", name=name))
            change = Button(_("Change…"), partial(self._change, one), icon_name="pencil")
            change.setAccessibleName(_("Change: %(name)s", name=name))
            parts += [close, change]
        line = row(words, *parts, spacing=8)
        line.setStretchFactor(words, 1)
        return widget(line)

    def _cap(self, cap: Cap) -> QWidget:
        told = _("%(year)s: %(day)s a day, %(whole)s a year", year=str(cap.year),
                 day=Euros(cap.per_day), whole=Euros(cap.per_year))  # fmt: skip
        words = PlainLabel(told, wrap=True)
        change = Button(_("Change…"), partial(self._change_cap, cap), kind="quiet")
        change.setAccessibleName(_("Change the amounts of %(year)s", year=str(cap.year)))
        line = row(words, change, spacing=8)
        line.setStretchFactor(words, 1)
        return widget(line)

    def _change(self, one: TemplateRow) -> None:
        self._open(TemplateDialog(self._desk, one, parent=self.window()))

    def _close(self, one: TemplateRow) -> None:
        if self._desk.do(templates.close_template, one.id) is not None:
            self.reload()

    def _reopen(self, one: TemplateRow) -> None:
        if self._desk.do(templates.reopen_template, one.id) is not None:
            self.reload()

    def _change_cap(self, cap: Cap) -> None:
        self._open(CapDialog(self._desk, cap, parent=self.window()))

    def _add_cap(self) -> None:
        known = self._desk.read(expenses.caps)
        last = known[max(known)]
        fresh = Cap(last.year + 1, last.per_day, last.per_year)
        self._open(CapDialog(self._desk, fresh, parent=self.window()))

    def _open(self, dialog: Dialog) -> None:
        dialog.accepted.connect(self.reload)
        dialog.open_over()


class CapDialog(Dialog):
    """The amounts of one year."""

    def __init__(self, desk: Desk, cap: Cap, *, parent: QWidget | None = None) -> None:
        super().__init__(_("Caps of lump sums"), parent=parent)
        self._desk = desk
        self.year = NumberField(least=2005, most=2100, problem=_("A year, like 2027."))
        self.day, self.whole = AmountField(), AmountField()
        self.year.set_value(cap.year)
        self.day.set_value(cap.per_day)
        self.whole.set_value(cap.per_year)
        form = Form()
        form.add(_("Year"), self.year, required=True)
        form.add(_("Euros a day"), self.day, required=True)
        form.add(_("Euros a year"), self.whole, required=True)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Keep"), self.do, kind="primary", default=True)

    def do(self) -> None:
        """Keep them."""
        year, day, whole = self.year.value(), self.day.value(), self.whole.value()
        if year is None:
            self.year.set_problem(_("A year, like 2027."))
        elif day is None or whole is None:
            (self.day if day is None else self.whole).complain()
        elif self._desk.do(expenses.set_cap, year, per_day=day, per_year=whole) is not None:
            self.accept()


def _empty(place: QVBoxLayout) -> None:
    while (item := place.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
