"""Fields for the declared columns of people: what `people/fields.py` says, as widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from duodesk.base import fields, reference
from duodesk.base.fields import On
from duodesk.base.i18n import _
from duodesk.people.fields import ENROLMENT_FIELDS, PERSON_FIELDS
from duodesk.people.words import Role
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Menu
from duodesk.ui.widgets.choice import ChoiceField, YesNoField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.field import Field, LineField, NumberField, TextField
from duodesk.ui.widgets.form import Form

# What is asked of one role only; the rest is asked of both.
_OF_MENTEES = {
    "goal",
    "project_clarity",
    "diploma_home",
    "diploma_recognised",
    "employment_status",
    "permit_until",
}
_OF_MENTORS = {
    "generalist", "trained_on", "free_from", "capacity", "informed_on", "c45b_filed_on",
    "c45b_answer", "c45b_until",
}  # fmt: skip
# Set by actions or shown elsewhere, not typed into the form.
_ELSEWHERE = {
    "number", "role", "status", "eligible_basis", "eligible_on", "decided_on", "decision_reason",
    "decision_text",
}  # fmt: skip


def person_fields() -> list[fields.Field]:
    """The columns of a person that are typed, in their order."""
    return [
        one
        for one in PERSON_FIELDS
        if On.FORM in one.on and one.name not in _ELSEWHERE and not one.name.startswith("style_")
    ]


def enrolment_fields(role: Role) -> list[fields.Field]:
    """The columns of a taking part that are typed for this role."""
    others = _OF_MENTORS if role == Role.MENTEE else _OF_MENTEES
    return [one for one in ENROLMENT_FIELDS if one.name not in others | _ELSEWHERE]


class FieldForm(Form):
    """A form over declared fields: each change is handed on at once as (name, value).

    `asked_before` (a right click on a label) names the field of which somebody wants to know what
    stood there before.
    """

    asked_before = Signal(str)

    def __init__(
        self,
        desk: Desk,
        declared: Sequence[fields.Field],
        commit: Callable[[str, Any], object],
        *,
        stacked: bool = False,
    ) -> None:
        super().__init__(stacked=stacked)
        self.fields: dict[str, Field[Any]] = {}
        self._titles: dict[str, str] = {}
        for one in declared:
            field = _made(desk, one)
            self.fields[one.name] = field
            self._titles[one.name] = one.title
            label = self.add(one.title, field)
            label.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            label.customContextMenuRequested.connect(partial(self._offer_before, one.name, label))
            field.committed.connect(lambda value, name=one.name: commit(name, _kept(value)))

    def title_of(self, name: str) -> str:
        """What a field is called."""
        return self._titles[name]

    def focused(self) -> str:
        """The name of the field that takes the keys; nothing when none does."""
        return next((n for n, f in self.fields.items() if _holds_focus(f)), "")

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what is known, without telling; the field one types in is left alone."""
        for name, field in self.fields.items():
            if not field.entry().hasFocus():
                field.set_value(_shown(field, values.get(name)))

    def _offer_before(self, name: str, label: QWidget, at: QPoint) -> None:
        menu = Menu(self)
        menu.item(
            _("What stood here before…"),
            partial(self.asked_before.emit, name),
            icon_name="history",
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(label.mapToGlobal(at))


def _holds_focus(field: QWidget) -> bool:
    focus: QWidget | None = field.window().focusWidget()
    return focus is not None and (focus is field or field.isAncestorOf(focus))


def _made(desk: Desk, one: fields.Field) -> Field[Any]:
    if isinstance(one, fields.Day):
        return DayField(today=desk.today)
    if isinstance(one, fields.Choice):
        choices = reference.picklist(one.choices)
        return ChoiceField([(code, choice.name()) for code, choice in choices.items()])
    if isinstance(one, fields.YesNo):
        return YesNoField()
    if isinstance(one, fields.Number):
        return NumberField(least=one.least, most=one.most)
    lines = one.lines if isinstance(one, fields.Text) else 1
    return TextField(lines=lines) if lines > 1 else LineField()


def _shown(field: Field[Any], value: Any) -> Any:
    if isinstance(field, YesNoField):
        return {True: "yes", False: "no"}.get(value, "unknown")
    if isinstance(field, (LineField, TextField)):
        return value or ""
    return str(value) if isinstance(field, ChoiceField) and value is not None else value


def _kept(value: Any) -> Any:
    return {"yes": True, "no": False, "unknown": None, "": None}.get(value, value)
