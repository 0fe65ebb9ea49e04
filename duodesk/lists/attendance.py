"""Who came to which training day, out of a list: one line for each day and person, or a person's
days side by side under their dates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.collate import fold
from duodesk.base.dates import short
from duodesk.base.i18n import N_, Message, _
from duodesk.base.ids import Id
from duodesk.base.progress import Progress, silent
from duodesk.base.worded import Named
from duodesk.lists import cells, words
from duodesk.lists.apply import Imported
from duodesk.lists.duos import read_day
from duodesk.lists.entries import Twins, drafts, write_new
from duodesk.lists.mapping import Column
from duodesk.lists.pairs import Draft, People
from duodesk.lists.plan import Action, Plan, Planned, Problem, Remark
from duodesk.lists.sheet import Cell, Sheet, is_blank
from duodesk.lists.targets import ATTENDANCE
from duodesk.model.people import Note, Person
from duodesk.model.training import Attendance, Attended, Event, EventKind
from duodesk.people.duplicates import Known
from duodesk.people.queries import known
from duodesk.people.text import list_name
from duodesk.store.store import Store, Write
from duodesk.training.attendance import mark_in
from duodesk.training.expected import expected_at

# Days whose attendance offices keep lists of.
_KINDS = (EventKind.TRAINING, EventKind.MENTORS_MEETING, EventKind.WORKSHOP)
# What stands in the cells of such lists, besides yes and no and the words of the program.
_WRITTEN = {
    Attended.PRESENT: ("p", "pr", "pres", "présent", "présente", "venu", "venue", "vu", "aanw",
                       "gekomen", "came", "da"),
    Attended.ABSENT: ("abs", "ab", "absente", "pas venu", "pas venue", "afw", "niet gekomen",
                      "no show", "did not come", "nicht da", "fehlt"),
    Attended.EXCUSED: ("e", "ex", "exc", "exc.", "excusé", "excusée", "verontsch", "veront",
                       "verontschuldigd", "entschuldigt", "entsch"),
    Attended.MADE_UP: ("rattrapé", "rattrapée", "ingehaald", "nachgeholt"),
}  # fmt: skip
_MARKS = {fold(word): presence for presence, some in _WRITTEN.items() for word in some}


class Came(NamedTuple):
    """Whether somebody came on a day of the calendar."""

    event_id: Id
    day: date
    presence: Attended


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAttendance(Planned):
    """A person and the days of a row, as far as they are not noted yet."""

    person: Known
    person_id: Id
    came: tuple[Came, ...]
    note: str

    @property
    @override
    def name(self) -> str:
        return list_name(self.person.family_name, self.person.given_name)

    @property
    @override
    def what(self) -> str:
        return "; ".join(
            _(
                "%(title)s: %(after)s",
                title=short(one.day),
                after=reference.chosen("attended", one.presence),
            )
            for one in self.came
        )


def check_attendance(
    session: Session,
    sheet: Sheet,
    columns: Sequence[Column],
    *,
    today: date,
    progress: Progress = silent,
) -> Plan[PlannedAttendance]:
    """The dry run; a day that is noted of somebody stays as it is."""
    people, days, have = People(known(session)), _Days(session), _noted(session)
    dated = [column for column in columns if column.target == "presence" and column.detail]
    twins = Twins("held_on", N_("the same day of the same person as in row %(row)s"))
    rows: list[PlannedAttendance] = []
    problems: list[Problem] = []
    for row, draft in zip(sheet.rows, drafts(sheet, columns, progress), strict=True):
        side_by_side = [(one, row.cell(one.index)) for one in dated]
        person = people.find(draft, "person")
        came = tuple(_came(draft, person, side_by_side, days, today)) if person else ()
        if person is not None and came and not draft.problems:
            new = twins.check(draft, *((person.id, one.event_id) for one in came))
            came = tuple(one for one in came if (person.id, one.event_id) in new)
        problems.extend(draft.problems)
        if person is not None and person.id is not None and not draft.problems:
            rows.append(_planned(draft, person, person.id, came, have))
    return Plan(
        file=sheet.file, sheet=sheet, columns=tuple(columns), kind=ATTENDANCE,
        rows=tuple(rows), problems=tuple(problems),
    )  # fmt: skip


def _planned(
    draft: Draft,
    person: Known,
    person_id: Id,
    came: tuple[Came, ...],
    have: Mapping[tuple[Id, Id], set[Attended]],
) -> PlannedAttendance:
    lacking = tuple(one for one in came if (person_id, one.event_id) not in have)
    for one in came:
        noted = have.get((person_id, one.event_id))
        if noted and one.presence not in noted:
            what = {"what": Named("attended", min(noted))}
            text = Message(N_("is noted as “%(what)s”, which stays"), what)
            draft.remarks.append(Remark(draft.number, "", short(one.day), text))
    return PlannedAttendance(
        number=draft.number, person=person, person_id=person_id, came=lacking or came,
        note=draft.note, remarks=tuple(draft.remarks),
        action=Action.NEW if lacking else Action.SAME if came else Action.SKIP,
        existing=None if lacking else person_id,
    )  # fmt: skip


def _came(
    draft: Draft,
    person: Known,
    side_by_side: Sequence[tuple[Column, Cell]],
    days: _Days,
    today: date,
) -> Iterator[Came]:
    """What a row tells of each of its days; a blank tells nothing."""
    for column, cell in side_by_side:
        if not is_blank(cell):
            draft.cells["presence"] = (column, cell)
            yield from _on(draft, person, date.fromisoformat(column.detail), days, today)
    if side_by_side:
        return
    if "held_on" not in draft.cells:
        draft.problem(
            "held_on", Message(N_("the day is missing")), Message(N_("Write it as 29/03/2026."))
        )
        return
    day = read_day(draft, "held_on", today)
    if day is not None:
        yield from _on(draft, person, day, days, today)


def _on(draft: Draft, person: Known, day: date, days: _Days, today: date) -> Iterator[Came]:
    presence = _presence(draft)
    event_id = days.find(draft, person, day)
    if day > today and presence != Attended.EXCUSED:
        draft.problem(
            _told_at(draft), Message(N_("lies in the future")),
            Message(N_("Leave it out until it took place.")),
        )  # fmt: skip
    elif presence is not None and event_id is not None:
        yield Came(event_id, day, presence)


def _presence(draft: Draft) -> Attended | None:
    """Present where nothing else is told: the list is of those who came."""
    if "presence" not in draft.cells:
        return Attended.PRESENT
    text = fold(draft.text("presence")).strip(" .!")
    code = words.find("attended", text)
    if code is not None:
        return Attended(code)
    answer = cells.as_yes_no(draft.get("presence"))
    if text in _MARKS:
        return _MARKS[text]
    if answer is None:
        draft.problem(
            "presence", Message(N_("does not say who came")),
            Message(N_("Write present, excused or absent.")),
        )  # fmt: skip
        return None
    return Attended.PRESENT if answer else Attended.ABSENT


def _told_at(draft: Draft) -> str:
    return "held_on" if "held_on" in draft.cells else "presence"


class _Days:
    """The days of the calendar, to be found by date and person."""

    def __init__(self, session: Session) -> None:
        self._by_day: dict[date, list[tuple[Id, Id, EventKind]]] = defaultdict(list)
        series: dict[Id, Id | None] = {}
        asked = select(Event.id, Event.held_on, Event.office_id, Event.kind, Event.series_id).where(
            Event.kind.in_(_KINDS), Event.cancelled_on.is_(None)
        )
        for row in session.execute(asked.order_by(Event.start, Event.id)):
            self._by_day[row.held_on].append((row.id, row.office_id, row.kind))
            series[row.id] = row.series_id
        self._expected = expected_at(session, series)
        self._office = {
            row.id: row.office_id for row in session.execute(select(Person.id, Person.office_id))
        }

    def find(self, draft: Draft, person: Known, day: date) -> Id | None:
        """The day somebody came to: of several where they have a seat, in their own office, a
        training before a meeting.
        """
        found = self._by_day.get(day, [])
        if not found:
            draft.problem(
                _told_at(draft), Message(N_("is no training day of the calendar")),
                Message(N_("Put the day into the calendar first, then bring this row in.")),
            )  # fmt: skip
            return None
        ranked = sorted(found, key=lambda one: self._suits(person, *one), reverse=True)
        best = self._suits(person, *ranked[0])
        if len(ranked) > 1 and self._suits(person, *ranked[1]) == best:
            draft.problem(
                _told_at(draft), Message(N_("is the day of several trainings")),
                Message(N_("Note it in the calendar, where each has its own list.")),
            )  # fmt: skip
            return None
        return ranked[0][0]

    def _suits(
        self, person: Known, event_id: Id, office_id: Id, kind: EventKind
    ) -> tuple[bool, bool, bool]:
        seated: Collection[Id | None] = self._expected.get(event_id, ())
        at_home = person.id is not None and self._office.get(person.id) == office_id
        return person.id in seated, at_home, kind == EventKind.TRAINING


def _noted(session: Session) -> dict[tuple[Id, Id], set[Attended]]:
    """What is noted of whom on which day, of whichever unit."""
    found: dict[tuple[Id, Id], set[Attended]] = defaultdict(set)
    asked = select(Attendance.person_id, Attendance.event_id, Attendance.presence)
    for row in session.execute(asked):
        found[row.person_id, row.event_id].add(row.presence)
    return found


def apply_attendance(
    store: Store, plan: Plan[PlannedAttendance], *, progress: Progress = silent
) -> Imported:
    """Write the presences of a plan, all or none."""
    label = N_("Bring in presences of %(n)s rows from %(file)s")
    return write_new(store, label, plan, _add, progress=progress)


def _add(write: Write, row: PlannedAttendance) -> None:
    for one in row.came:
        mark_in(write, one.event_id, [row.person_id], one.presence)
    if row.note:
        write.session.add(
            Note(id=write.new_id(), text=row.note, person_id=row.person_id,
                 author_id=write.author_id, written_at=write.now)
        )  # fmt: skip
