"""What pairing looks at in a person, edited in place: beside the timeline and beside the notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.people import profile
from duodesk.people.cards import EnrolmentCard, PersonCard
from duodesk.people.commands import change_enrolment, change_person
from duodesk.people.slots import joined
from duodesk.people.values import Slot, Trade
from duodesk.people.words import Level, Relation, Role, Side, Stance
from duodesk.ui.desk import Desk
from duodesk.ui.people.before import FieldsBefore
from duodesk.ui.people.forms import FieldForm, enrolment_fields, person_fields
from duodesk.ui.people.quotes import Quotes
from duodesk.ui.people.way_in import WayIn
from duodesk.ui.widgets.availability import AvailabilityField
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.choice import ChoiceField, ManyField, Options
from duodesk.ui.widgets.field import Field, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, Card, column, row, widget
from duodesk.ui.widgets.lines import LinesField
from duodesk.ui.widgets.text import PlainLabel

AXIS_STEPS = ("-2", "-1", "0", "1", "2")
_TARGETS = 3


class ProfilePanel(Body):
    """Cards of fields; every change is kept at once, one step of undo each."""

    def __init__(self, desk: Desk, card: PersonCard, *, contact: bool = True) -> None:
        super().__init__(spacing=12)
        self._desk = desk
        self._id = card.id
        self._roles = {one.role for one in card.enrolments}
        self._forms: list[tuple[FieldForm, Id | None]] = []
        self._fields: dict[str, Field[Any]] = {}
        self._axes: dict[str, Segmented] = {}
        self._before = FieldsBefore(desk, self)
        self.quotes = Quotes(desk, card.id, self)
        self.way_in = WayIn(desk, card.id) if contact else None
        if self.way_in is not None:
            self.column.addWidget(self.way_in)
        weighed = (self._weighed(), self._style())
        # While somebody listens, what a duo is formed by comes first.
        for part in () if contact else weighed:
            self.column.addWidget(part)
        for one in card.enrolments:
            self._add_enrolment(one)
        for part in weighed if contact else ():
            self.column.addWidget(part)
        if contact:
            self._add_form(_("Person and contact"), FieldForm(desk, person_fields(), self._person))
        self.column.addStretch(1)
        self.show_card(card)

    @property
    def fields(self) -> dict[str, Field[Any]]:
        """The fields by name, for tests and for going to one."""
        return self._fields

    def show_card(self, card: PersonCard) -> None:
        """Show what the desk file holds now."""
        if self.way_in is not None:
            self.way_in.reload()
        enrolments = {one.id: one.values for one in card.enrolments}
        for form, enrolment_id in self._forms:
            form.show_values(card.values if enrolment_id is None else enrolments[enrolment_id])
        self._show_weighed(card)
        for axis, segments in self._axes.items():
            value = card.values.get(axis)
            segments.set_value("" if value is None else str(value))
        self.quotes.show_card(card)

    def _show_weighed(self, card: PersonCard) -> None:
        known = self._fields
        known["languages"].set_value(
            tuple((code, str(level) if level else None) for code, level in card.languages.items())
        )
        for relation, name in ((Relation.TARGET, "targets"), (Relation.EXPERIENCE, "experience")):
            if name in known:
                known[name].set_value(_trades(card, relation))
        known["interests"].set_value(tuple(sorted(card.interests)))
        for side, name in ((Side.NEED, "needs"), (Side.STRENGTH, "strengths")):
            if name in known:
                known[name].set_value(tuple(sorted(t for t, s in card.topics if s == side)))
        for stance in Stance:
            known[str(stance)].set_value(tuple(sorted(t for t, s in card.traits if s == stance)))
        known["free"].set_value(_half_hours(card.slots))

    def go_to(self, name: str) -> None:
        """Put the caret into a field and bring it into sight."""
        style = next(iter(self._axes.values()))
        part: QWidget = style if name == "style" else self._fields[name].entry()
        self.ensureWidgetVisible(part, 0, 80)
        part.setFocus()

    def _add_enrolment(self, one: EnrolmentCard) -> None:
        title = _("As mentee") if one.role == Role.MENTEE else _("As mentor")
        form = FieldForm(
            self._desk, enrolment_fields(Role(one.role)), partial(self._enrolment, one.id)
        )
        self._add_form(title, form, one.id)

    def _add_form(self, title: str, form: FieldForm, enrolment_id: Id | None = None) -> None:
        self._forms.append((form, enrolment_id))
        if enrolment_id is None:
            self._before.watch(form, ("person", self._id), self._person)
        else:
            commit = partial(self._enrolment, enrolment_id)
            self._before.watch(form, ("enrolment", enrolment_id), commit)
        self._fields |= {
            f"{'' if enrolment_id is None else 'e.'}{n}": f for n, f in form.fields.items()
        }
        self.column.addWidget(Card(title, form))

    def _weighed(self) -> QWidget:
        form = Form(stacked=True)
        self._put(form, _("Languages"), "languages", languages_field(), self._languages)
        if Role.MENTEE in self._roles:
            field: Field[Any] = ManyField(occupations(), placeholder=_("Add an occupation…"))
            self._put(form, _("Aims at (first wish first)"), "targets", field, self._targets)
        if Role.MENTOR in self._roles:
            self._put(form, _("Has worked as"), "experience", experience_field(), self._experience)
        interests = ManyField(options(reference.interests()), placeholder=_("Add an interest…"))
        self._put(
            form,
            _("Interests"),
            "interests",
            interests,
            partial(self._set, profile.set_interests),
        )
        for role, side, name, title in (
            (Role.MENTEE, Side.NEED, "needs", _("Would like help with")),
            (Role.MENTOR, Side.STRENGTH, "strengths", _("Can help with")),
        ):
            if role in self._roles:
                topics = ManyField(options(reference.topics()), placeholder=_("Add a topic…"))
                self._put(form, title, name, topics, partial(self._set, profile.set_topics, side))
        for stance, title in (
            (Stance.HAS, _("Said about themselves")),
            (Stance.WISHES, _("Wishes of the other")),
            (Stance.REFUSES, _("Does not want")),
        ):
            traits = ManyField(options(reference.picklist("trait")), placeholder=_("Add…"))
            self._put(
                form, title, str(stance), traits, partial(self._set, profile.set_traits, stance)
            )
        self._put(form, _("Free in the week"), "free", AvailabilityField(), self._free)
        return Card(_("What a duo is formed by"), form)

    def _style(self) -> QWidget:
        lines = column(spacing=6)
        for axis, style in reference.styles().items():
            name = f"{style.low.name()} – {style.high.name()}"
            segments = Segmented(
                [(step, "●" if step == "0" else "•") for step in AXIS_STEPS], name=name
            )
            for step in range(len(AXIS_STEPS)):
                segments.name_choice(step, f"{name}: {AXIS_STEPS[step]}")
            segments.chosen.connect(partial(self._axis, axis))
            self._axes[axis] = segments
            low = PlainLabel(style.low.name(), role="small", wrap=True)
            high = PlainLabel(style.high.name(), role="small", wrap=True)
            line = row(low, segments, high, spacing=8)
            line.setStretch(0, 1)
            line.setStretch(2, 1)
            lines.addLayout(line)
        lines.addWidget(self.quotes.marks("style"))
        return Card(_("Personality: way of working"), widget(lines))

    def _put(self, form: Form, title: str, name: str, field: Field[Any], commit: Any) -> None:
        form.add(title, field)
        form.add_below(self.quotes.marks(name))
        self._fields[name] = field
        field.committed.connect(commit)

    def _person(self, name: str, value: Any) -> None:
        self._desk.do(change_person, self._id, **{name: value})

    def _enrolment(self, enrolment_id: Id, name: str, value: Any) -> None:
        self._desk.do(change_enrolment, enrolment_id, **{name: value})

    def _languages(self, lines: Iterable[tuple[str, str | None]]) -> None:
        known = {code: Level(level) if level else None for code, level in lines}
        self._desk.do(profile.set_languages, self._id, known)

    def _targets(self, codes: tuple[str, ...]) -> None:
        ranked = codes[:_TARGETS]
        wishes = [Trade(code, Relation.TARGET, rank) for rank, code in enumerate(ranked, start=1)]
        self._trades(wishes, Relation.EXPERIENCE)

    def _experience(self, lines: Iterable[tuple[str, int | None]]) -> None:
        worked = [Trade(code, Relation.EXPERIENCE, years=years) for code, years in lines]
        self._trades(worked, Relation.TARGET)

    def _trades(self, wanted: list[Trade], kept: Relation) -> None:
        from duodesk.people.cards import person

        card = self._desk.read(person, self._id, today=self._desk.today)
        others = [trade for trade in card.trades if trade.relation == kept] if card else []
        self._desk.do(profile.set_occupations, self._id, [*wanted, *others])

    def _set(self, command: Callable[..., object], *told: object) -> None:
        self._desk.do(command, self._id, *told)

    def _free(self, half_hours: frozenset[tuple[int, int]]) -> None:
        slots = joined(Slot(day, hour, hour + 1) for day, hour in half_hours)
        self._desk.do(profile.set_availability, self._id, slots)

    def _axis(self, axis: str, step: str) -> None:
        self._desk.do(profile.set_style, self._id, **{axis: int(step)})


def languages_field() -> LinesField:
    """Languages, each with its level."""
    levels = [(code, choice.name()) for code, choice in reference.picklist("level").items()]

    def level() -> Field[Any]:
        field = ChoiceField(levels, empty=_("Level?"))
        field.combo.setMinimumContentsLength(15)
        return field

    return LinesField(options(reference.languages()), level, placeholder=_("Add a language…"))


def experience_field() -> LinesField:
    """Occupations, each with its years."""

    def years() -> Field[Any]:
        field = NumberField(most=80, problem=_("Years: a number up to 80."))
        field.line.setPlaceholderText(_("years"))
        field.line.setMaximumWidth(90)
        return field

    return LinesField(occupations(), years, placeholder=_("Add an occupation…"))


def options(choices: Any) -> Options:
    """The choices of a list by their names."""
    return sorted(((code, one.name()) for code, one in choices.items()), key=lambda pair: pair[1])


def occupations() -> Options:
    """All occupations by their names."""
    codes = reference.occupations()
    return sorted(((code, reference.occupation_name(code)) for code in codes), key=lambda p: p[1])


def _trades(card: PersonCard, relation: Relation) -> tuple[Any, ...]:
    trades = [trade for trade in card.trades if trade.relation == relation]
    if relation == Relation.TARGET:
        return tuple(trade.occupation for trade in trades)
    return tuple((trade.occupation, trade.years) for trade in trades)


def _half_hours(slots: Iterable[Slot]) -> frozenset[tuple[int, int]]:
    return frozenset((s.weekday, hour) for s in slots for hour in range(s.start, s.end))
