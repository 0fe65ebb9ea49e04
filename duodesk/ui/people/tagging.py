"""Noting facts from words of an interview: what they are about, which facts, with the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.i18n import N_, _
from duodesk.people.facts import Fact, Kind
from duodesk.people.slots import joined
from duodesk.people.values import Slot
from duodesk.people.words import Level, Role
from duodesk.ui.people.profile import (
    AXIS_STEPS,
    experience_field,
    languages_field,
    occupations,
    options,
)
from duodesk.ui.theme import look
from duodesk.ui.widgets.availability import AvailabilityField
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.choice import ManyField, SegmentField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import Field
from duodesk.ui.widgets.layout import column, widget
from duodesk.ui.widgets.text import PlainLabel

_TITLES = {
    Kind.LANGUAGE: N_("Languages"),
    Kind.GOAL: N_("Goal"),
    Kind.TARGET: N_("Aims at"),
    Kind.EXPERIENCE: N_("Has worked as"),
    Kind.INTEREST: N_("Interests"),
    Kind.NEED: N_("Help asked"),
    Kind.STRENGTH: N_("Can help with"),
    Kind.FREE: N_("Free time"),
    Kind.STYLE: N_("Personality"),
}
_OF = {
    Role.MENTEE: (Kind.LANGUAGE, Kind.GOAL, Kind.TARGET, Kind.INTEREST, Kind.NEED, Kind.FREE,
                  Kind.STYLE),
    Role.MENTOR: (Kind.LANGUAGE, Kind.EXPERIENCE, Kind.INTEREST, Kind.STRENGTH, Kind.FREE,
                  Kind.STYLE),
}  # fmt: skip
# The part of the guide under which the words stand says what they are likely about.
_LIKELY = {
    "languages": Kind.LANGUAGE,
    "goal": Kind.TARGET,
    "experience": Kind.EXPERIENCE,
    "interests": Kind.INTEREST,
    "needs": Kind.NEED,
    "offer": Kind.STRENGTH,
    "availability": Kind.FREE,
    "personality": Kind.STYLE,
}


class TagDialog(Dialog):
    """Choose a kind, choose the facts; `then` gets them. What the words suggest is filled in."""

    def __init__(
        self,
        role: Role,
        words: str,
        suggested: Sequence[Fact],
        part: str,
        then: Callable[[list[Fact]], object],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Note a fact from these words"), icon_name="quote", parent=parent)
        self.setMinimumWidth(look().px(720))
        self._then = then
        self._kinds = _OF[role]
        self._fields = {kind: _field(kind) for kind in self._kinds}
        first = suggested[0].kind if suggested else _LIKELY.get(part, Kind.LANGUAGE)
        kind = first if first in self._kinds else self._kinds[0]
        self.kinds = Segmented(
            [(str(one), _(_TITLES[one])) for one in self._kinds],
            value=str(kind),
            name=_("What these words are about"),
        )
        self._stack = QStackedWidget()
        for one in self._kinds:
            self._fields[one].set_name(_(_TITLES[one]))
            self._fill(one, [fact for fact in suggested if fact.kind == one])
            self._stack.addWidget(widget(column(self._fields[one], None)))
        quoted = PlainLabel(f"“{words}”", role="muted", wrap=True)
        self.problem = PlainLabel(role="problem", wrap=True)
        self.body.addWidget(quoted)
        self.body.addWidget(self.kinds)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.problem)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Note it"), self.note, kind="primary")
        self.kinds.chosen.connect(self.show_kind)
        self.show_kind(str(kind))

    def field(self, kind: Kind) -> Field[Any]:
        """The field of a kind, for tests and the tour."""
        return self._fields[kind]

    def show_kind(self, kind: str) -> None:
        """Show the field of another kind."""
        self.kinds.set_value(kind)
        self._stack.setCurrentIndex(self._kinds.index(Kind(kind)))
        self.problem.setText("")
        self._fields[Kind(kind)].setFocus()

    def note(self) -> None:
        """Hand the chosen facts on."""
        kind = Kind(self.kinds.value())
        facts = list(_facts(kind, self._fields[kind].value()))
        if not facts:
            self.problem.setText(_("Choose something first, or cancel."))
            return
        self.accept()
        self._then(facts)

    def _fill(self, kind: Kind, facts: Sequence[Fact]) -> None:
        field = self._fields[kind]
        if not facts:
            return
        if kind == Kind.LANGUAGE:
            field.set_value(tuple((f.code, str(f.level) if f.level else None) for f in facts))
        elif kind == Kind.EXPERIENCE:
            field.set_value(tuple((fact.code, fact.years) for fact in facts))
        elif kind == Kind.FREE:
            slots = [slot for fact in facts for slot in fact.slots]
            field.set_value(frozenset((s.weekday, h) for s in slots for h in range(s.start, s.end)))
        elif kind in {Kind.TARGET, Kind.INTEREST, Kind.NEED, Kind.STRENGTH}:
            field.set_value(tuple(fact.code for fact in facts))


class StyleField(Field[tuple[tuple[str, int], ...]]):
    """The four axes of working style; the value holds those that were chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.axes: dict[str, Segmented] = {}
        lines = column(spacing=6)
        for axis, style in reference.styles().items():
            name = f"{style.low.name()} – {style.high.name()}"
            steps = [(step, "●" if step == "0" else "•") for step in AXIS_STEPS]
            segments = Segmented(steps, name=name)
            for place, step in enumerate(AXIS_STEPS):
                segments.name_choice(place, f"{name}: {step}")
            self.axes[axis] = segments
            lines.addWidget(PlainLabel(name, role="small"))
            lines.addWidget(segments)
        self._lay(widget(lines))

    @override
    def value(self) -> tuple[tuple[str, int], ...]:
        return tuple((axis, int(s.value())) for axis, s in self.axes.items() if s.value())

    @override
    def _show(self, value: tuple[tuple[str, int], ...]) -> None:
        chosen = dict(value)
        for axis, segments in self.axes.items():
            segments.set_value(str(chosen.get(axis, "")))


def _field(kind: Kind) -> Field[Any]:
    if kind in {Kind.NEED, Kind.STRENGTH}:
        return ManyField(options(reference.topics()), placeholder=_("Add a topic…"))
    makers: dict[Kind, Callable[[], Field[Any]]] = {
        Kind.LANGUAGE: languages_field,
        Kind.EXPERIENCE: experience_field,
        Kind.TARGET: lambda: ManyField(occupations(), placeholder=_("Add an occupation…")),
        Kind.INTEREST: lambda: ManyField(
            options(reference.interests()), placeholder=_("Add an interest…")
        ),
        Kind.GOAL: lambda: SegmentField(
            [(code, one.name()) for code, one in reference.picklist("goal").items()]
        ),
        Kind.FREE: AvailabilityField,
        Kind.STYLE: StyleField,
    }
    return makers[kind]()


def _facts(kind: Kind, value: Any) -> Iterable[Fact]:
    if kind == Kind.LANGUAGE:
        return [Fact(kind, code, level=Level(said) if said else None) for code, said in value]
    if kind == Kind.EXPERIENCE:
        return [Fact(kind, code, years=years) for code, years in value]
    if kind == Kind.FREE:
        slots = joined(Slot(day, hour, hour + 1) for day, hour in value)
        days = sorted({slot.weekday for slot in slots})
        return [Fact(kind, str(d), slots=tuple(s for s in slots if s.weekday == d)) for d in days]
    if kind == Kind.STYLE:
        return [Fact(kind, axis, step=step) for axis, step in value]
    if kind == Kind.GOAL:
        return [Fact(kind, value)] if value else []
    return [Fact(kind, code) for code in value]
