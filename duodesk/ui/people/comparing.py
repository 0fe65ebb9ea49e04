"""Two entries side by side: what each says, and which of it stays when they become one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.fields import Choice, Day, Field
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.exchange.entries import table_title
from duodesk.people.cards import PersonCard, cards
from duodesk.people.differing import Difference, differences
from duodesk.people.fields import PERSON_FIELDS
from duodesk.people.merging import CHOSEN, belongings, completed
from duodesk.people.uniting import Member
from duodesk.store.session import Session
from duodesk.ui.desk import Desk
from duodesk.ui.people.member_words import member_text, member_title
from duodesk.ui.people.words import language_words
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.layout import Body, column, row, widget
from duodesk.ui.widgets.text import PlainLabel, literal, set_name

_TITLES = 128
_FIELDS = {field.name: field for field in PERSON_FIELDS if field.name in CHOSEN}


@dataclass(frozen=True, slots=True)
class Told:
    """A member that both say differently, in words; `holds` is the place of whose word holds."""

    member: Member
    title: str
    texts: tuple[str, ...]
    holds: int | None


@dataclass(frozen=True, slots=True)
class _Read:
    """All that is shown of two entries."""

    cards: tuple[PersonCard, ...]
    differing: tuple[Told, ...]
    along: tuple[Mapping[str, int], ...]


class Comparison(Body):
    """One line for each field that one of them fills; where they differ, one of the two stays."""

    opened = Signal(object)

    def __init__(self, desk: Desk, one: Id, other: Id) -> None:
        super().__init__(spacing=10)
        self._desk = desk
        self._told = desk.read(_read, one, other, desk.today)
        self.cards = self._told.cards
        self._groups: dict[str, QButtonGroup] = {}
        self.members: dict[Member, QButtonGroup] = {}
        if len(self.cards) < 2:
            self.column.addWidget(PlainLabel(_("One of the two is no longer on this desk.")))
            return
        self.goes_on = Segmented(
            [(str(place), card.number) for place, card in enumerate(self.cards)],
            value="0",
            name=_("Which entry goes on"),
        )
        self.column.addWidget(
            widget(row(PlainLabel(_("Goes on under the number"), role="muted"), self.goes_on, None))
        )
        self.column.addWidget(self._grid())
        self.column.addStretch(1)

    def chosen(self) -> tuple[Id, Id, dict[str, Any]]:
        """The entry that goes on, the other one, and the values that stay."""
        place = int(self.goes_on.value() or "0")
        values = {
            name: self.cards[group.checkedId()].values[name] for name, group in self._groups.items()
        }
        return self.cards[place].id, self.cards[1 - place].id, values

    def words(self) -> dict[Member, Id]:
        """Whose word holds where their languages, hours or takings part differ."""
        chosen = {member: group.checkedId() for member, group in self.members.items()}
        return {member: self.cards[at].id for member, at in chosen.items() if at in {0, 1}}

    def shows(self, one: Id, other: Id) -> bool:
        """Whether it shows these two, as the desk file holds them now."""
        return self._told == self._desk.read(_read, one, other, self._desk.today)

    def _grid(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        grid.setColumnMinimumWidth(0, look().px(_TITLES))
        for place in (1, 2):
            grid.setColumnStretch(place, 1)
        for place, card in enumerate(self.cards, start=1):
            grid.addWidget(self._head(card), 0, place)
        one, other = (card.values for card in self.cards)
        filled = completed(one, other)
        for name, field in _FIELDS.items():
            if one[name] in {None, ""} and other[name] in {None, ""}:
                continue
            self._add(grid, field, (one[name], other[name]), at=1 if name in filled else 0)
        for told in self._told.differing:
            self._add_member(grid, told)
        for title, texts in self._beside():
            self._add_line(grid, title, texts)
        made = QWidget()
        made.setLayout(grid)
        return made

    def _head(self, card: PersonCard) -> QWidget:
        name = PlainLabel(card.name, role="section", wrap=True)
        go = Button(
            _("Open %(name)s", name=card.number), lambda: self.opened.emit(card.id), kind="quiet"
        )
        return widget(column(name, row(go, None), spacing=2))

    def _add(self, grid: QGridLayout, field: Field, values: tuple[Any, Any], *, at: int) -> None:
        texts = [_shown(field, value) for value in values]
        if texts[0] == texts[1]:
            self._add_line(grid, field.title, texts)
        else:
            self._groups[field.name] = self._add_choice(grid, field.title, texts, at=at)

    def _add_member(self, grid: QGridLayout, told: Told) -> None:
        """Whose word holds about a language, the hours of the week, a taking part."""
        group = self._add_choice(grid, told.title, list(told.texts), at=told.holds)
        self.members[told.member] = group
        if told.holds is None:
            both = QRadioButton(_("Both together"))
            set_name(both, f"{told.title}: {both.text()}")
            both.setChecked(True)
            group.addButton(both, len(self.cards))
            grid.addWidget(both, grid.rowCount(), 1, 1, 2)

    def _add_choice(
        self, grid: QGridLayout, title: str, texts: list[str], *, at: int | None
    ) -> QButtonGroup:
        place = grid.rowCount()
        grid.addWidget(PlainLabel(title, role="muted", wrap=True), place, 0)
        group = QButtonGroup(self)
        for side, text in enumerate(texts):
            shown = text or _("blank")
            button = QRadioButton(literal(shown))
            number = self.cards[side].number
            set_name(button, f"{title}, {number}: {shown}")
            button.setChecked(side == at)
            group.addButton(button, side)
            grid.addWidget(button, place, side + 1)
        return group

    def _add_line(self, grid: QGridLayout, title: str, texts: list[str]) -> None:
        """What is the same in both, or comes along from both."""
        place = grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(PlainLabel(title, role="muted", wrap=True), place, 0, top)
        for side, text in enumerate(texts, start=1):
            grid.addWidget(PlainLabel(text, wrap=True), place, side, top)

    def _beside(self) -> list[tuple[str, list[str]]]:
        """What is not chosen: it is brought together."""
        taking_part = [
            ", ".join(
                f"{reference.chosen('role', e.role)} ({reference.chosen('status', e.status)})"
                for e in card.enrolments
            )
            for card in self.cards
        ]
        spoken = [
            ", ".join(language_words(c, str(v) if v else None) for c, v in card.languages.items())
            for card in self.cards
        ]
        along = [_counted(found) for found in self._told.along]
        return [
            (_("Takes part as"), taking_part),
            (_("Languages"), spoken),
            (_("Comes along"), along),
        ]


def _read(session: Session, one: Id, other: Id, today: date) -> _Read:
    found = tuple(cards(session, [one, other], today=today))
    differing = (_in_words(session, each) for each in differences(session, one, other))
    return _Read(found, tuple(differing), tuple(belongings(session, card.id) for card in found))


def _in_words(session: Session, each: Difference) -> Told:
    member = each.member
    texts = (member_text(session, member, value) for value in each.values)
    return Told(member, member_title(session, member), tuple(texts), each.holds)


def _counted(found: Mapping[str, int]) -> str:
    told = (_("%(what)s: %(n)s", what=table_title(table), n=n) for table, n in found.items())
    return ", ".join(told) or "–"


def _shown(field: Field, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(field, Choice):
        return reference.called(field.choices, str(value))
    return short(value) if isinstance(field, Day) else str(value)
