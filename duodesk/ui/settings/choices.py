"""The programme's own numbers: age limits, weeks, weights; shared by all offices."""

from __future__ import annotations

from functools import partial

from duodesk.base import reference
from duodesk.base.i18n import N_, _
from duodesk.office import settings
from duodesk.office.settings import LEAST_POINTS, SETTINGS, WEIGHED, Declared
from duodesk.ui.desk import Desk
from duodesk.ui.settings.floor import FloorPreview
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.field import LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, Card
from duodesk.ui.widgets.text import PlainLabel

_SWITCH = {"1": N_("Yes"), "0": N_("No")}


class ChoicesPart(Body):
    """One line for each declared setting, with the programme's own value as its hint."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=12)
        self._desk = desk
        self.fields: dict[str, NumberField | ChoiceField | LineField] = {}
        self.floor = FloorPreview(desk)
        forms = {weighs: Form(label_width=300) for weighs in (False, True)}
        for one in SETTINGS:
            form, field = forms[one in WEIGHED], _field(one)
            usual = _("The programme says %(value)s.", value=_shown(one))
            unit = _(one.unit_id) if one.unit_id else ""
            title = f"{one.title} ({unit})" if unit else one.title
            form.add(title, field, hint=usual)
            field.committed.connect(partial(self._keep, one))
            self.fields[one.name] = field
            if one is LEAST_POINTS and isinstance(field, NumberField):
                form.add_below(self.floor)
                field.line.textChanged.connect(self._preview)
        hint = PlainLabel(
            _("A change holds from today on for all offices; what was decided before stays."),
            role="small",
            wrap=True,
        )
        self.column.addWidget(Card(_("Choices of the programme"), hint, forms[False]))
        weighs = PlainLabel(
            _("How much each criterion counts when the plan and the board compare pairs; together "
              "they should make 100 points."),
            role="small", wrap=True,
        )  # fmt: skip
        self.column.addWidget(Card(_("Pairing weights"), weighs, forms[True]))
        self.column.addStretch(1)
        self.reload()

    def reload(self) -> None:
        """Show what holds today for all offices."""
        desk = self._desk
        known = desk.read(settings.values, office_id=None, on=desk.today)
        for one in SETTINGS:
            field = self.fields[one.name]
            if field.entry().hasFocus():
                continue
            if isinstance(field, NumberField):
                field.set_value(known.number(one))
            else:
                field.set_value(known.text(one))
        self.floor.reload()

    def _preview(self) -> None:
        field = self.fields[LEAST_POINTS.name]
        self.floor.show_points(field.value() if isinstance(field, NumberField) else None)

    def _keep(self, one: Declared, value: object) -> None:
        if value is None:
            self.reload()
            return
        self._desk.do(settings.choose, one, str(value), valid_from=self._desk.today)


def _field(one: Declared) -> NumberField | ChoiceField | LineField:
    if one.kind == "number":
        field = NumberField(
            least=one.least,
            most=one.most,
            problem=_(
                "A whole number from %(least)s to %(most)s, please.", least=one.least, most=one.most
            ),
        )
        field.line.setMaximumWidth(160)
        return field
    if one.kind == "level":
        levels = reference.picklist("level")
        return ChoiceField([(code, level.name()) for code, level in levels.items()], empty=None)
    if one.kind == "switch":
        return ChoiceField([(code, _(word)) for code, word in _SWITCH.items()], empty=None)
    return LineField()


def _shown(one: Declared) -> str:
    """The programme's own value as the field words it."""
    return _(_SWITCH[one.default]) if one.kind == "switch" else one.default
