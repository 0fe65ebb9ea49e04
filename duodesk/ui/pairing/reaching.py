"""How the two of a card are reached: written here for one's own people, read only for those of
another office.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.pairing.board import BoardCard
from duodesk.pairing.contacts import Contact, contacts
from duodesk.people.commands import change_person
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.text import PlainLabel, set_tip

_FIELDS = {"phone": N_("Telephone"), "email": N_("E-mail")}
_KEPT_THERE = N_("%(office)s keeps these contact data and changes them. Ask a colleague there.")


class Reaching(QWidget):
    """Telephone and e-mail of mentee and mentor; what is typed is kept as it is left."""

    def __init__(self, desk: Desk, card: BoardCard) -> None:
        super().__init__()
        self._desk = desk
        self._people = {card.mentee_id: card.mentee, card.mentor_id: card.mentor}
        self.fields: dict[tuple[Id, str], LineField] = {}
        whole = column(spacing=8)
        for person_id, known in self._read().items():
            whole.addWidget(self._person(known))
            self._show(person_id, known)
        self.setLayout(whole)

    def reload(self) -> None:
        """Show what holds now; the field one types in is left alone."""
        for person_id, known in self._read().items():
            self._show(person_id, known)

    def flush(self) -> None:
        """Keep what is typed."""
        for field in self.fields.values():
            field.flush()

    def _read(self) -> dict[Id, Contact]:
        desk, people = self._desk, self._people
        found = desk.read(contacts, people, office_id=desk.office_id)
        return {one: found[one] for one in people if one in found}

    def _show(self, person_id: Id, known: Contact) -> None:
        for name in _FIELDS:
            field = self.fields.get((person_id, name))
            if field is not None and not field.entry().hasFocus():
                field.set_value(getattr(known, name))

    def _person(self, known: Contact) -> QWidget:
        name = self._people[known.person_id]
        title = PlainLabel(name, role="strong", wrap=True)
        head = row(title, spacing=6)
        head.setStretchFactor(title, 1)
        told = _(_KEPT_THERE, office=known.elsewhere) if known.elsewhere else ""
        if told:
            chip = Chip(known.elsewhere, "info")
            set_tip(chip, told)
            head.addWidget(chip)
        form = Form(label_width=74)
        for code, text in _FIELDS.items():
            field = LineField()
            form.add(_(text), field)
            field.set_name(_("%(name)s: %(what)s", name=name, what=_(text)))
            self.fields[known.person_id, code] = field
            if told:
                field.line.setReadOnly(True)
                set_tip(field.line, told)
                field.line.setAccessibleDescription(told)
            else:
                field.committed.connect(partial(self._keep, known.person_id, code))
        made = QWidget()
        made.setLayout(column(head, form, spacing=3))
        return made

    def _keep(self, person_id: Id, name: str, value: str) -> None:
        self._desk.do(change_person, person_id, **{name: value or None})
