"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from duodesk.base.i18n import Message
from duodesk.base.ids import Id
from duodesk.lists.mapping import Column
from duodesk.lists.sheet import Sheet
from duodesk.model.people import Role
from duodesk.people.values import EnrolmentValues, PersonValues, Profile


class Action(StrEnum):
    """What becomes of a row: a new person, more about a known one, or nothing."""

    NEW = "new"
    SAME = "same"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth a look in a cell; the row comes in all the same."""

    row: int
    heading: str
    value: str
    text: Message


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row stays out, and the way out."""

    row: int
    heading: str
    value: str
    reason: Message
    way: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """A row that can come in: typed values, a note with all that found no place, what is odd about
    it.
    """

    number: int
    role: Role
    person: PersonValues
    enrolment: EnrolmentValues
    profile: Profile
    note: str
    action: Action = Action.NEW
    existing: Id | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The dry run of a list: `rows` would come in, the rows of `problems` would not."""

    file: str
    sheet: Sheet
    columns: tuple[Column, ...]
    rows: tuple[PlannedRow, ...]
    problems: tuple[Problem, ...]

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return tuple(remark for row in self.rows for remark in row.remarks)

    def count(self, action: Action) -> int:
        """How many rows would be handled so."""
        return sum(row.action == action for row in self.rows)

    def decided(self, number: int, action: Action) -> Plan:
        """The plan with one row handled otherwise; SAME needs somebody known to be the same as."""
        return replace(self, rows=tuple(_decided(row, number, action) for row in self.rows))


def _decided(row: PlannedRow, number: int, action: Action) -> PlannedRow:
    if row.number != number or (action == Action.SAME and row.existing is None):
        return row
    return replace(row, action=action)
