"""The office as its letters name it, and the colleagues whose names stand beside what they
write.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from duodesk.base.i18n import N_, SCREEN_LANGUAGES, _, language_name
from duodesk.base.ids import Id
from duodesk.office import commands, queries, settings
from duodesk.office.queries import AuthorRow
from duodesk.office.words import Duty
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.field import LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, Card, column, row, widget
from duodesk.ui.widgets.text import PlainLabel

_FIELDS = (
    ("name", N_("Name")),
    ("street", N_("Street and number")),
    ("postcode", N_("Postcode")),
    ("municipality", N_("Municipality")),
    ("phone", N_("Telephone")),
    ("email", N_("E-mail")),
    ("insurer", N_("Insurer of the volunteers")),
    ("policy_number", N_("Number of the insurance policy")),
    ("accident_phone", N_("Telephone after an accident")),
    ("other_cover", N_("What else is insured")),
    ("second_contact", N_("Second person for concerns")),
    ("legal_form", N_("Legal form of the organisation")),
    ("enterprise_number", N_("Enterprise number")),
    ("authorisation_number", N_("Number of the general authorisation (C45B)")),
)

# What a screen tells apart; whoever administers the office reads what is shown to few.
_DUTIES = (
    (Duty.COORDINATION, N_("Coordination")),
    (Duty.OFFICE_ADMIN, N_("Administers the office")),
)


class OfficePart(Body):
    """What agreement and code of conduct print about the office."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=12)
        self._desk = desk
        self.fields: dict[str, LineField] = {}
        form = Form(label_width=190)
        for name, title in _FIELDS:
            field = LineField()
            form.add(_(title), field)
            field.committed.connect(partial(self._keep, name))
            self.fields[name] = field
        hint = PlainLabel(
            _("These lines are printed on agreements, codes of conduct and notes to volunteers."),
            role="small",
            wrap=True,
        )
        self.column.addWidget(Card(_("This office"), hint, form))
        self.cost = _cost_field()
        self.cost.committed.connect(self._keep_cost)
        costs = Form(label_width=190)
        costs.add(_("Cost of this office in a year"), self.cost)
        told = PlainLabel(
            _(
                "In euro, for the reports: cost by duo and by job. Nothing is told while it is 0. "
                "For all offices together headquarters may note one sum among the choices of the "
                "programme; else the sums of the offices are added up."
            ),
            role="small",
            wrap=True,
        )
        self.column.addWidget(Card(_("Cost"), told, costs))
        self.column.addStretch(1)
        self.reload()

    def reload(self) -> None:
        """Show what the desk file holds now."""
        known = self._desk.read(queries.office, self._desk.office_id)
        for name, field in self.fields.items():
            if not field.entry().hasFocus():
                field.set_value(getattr(known, name))
        if not self.cost.entry().hasFocus():
            self.cost.set_value(self._own_cost())

    def _keep(self, name: str, value: str) -> None:
        self._desk.do(commands.change_office, self._desk.office_id, **{name: value or None})

    def _own_cost(self) -> int | None:
        desk = self._desk
        return desk.read(
            settings.own, settings.YEARLY_COST, office_id=desk.office_id, on=desk.today
        )

    def _keep_cost(self, value: int | None) -> None:
        desk, told = self._desk, str(value or 0)
        if (value or 0) != (self._own_cost() or 0):
            desk.do(
                settings.choose,
                settings.YEARLY_COST,
                told,
                office_id=desk.office_id,
                valid_from=desk.today,
            )


def _cost_field() -> NumberField:
    most = settings.YEARLY_COST.most
    problem = _("A whole number from %(least)s to %(most)s, please.", least=0, most=most)
    made = NumberField(least=0, most=most, problem=problem)
    made.line.setMaximumWidth(160)
    return made


class ColleaguesPart(Body):
    """Everyone of this office who writes in Duodesk; who writes now can be changed here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=12)
        self._desk = desk
        self._lines: QVBoxLayout = column(spacing=6)
        self.name = LineField(placeholder=_("Name of a new colleague"))
        self.name.set_name(_("Name of a new colleague"))
        self.name.line.returnPressed.connect(self.add)
        add = Button(_("Add"), self.add, kind="primary", icon_name="user-plus")
        line = row(self.name, add)
        line.setStretchFactor(self.name, 1)
        hint = PlainLabel(
            _("Each change carries the name of who made it. Choose who is writing now."),
            role="small",
            wrap=True,
        )
        self.column.addWidget(Card(_("Colleagues"), hint, widget(self._lines), line))
        self.column.addStretch(1)
        self.reload()

    def reload(self) -> None:
        """Show what the desk file holds now."""
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in self._desk.read(queries.authors, office_id=self._desk.office_id):
            self._lines.addWidget(widget(self._line(one)))

    def add(self) -> None:
        """Name a colleague."""
        if self._desk.do(commands.add_author, self.name.value()) is not None:
            self.name.set_value("")

    def _line(self, one: AuthorRow) -> Any:
        name = LineField()
        name.set_value(one.name)
        name.set_name(_("Name of %(name)s", name=one.name))
        name.committed.connect(lambda text: self._rename(one.id, text))
        tongue = ChoiceField([(c, language_name(c)) for c in SCREEN_LANGUAGES], empty=None)
        tongue.set_value(one.language)
        tongue.set_name(_("Language of %(name)s", name=one.name))
        tongue.committed.connect(
            lambda code: self._desk.do(commands.change_author, one.id, language=code)
        )
        duty = ChoiceField([(str(d), _(title)) for d, title in _DUTIES], empty=None)
        duty.set_value(str(one.duty))
        duty.set_name(_("Duty of %(name)s", name=one.name))
        duty.committed.connect(partial(self._entrust, one.id))
        writing = Button(_("Writes now"), partial(self._speak, one.id), kind="chip")
        writing.setCheckable(True)
        writing.setChecked(one.id == self._desk.store.author_id)
        writing.setAccessibleName(_("%(name)s writes now", name=one.name))
        line = row(name, duty, tongue, writing, spacing=8)
        line.setStretchFactor(name, 1)
        return line

    def _rename(self, author_id: Id, text: str) -> None:
        self._desk.do(commands.change_author, author_id, name=text)

    def _entrust(self, author_id: Id, duty: str) -> None:
        if self._desk.do(commands.set_duty, author_id, Duty(duty)) is None:
            self.reload()

    def _speak(self, author_id: Id) -> None:
        self._desk.store.speak_as(author_id)
        self._desk.bus.undo_changed.emit()
        self.reload()
