"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

from typing_extensions import override

from duodesk.base.i18n import Message
from duodesk.base.ids import Id
from duodesk.lists.mapping import Column
from duodesk.lists.sheet import Sheet
from duodesk.lists.targets import PEOPLE
from duodesk.model.people import Role
from duodesk.people.text import list_name
from duodesk.people.values import EnrolmentValues, PersonValues, Profile


class Action(StrEnum):
    """What is decided for a row: `SAME` completes what is known, `REPLACE` lets the list prevail,
    `ASK` waits for somebody to decide and writes nothing.
    """

    NEW = "new"
    SAME = "same"
    REPLACE = "replace"
    ASK = "ask"
    SKIP = "skip"


class State(StrEnum):
    """What a row shows: what would become of it."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LIKELY = "likely"
    SKIP = "skip"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth a look in a cell; the row comes in all the same. `repair` is what the cell
    may have meant: proposed, never taken by itself.
    """

    row: int
    heading: str
    value: str
    text: Message
    repair: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row stays out, and the way out; `repair` is what the cell may have meant."""

    row: int
    heading: str
    value: str
    reason: Message
    way: Message
    column: int | None = None
    repair: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A column, or a table of rows like languages, that is not as the list has it; `before` is
    None where nothing was known.
    """

    name: str
    before: object
    after: object

    @property
    def fills(self) -> bool:
        return self.before is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A row that can come in, what is decided for it, and how it differs from what is known."""

    number: int
    action: Action = Action.NEW
    existing: Id | None = None
    remarks: tuple[Remark, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def name(self) -> str:
        """Whom or what the row is about."""
        return ""

    @property
    def what(self) -> str:
        """What the row tells of it, where the name does not say so."""
        return ""

    @property
    def changes(self) -> tuple[Difference, ...]:
        """What would be written of a row about somebody known."""
        if self.action == Action.REPLACE:
            return self.differences
        filling = self.action == Action.SAME
        return tuple(one for one in self.differences if filling and one.fills)

    @property
    def state(self) -> State:
        """What would become of the row."""
        if self.action in {Action.SAME, Action.REPLACE}:
            return State.CHANGED if self.changes else State.SAME
        return {Action.ASK: State.LIKELY, Action.SKIP: State.SKIP}.get(self.action, State.NEW)

    @property
    def comes(self) -> bool:
        """Whether something would be written."""
        return self.state in {State.NEW, State.CHANGED}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow(Planned):
    """A person: typed values, a note with all that found no place; `given` names the columns that
    the list really said.
    """

    role: Role
    person: PersonValues
    enrolment: EnrolmentValues
    profile: Profile
    note: str
    given: frozenset[str] = frozenset()

    @property
    @override
    def name(self) -> str:
        return list_name(self.person.family_name, self.person.given_name)


R = TypeVar("R", bound=Planned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Generic[R]):
    """The dry run of a list: `rows` could come in, the rows of `problems` could not."""

    file: str
    sheet: Sheet
    columns: tuple[Column, ...]
    rows: tuple[R, ...]
    problems: tuple[Problem, ...]
    kind: str = PEOPLE

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return tuple(remark for row in self.rows for remark in row.remarks)

    @property
    def unreadable(self) -> int:
        """How many rows cannot come in."""
        return len({problem.row for problem in self.problems})

    @property
    def coming(self) -> int:
        """How many rows would write something."""
        return sum(row.comes for row in self.rows)

    def count(self, action: Action) -> int:
        """For how many rows this is decided."""
        return sum(row.action == action for row in self.rows)

    def states(self) -> dict[State, int]:
        """How many rows stand where, those that cannot come in among them."""
        counts = dict.fromkeys(State, 0) | {State.OUT: self.unreadable}
        for row in self.rows:
            counts[row.state] += 1
        return counts

    def decided(self, numbers: int | Iterable[int], action: Action) -> Plan[R]:
        """The plan with some rows handled otherwise; to complete or replace, somebody must be
        known.
        """
        chosen = {numbers} if isinstance(numbers, int) else set(numbers)
        rows = (_decided(row, action) if row.number in chosen else row for row in self.rows)
        return replace(self, rows=tuple(rows))

    def decided_all(self, states: Iterable[State], action: Action) -> Plan[R]:
        """The plan with every row of some states handled alike."""
        wanted = set(states)
        return self.decided([row.number for row in self.rows if row.state in wanted], action)


def _decided(row: R, action: Action) -> R:
    if action in {Action.SAME, Action.REPLACE} and row.existing is None:
        return row
    return replace(row, action=action)
