"""A new person: the few things one knows at the first call, with look-alikes shown while typing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.people import commands, queries
from duodesk.people.duplicates import Known, Likeness, Register
from duodesk.people.values import PersonValues
from duodesk.people.words import Role
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.choice import ChoiceField, SegmentField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.notice import Notice


class RegisterDialog(Dialog):
    """Name, birth date, contact; everything else is filled in on the person's page."""

    registered = Signal(object)

    def __init__(self, desk: Desk, role: str, *, parent: QWidget | None = None) -> None:
        super().__init__(_("New person"), icon_name="user-plus", parent=parent)
        self._desk = desk
        self._register_of_all = Register(desk.read(queries.known))
        self.role = SegmentField([("mentee", _("Mentee")), ("mentor", _("Mentor"))])
        self.role.set_value(role)
        self.given, self.family = LineField(), LineField()
        self.birth = DayField(today=desk.today)
        self.phone, self.email = LineField(), LineField()
        letters = reference.picklist("contact_language")
        self.letters = ChoiceField([(code, choice.name()) for code, choice in letters.items()])
        form = Form()
        form.add(_("Role"), self.role)
        form.add(_("Given name"), self.given, required=True)
        form.add(_("Family name"), self.family)
        form.add(_("Date of birth"), self.birth)
        form.add(_("Telephone"), self.phone)
        form.add(_("E-mail"), self.email)
        form.add(_("Language of letters"), self.letters)
        self.warning = Notice("", tone="warn")
        self.warning.hide()
        self.body.addWidget(form)
        self.body.addWidget(self.warning)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Register"), self._register, kind="primary", default=True)
        self.birth.committed.connect(lambda _value: self._look_alikes())
        for field in (self.given, self.family, self.phone, self.email):
            field.line.textChanged.connect(self._look_alikes)

    def _values(self) -> PersonValues:
        return PersonValues(
            given_name=self.given.value() or None,
            family_name=self.family.value() or None,
            birth_date=self.birth.value(),
            phone=self.phone.value() or None,
            email=self.email.value() or None,
            contact_language=self.letters.value(),
        )

    def _look_alikes(self, _text: str = "") -> None:
        values = self._values()
        entry = Known(
            given_name=values.given_name,
            family_name=values.family_name,
            birth_date=values.birth_date,
            email=values.email,
            phone=values.phone,
        )
        lines = [_line(likeness) for likeness in self._register_of_all.alike(entry, limit=3)]
        text = "\n".join([_("Perhaps this person is known already:"), *lines]) if lines else ""
        self.warning.set_text(text)

    def _register(self) -> None:
        made = self._desk.do(
            commands.register, Role(self.role.value() or "mentee"), values=self._values()
        )
        if made is not None:
            self.accept()
            self.registered.emit(made.person_id)


def _line(likeness: Likeness) -> str:
    known = likeness.known
    name = " ".join(part for part in (known.given_name, known.family_name) if part)
    return f"{name} ({known.number}): {', '.join(map(str, likeness.reasons))}"
