"""Duos under way out of a list: both people found, dates and stage read, written in one step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from duodesk.base.collate import fold
from duodesk.base.i18n import N_, Message, _
from duodesk.base.ids import Id
from duodesk.base.progress import Progress, silent
from duodesk.followup.terms import follow_start
from duodesk.lists import cells, repairs, words
from duodesk.lists.apply import Filled, Imported
from duodesk.lists.entries import Twins
from duodesk.lists.mapping import Column
from duodesk.lists.pairs import Draft, People, draft_of
from duodesk.lists.plan import Action, Difference, Plan, Planned, Problem, Remark
from duodesk.lists.row import shown
from duodesk.lists.sheet import Sheet
from duodesk.lists.targets import DUOS
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Note, Role, Status
from duodesk.office import settings
from duodesk.pairing.forming import common_language
from duodesk.pairing.promises import UNDER_WAY
from duodesk.people.duplicates import Known
from duodesk.people.queries import known
from duodesk.people.text import list_name
from duodesk.store.store import Store, Write

_STEP = 100
_STAGES = {
    DuoStage.ACTIVE: ("en cours", "actif", "active", "lopend", "actief", "running", "laufend"),
    DuoStage.PAUSED: ("en pause", "suspendu", "gepauzeerd", "on hold", "unterbrochen"),
    DuoStage.ENDED: ("terminé", "fini", "arrêté", "clôturé", "beëindigd", "gestopt", "afgelopen",
                     "ended", "finished", "beendet", "abgeschlossen"),
    DuoStage.TO_SIGN: ("à signer", "te ondertekenen", "to sign", "zu unterschreiben"),
}  # fmt: skip
_STAGE_OF = {fold(word): stage for stage, some in _STAGES.items() for word in some}
_DAYS = ("start_date", "expected_end", "ended_on")
_FREE = frozenset({Status.IN_DUO, Status.FINISHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDuo(Planned):
    """A mentee and a mentor, and what the list says of their duo."""

    mentee: Known
    mentor: Known
    values: Mapping[str, Any]
    note: str = ""

    @property
    @override
    def name(self) -> str:
        return f"{_name(self.mentee)} × {_name(self.mentor)}"


@dataclass(frozen=True, slots=True)
class Standing:
    """A duo of the desk."""

    id: Id
    number: str
    mentee_id: Id
    mentor_id: Id
    stage: DuoStage
    start_date: date | None
    expected_end: date | None
    ended_on: date | None
    end_reason: str | None


def check_duos(
    session: Session,
    sheet: Sheet,
    columns: Sequence[Column],
    *,
    today: date,
    progress: Progress = silent,
) -> Plan[PlannedDuo]:
    """The dry run: people found, duos known already found again."""
    checker = _Checker(People(known(session)), duos_by_mentee(session), _notes(session), today)
    for place, row in enumerate(sheet.rows):
        if place % _STEP == 0:
            progress.step(place, len(sheet.rows))
        checker.take(draft_of(row, columns))
    return Plan(
        file=sheet.file, sheet=sheet, columns=tuple(columns), kind=DUOS,
        rows=tuple(checker.rows), problems=tuple(checker.problems),
    )  # fmt: skip


class _Checker:
    """Goes through the rows and remembers which pairs were in the list before."""

    def __init__(
        self,
        people: People,
        duos: Mapping[Id, list[Standing]],
        notes: Mapping[Id, set[str]],
        today: date,
    ) -> None:
        self._people, self._duos, self._notes, self._today = people, duos, notes, today
        self._twins = Twins("mentee", N_("the same duo as in row %(row)s"))
        self.rows: list[PlannedDuo] = []
        self.problems: list[Problem] = []

    def take(self, draft: Draft) -> None:
        mentee, mentor = (self._people.find(draft, side) for side in ("mentee", "mentor"))
        values = _values(draft, self._today)
        if mentee and mentor and not draft.problems:
            self._twins.check(draft, (mentee.id, mentor.id, values.get("start_date")))
        if draft.problems or mentee is None or mentor is None:
            self.problems.extend(draft.problems)
        else:
            self.rows.append(self._planned(draft, mentee, mentor, values))

    def _planned(
        self, draft: Draft, mentee: Known, mentor: Known, values: dict[str, Any]
    ) -> PlannedDuo:
        number = draft.text("duo_number")
        duo = self._existing(mentee, mentor, values, number)
        if number and (duo is None or duo.number != number):
            draft.notes.insert(0, f"{draft.cells['duo_number'][0].heading}: {number}")
        own = self._duos.get(mentee.id, []) if mentee.id else []
        other = next((one for one in own if one.stage in UNDER_WAY), None)
        under_way = values["stage"] in UNDER_WAY
        doubt = duo is None and other is not None and under_way
        if doubt and other is not None:
            text = Message(
                N_("the mentee is in duo %(duo)s already, with somebody else"),
                {"duo": other.number},
            )
            draft.remarks.append(Remark(draft.number, "", _name(mentee), text))
        return PlannedDuo(
            number=draft.number, mentee=mentee, mentor=mentor, values=values, note=draft.note,
            action=Action.SAME if duo else Action.ASK if doubt else Action.NEW,
            existing=duo.id if duo else None, remarks=tuple(draft.remarks),
            differences=tuple(self._differences(duo, values, draft.note)) if duo else (),
        )  # fmt: skip

    def _existing(
        self, mentee: Known, mentor: Known, values: Mapping[str, Any], number: str
    ) -> Standing | None:
        """The duo meant: by its number, by its start, or the last of the two people."""
        if mentee.id is None:
            return None
        own = [duo for duo in self._duos.get(mentee.id, ()) if duo.mentor_id == mentor.id]
        exact = [d for d in own if d.number == number or d.start_date == values.get("start_date")]
        return next(iter([*exact, *reversed(own)]), None)

    def _differences(
        self, duo: Standing, values: Mapping[str, Any], note: str
    ) -> Iterator[Difference]:
        for name in (*_DAYS, "stage", "end_reason"):
            before, after = getattr(duo, name), values.get(name)
            guessed = name == "stage" and not values["stage_said"]
            if after is not None and after != before and not guessed:
                yield Difference(name, before, after)
        if note and note not in self._notes.get(duo.id, ()):
            yield Difference("note", None, note)


def _values(draft: Draft, today: date) -> dict[str, Any]:
    """Days, stage and reason; the stage follows from the days where nobody says it."""
    values: dict[str, Any] = {}
    for name in _DAYS:
        if name in draft.cells:
            values[name] = read_day(draft, name, today)
    said = _stage(draft)
    ended, started = values.get("ended_on"), values.get("start_date")
    if ended and started and ended < started:
        draft.problem(
            "ended_on", Message(N_("is before the start")), Message(N_("Check the two dates."))
        )
    if ended and ended > today:  # an end to come is an expectation
        values["expected_end"], values["ended_on"] = values.get("expected_end") or ended, None
        ended = None
    guess = DuoStage.ENDED if ended else DuoStage.ACTIVE if started else DuoStage.TO_SIGN
    values["stage"], values["stage_said"] = said or guess, said is not None or ended is not None
    if reason := draft.text("end_reason"):
        values["end_reason"] = words.find("end_reason", reason) or reason
    return values


def read_day(draft: Draft, target: str, today: date) -> date | None:
    """A day, or a problem with what it may have meant."""
    cell = draft.get(target)
    found = cells.as_day(cell)
    if found is None:
        draft.problem(
            target, Message(N_("is not a date")), Message(N_("Write it as 29/03/1998.")),
            repairs.day(shown(cell), today),
        )  # fmt: skip
    return found


def _stage(draft: Draft) -> DuoStage | None:
    text = draft.text("stage")
    if not text:
        return None
    code = words.find("duo_stage", text)
    stage = DuoStage(code) if code else _STAGE_OF.get(fold(text).strip())
    if stage is None:
        draft.keep("stage")
    return stage


def duos_by_mentee(session: Session) -> dict[Id, list[Standing]]:
    """Every duo, by its mentee, the earliest first."""
    found: dict[Id, list[Standing]] = defaultdict(list)
    duo = Duo
    for row in session.execute(
        select(duo.id, duo.number, duo.mentee_id, duo.mentor_id, duo.stage, duo.start_date,
               duo.expected_end, duo.ended_on, duo.end_reason)
        .order_by(duo.start_date, duo.id)
    ):  # fmt: skip
        found[row.mentee_id].append(Standing(*row))
    return found


def _notes(session: Session) -> dict[Id, set[str]]:
    found: dict[Id, set[str]] = defaultdict(set)
    for duo_id, text in session.execute(select(Note.duo_id, Note.text)):
        if duo_id is not None:
            found[duo_id].add(text or "")
    return found


def _name(known_one: Known) -> str:
    return list_name(known_one.family_name, known_one.given_name)


def apply_duos(store: Store, plan: Plan[PlannedDuo], *, progress: Progress = silent) -> Imported:
    """Write the duos of a plan, all or none."""
    filled: list[Filled] = []
    made = 0
    with store.write(
        N_("Bring in %(n)s duos from %(file)s"), n=plan.coming, file=plan.file
    ) as write:
        weeks = settings.values(
            write.session, office_id=write.office_id, on=write.today
        ).number(settings.DUO_WEEKS)  # fmt: skip
        for place, row in enumerate(plan.rows):
            if place % _STEP == 0:
                progress.step(place, len(plan.rows))
            if row.action == Action.NEW:
                _add(write, row, plan.file, weeks)
                made += 1
            elif row.changes and row.existing:
                _change(write, row, row.existing)
                names = tuple(change.name for change in row.changes)
                filled.append(Filled(row.number, row.existing, names))
    return Imported(write.changes, made, tuple(filled))


def _add(write: Write, row: PlannedDuo, file: str, weeks: int) -> None:
    values = row.values
    mentee_id, mentor_id = _both(row)
    start = values.get("start_date")
    duo = Duo(
        id=write.new_id(),
        number=write.next_number("duo"),
        mentee_id=mentee_id,
        mentor_id=mentor_id,
        office_id=write.office_id,
        coordinator_id=write.author_id,
        stage=values["stage"],
        language=common_language(write.session, mentee_id, mentor_id),
        formed_on=start or write.today,
        start_date=start,
        expected_end=values.get("expected_end") or (start and start + timedelta(weeks=weeks)),
        ended_on=values.get("ended_on"),
        end_reason=values.get("end_reason"),
        unsigned_reason=_("From the list %(file)s", file=file) if start else None,
    )
    write.session.add(duo)
    write_note(write, duo.id, row.note)
    _place(write, row, duo.stage)
    follow_start(write, duo, was=None)


def _change(write: Write, row: PlannedDuo, duo_id: Id) -> None:
    duo = write.session.get_one(Duo, duo_id)
    was = duo.start_date
    for change in row.changes:
        if change.name == "note":
            write_note(write, duo_id, row.note)
        else:
            setattr(duo, change.name, change.after)
    if any(change.name == "stage" for change in row.changes):
        _place(write, row, duo.stage)
    follow_start(write, duo, was=was)


def _both(row: PlannedDuo) -> tuple[Id, Id]:
    if row.mentee.id is None or row.mentor.id is None:
        raise ValueError("a planned duo has two registered people")
    return row.mentee.id, row.mentor.id


def _place(write: Write, row: PlannedDuo, stage: DuoStage) -> None:
    """Say of both people that they are in a duo, or were; who never registered so is registered."""
    mentee_id, mentor_id = _both(row)
    sides = ((mentee_id, Role.MENTEE, Status.FINISHED), (mentor_id, Role.MENTOR, Status.ACCEPTED))
    for person_id, role, afterwards in sides:
        enrolment = write.session.scalars(
            select(Enrolment).where(Enrolment.person_id == person_id, Enrolment.role == role)
        ).first()
        if enrolment is None:
            start = row.values.get("start_date") or write.today
            enrolment = Enrolment(
                id=write.new_id(), person_id=person_id, office_id=write.office_id, role=role,
                registered_on=start, accepted_on=start,
            )  # fmt: skip
            write.session.add(enrolment)
        if stage in UNDER_WAY:
            enrolment.status = Status.IN_DUO
        elif not _elsewhere(write.session, person_id):
            enrolment.status = afterwards


def _elsewhere(session: Session, person_id: Id) -> bool:
    """Whether somebody is in a duo that goes on."""
    return session.scalar(
        select(Duo.id).where(
            (Duo.mentee_id == person_id) | (Duo.mentor_id == person_id), Duo.stage.in_(UNDER_WAY)
        )
    ) is not None  # fmt: skip


def write_note(write: Write, duo_id: Id, text: str) -> None:
    """What of a row found no place, as a note of its duo."""
    if text:
        write.session.add(
            Note(id=write.new_id(), text=text, duo_id=duo_id, author_id=write.author_id,
                 written_at=write.now)
        )  # fmt: skip


def numbered(duos: Mapping[Id, Iterable[Standing]]) -> dict[str, Standing]:
    """Every duo by its number."""
    return {fold(duo.number): duo for some in duos.values() for duo in some}
