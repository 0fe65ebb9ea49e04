"""Weekly meetings out of a list: the duo found by its number or its people, one entry a day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from duodesk.base.collate import fold
from duodesk.base.dates import short
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id
from duodesk.base.progress import Progress, silent
from duodesk.followup.commands import MOST_MINUTES
from duodesk.lists import cells, words
from duodesk.lists.apply import Imported
from duodesk.lists.duos import Standing, duos_by_mentee, read_day
from duodesk.lists.entries import Twins, drafts, write_new
from duodesk.lists.find_duo import Duos
from duodesk.lists.mapping import Column
from duodesk.lists.pairs import Draft, People
from duodesk.lists.plan import Action, Plan, Planned, Problem
from duodesk.lists.sheet import Cell, Sheet
from duodesk.lists.targets import MEETINGS
from duodesk.model.followup import Held, Meeting, MeetingTopic
from duodesk.model.pairing import DuoStage
from duodesk.people.queries import known
from duodesk.store.store import Store, Write

_CLOCK = re.compile(r"(\d{1,2})\s*[hu:]\s*(\d{0,2})")
_ABSENT = frozenset(
    fold(word) for word in ("absent", "absente", "afwezig", "pas vu", "niet gezien", "annulé",
                            "geannuleerd", "abwesend", "no show")
)  # fmt: skip
_EXCUSED = frozenset(
    fold(word) for word in ("excusé", "excusée", "verontschuldigd", "excused", "entschuldigt")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMeeting(Planned):
    """A meeting of a duo, or that there was none."""

    duo_id: Id
    duo_number: str
    held_on: date
    held: Held
    minutes: int | None
    topics: tuple[str, ...]
    note: str

    @property
    @override
    def name(self) -> str:
        return f"{self.duo_number} · {short(self.held_on)}"


def check_meetings(
    session: Session,
    sheet: Sheet,
    columns: Sequence[Column],
    *,
    today: date,
    progress: Progress = silent,
) -> Plan[PlannedMeeting]:
    """The dry run; a day on which the duo has an entry already is the same."""
    duos = Duos(People(known(session)), duos_by_mentee(session))
    have = dict[tuple[Id, date], Id]()
    for meeting_id, duo_id, day in session.execute(
        select(Meeting.id, Meeting.duo_id, Meeting.held_on)
    ):
        have[duo_id, day] = meeting_id
    rows: list[PlannedMeeting] = []
    problems: list[Problem] = []
    twins = Twins("held_on", N_("the same meeting as in row %(row)s"))
    for draft in drafts(sheet, columns, progress):
        planned = _planned(draft, _duo(duos, draft), today)
        if planned is not None:
            twins.check(draft, (planned.duo_id, planned.held_on))
        problems.extend(draft.problems)
        if planned is not None and not draft.problems:
            rows.append(_known_or_new(planned, have))
    return Plan(
        file=sheet.file, sheet=sheet, columns=tuple(columns), kind=MEETINGS,
        rows=tuple(rows), problems=tuple(problems),
    )  # fmt: skip


def _duo(duos: Duos, draft: Draft) -> Standing | None:
    """The duo a row means: of several the one that ran on its day."""
    own = duos.find(draft, started=True)
    day = cells.as_day(draft.get("held_on"))
    return next((d for d in reversed(own) if day and d.start_date and d.start_date <= day),
                own[-1] if own else None)  # fmt: skip


def _planned(draft: Draft, duo: Standing | None, today: date) -> PlannedMeeting | None:
    if "held_on" not in draft.cells:
        draft.problem(
            "held_on", Message(N_("the day is missing")), Message(N_("Write it as 29/03/2026."))
        )
    day = read_day(draft, "held_on", today) if "held_on" in draft.cells else None
    if day is None or duo is None:
        return None
    _check_day(draft, duo, day, today)
    held, length = _held(draft), _minutes(draft)
    topics, left = words.codes("topic", draft.text("topics"), words.find)
    note = "\n".join([*left, draft.note] if left else [draft.note]).strip()
    return PlannedMeeting(
        number=draft.number, duo_id=duo.id, duo_number=duo.number, held_on=day, held=held,
        minutes=length if held == Held.MET else None,
        topics=tuple(topics) if held == Held.MET else (), note=note,
        remarks=tuple(draft.remarks),
    )  # fmt: skip


def _check_day(draft: Draft, duo: Standing, day: date, today: date) -> None:
    """The rules of the meeting form, said of a cell."""
    if duo.start_date is None or duo.stage in {DuoStage.TO_SIGN, DuoStage.NEVER_STARTED}:
        draft.problem(
            "held_on", Message(N_("the duo %(duo)s has not started"), {"duo": duo.number}),
            Message(N_("Start the duo first, then bring its meetings in.")),
        )  # fmt: skip
    elif day < duo.start_date:
        draft.problem(
            "held_on", Message(N_("is before the start of the duo, %(start)s"),
                               {"start": short(duo.start_date)}),
            Message(N_("Check the two dates.")),
        )  # fmt: skip
    elif day > today:
        draft.problem(
            "held_on", Message(N_("lies in the future")),
            Message(N_("Leave it out until it took place.")),
        )  # fmt: skip


def _held(draft: Draft) -> Held:
    if "held" not in draft.cells:
        return Held.MET
    text = fold(draft.text("held")).strip()
    code = words.find("held", text)
    answer = cells.as_yes_no(draft.get("held"))
    if code:
        return Held(code)
    if text in _EXCUSED:
        return Held.EXCUSED
    if text in _ABSENT or answer is False:
        return Held.NOT_MET
    if answer is None and text not in {
        "present",
        "presente",
        "aanwezig",
        "anwesend",
        "vu",
        "gezien",
    }:
        draft.keep("held")
    return Held.MET


def _minutes(draft: Draft) -> int | None:
    """90, 1h30, 1:30, or hours where the heading says hours."""
    if "minutes" not in draft.cells:
        return None
    column, cell = draft.cells["minutes"]
    in_hours = fold(column.heading).startswith(("heure", "uren", "hour", "stunde"))
    length = minutes(cell, in_hours=in_hours)
    if length is None or not 0 < length <= MOST_MINUTES:
        draft.keep("minutes")
        return None
    return length


def minutes(cell: Cell, *, in_hours: bool = False) -> int | None:
    """How many minutes a cell says."""
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    text = (cells.as_text(cell) or "").replace(",", ".").lower()
    clock = _CLOCK.match(text)
    if clock:
        return int(clock[1]) * 60 + int(clock[2] or 0)
    match = re.match(r"\d+(\.\d+)?", text)
    if match is None:
        return None
    return round(float(match[0]) * (60 if in_hours or "uur" in text or "heure" in text else 1))


def _known_or_new(planned: PlannedMeeting, have: Mapping[tuple[Id, date], Id]) -> PlannedMeeting:
    known_id = have.get((planned.duo_id, planned.held_on))
    return replace(planned, action=Action.SAME, existing=known_id) if known_id else planned


def apply_meetings(
    store: Store, plan: Plan[PlannedMeeting], *, progress: Progress = silent
) -> Imported:
    """Write the meetings of a plan, all or none."""
    label = N_("Bring in %(n)s meetings from %(file)s")
    return write_new(store, label, plan, _add, progress=progress)


def _add(write: Write, row: PlannedMeeting) -> None:
    meeting = Meeting(
        id=write.new_id(), duo_id=row.duo_id, held_on=row.held_on, state=row.held,
        minutes=row.minutes, note=row.note or None,
    )  # fmt: skip
    write.session.add(meeting)
    for topic in row.topics:
        write.session.add(MeetingTopic(id=write.new_id(), meeting_id=meeting.id, topic=topic))
