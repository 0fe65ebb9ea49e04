"""A new person: the few things one knows at the first call; who is known already and whether the
age fits are answered while typing.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.office import settings
from duodesk.people import apart, commands
from duodesk.people.duplicates import Register
from duodesk.people.eligibility import answer
from duodesk.people.likeness import Known
from duodesk.people.values import EnrolmentValues, PersonValues
from duodesk.people.words import Role
from duodesk.ui.desk import Desk
from duodesk.ui.people.known import KnownAlready
from duodesk.ui.theme import look
from duodesk.ui.widgets.choice import ChoiceField, SegmentField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel, show_if

_PAUSE = 120  # milliseconds after the last key
_WIDTH = 860
_SURE = 75
_MOST = 8  # look-alikes that are shown at most


class RegisterDialog(Dialog):
    """Name, birth date, contact, source; everything else is filled in on the person's page.

    `registered` carries the person to show: the new one, or the one who was known already.
    """

    registered = Signal(object)

    def __init__(self, desk: Desk, role: str, *, parent: QWidget | None = None) -> None:
        super().__init__(_("New person"), icon_name="user-plus", parent=parent)
        self._desk = desk
        self._everybody = Register(desk.read(apart.everybody))
        self._everybody.alike(Known())  # arranged once, before the first key
        self.role = SegmentField([("mentee", _("Mentee")), ("mentor", _("Mentor"))])
        self.role.set_value(role)
        self.given, self.family = LineField(), LineField()
        self.birth = DayField(today=desk.today)
        self.phone, self.email = LineField(), LineField()
        self.letters = _choice("contact_language")
        self.source = _choice("source")
        self.registered_on = DayField(today=desk.today)
        self.registered_on.set_value(desk.today)
        self.age = Notice("")
        self.known = KnownAlready()
        self.nobody = PlainLabel(
            _("Who is known already and looks like this person is shown here."),
            role="small", wrap=True,
        )  # fmt: skip
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay()
        self._look()

    def values(self) -> PersonValues:
        """What stands in the fields."""
        return PersonValues(
            given_name=self.given.value() or None,
            family_name=self.family.value() or None,
            birth_date=self.birth.value(),
            phone=self.phone.value() or None,
            email=self.email.value() or None,
            contact_language=self.letters.value(),
        )

    def _lay(self) -> None:
        form = Form()
        form.add(_("Role"), self.role)
        form.add(_("Given name"), self.given, required=True)
        form.add(_("Family name"), self.family)
        form.add(_("Date of birth"), self.birth)
        form.add(_("Telephone"), self.phone)
        form.add(_("E-mail"), self.email)
        form.add(_("Language of letters"), self.letters)
        form.add(_("How the person found us"), self.source)
        form.add(_("Registered on"), self.registered_on)
        beside = column(self.age, self.known, self.nobody, None, spacing=10)
        both = row(form, beside, spacing=22)
        both.setStretch(0, 5)
        both.setStretch(1, 4)
        self.body.addLayout(both)
        self.setMinimumWidth(look().px(_WIDTH))
        self.add_button(_("Cancel"), self.reject)
        self._do = self.add_button(_("Register"), self._register, kind="primary", default=True)
        self.known.opened.connect(self._open)
        self.known.grown.connect(self.fit)
        self._pause.timeout.connect(self._look)
        for field in (self.given, self.family, self.phone, self.email):
            field.line.textChanged.connect(self._pause.start)
        for other in (self.birth, self.registered_on, self.role):
            other.committed.connect(lambda _value: self._look())

    def _look(self) -> None:
        """Who may be known already, and whether the age fits."""
        self._pause.stop()
        values = self.values()
        entry = Known(
            given_name=values.given_name,
            family_name=values.family_name,
            birth_date=values.birth_date,
            email=values.email,
            phone=values.phone,
        )
        self.known.show_found(self._everybody.alike(entry, limit=_MOST))
        show_if(self.nobody, on=not self.known.found)
        # Enter opens somebody who is surely known; to register them all the same is a choice.
        self._do.setDefault(not self.known.offer_first(_SURE))
        self._do.set_text(_("Register all the same") if self.known.found else _("Register"))
        self._answer_age(values.birth_date)
        if self.isVisible():
            self.fit()

    def _answer_age(self, birth: date | None) -> None:
        on = self.registered_on.value() or self._desk.today
        limits = self._desk.read(settings.values, office_id=self._desk.office_id, on=on)
        said = answer(Role(self.role.value() or "mentee"), birth, on, limits)
        self.age.set_text(str(said.text), tone="warn" if said.is_doubt else "info")
        show_if(self.age, on=birth is not None)

    def _register(self) -> None:
        made = self._desk.do(
            commands.register,
            Role(self.role.value() or "mentee"),
            values=self.values(),
            enrolment=EnrolmentValues(
                registered_on=self.registered_on.value(), source=self.source.value()
            ),
        )
        if made is not None:
            self.accept()
            self.registered.emit(made.person_id)

    def _open(self, person_id: Id) -> None:
        """Somebody known already: nothing is registered."""
        self.reject()
        self.registered.emit(person_id)


def _choice(name: str) -> ChoiceField:
    return ChoiceField([(code, one.name()) for code, one in reference.picklist(name).items()])
