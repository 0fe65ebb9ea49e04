"""Jobs, internships and trainings of mentees out of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id
from duodesk.base.progress import Progress, silent
from duodesk.lists import slips, words
from duodesk.lists.apply import Imported
from duodesk.lists.duos import duos_by_mentee, read_day
from duodesk.lists.entries import Twins, drafts, write_new
from duodesk.lists.mapping import Column
from duodesk.lists.pairs import Draft, People
from duodesk.lists.plan import Action, Plan, Planned, Problem
from duodesk.lists.sheet import Sheet
from duodesk.lists.targets import OUTCOMES
from duodesk.model.followup import OutcomeEvent
from duodesk.people.duplicates import Known
from duodesk.people.queries import known
from duodesk.people.text import list_name
from duodesk.store.store import Store, Write

# What offices write for a step, by the code it stands for.
_SHORT = {
    "cdi": "permanent", "cdd": "fixed_term", "interim": "agency", "intérim": "agency",
    "onbepaalde duur": "permanent", "bepaalde duur": "fixed_term", "vast contract": "permanent",
    "uitzendarbeid": "agency", "art 60": "article60", "art. 60": "article60",
    "indépendant": "self_employed", "zelfstandige": "self_employed", "stage": "internship",
    "formation": "vocational_training", "opleiding": "vocational_training",
    "études": "studies", "studie": "studies", "ibo": "pfi", "fpi": "pfi", "pfi": "pfi",
    "cours de français": "language_course", "taalles": "language_course",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedOutcome(Planned):
    """What a mentee found."""

    person: Known
    person_id: Id
    duo_id: Id | None
    kind: str
    started_on: date
    ended_on: date | None
    weekly_hours: int | None
    employer: str

    @property
    @override
    def name(self) -> str:
        who = list_name(self.person.family_name, self.person.given_name)
        return f"{who} · {reference.chosen('outcome', self.kind)} · {short(self.started_on)}"


def check_outcomes(
    session: Session,
    sheet: Sheet,
    columns: Sequence[Column],
    *,
    today: date,
    progress: Progress = silent,
) -> Plan[PlannedOutcome]:
    """The dry run; the same step of the same person from the same day is known."""
    people, duos = People(known(session)), duos_by_mentee(session)
    event = OutcomeEvent
    have = {
        (row.person_id, row.kind, row.started_on): row.id
        for row in session.execute(select(event.id, event.person_id, event.kind, event.started_on))
    }
    rows: list[PlannedOutcome] = []
    problems: list[Problem] = []
    twins = Twins("kind", N_("the same outcome as in row %(row)s"))
    for draft in drafts(sheet, columns, progress):
        person = people.find(draft, "mentee")
        kind, started = _kind(draft), _started(draft, today)
        if person and kind and started and not draft.problems:
            twins.check(draft, (person.id, kind, started))
        problems.extend(draft.problems)
        if person is None or person.id is None or kind is None or started is None or draft.problems:
            continue
        own = duos.get(person.id, [])
        existing = have.get((person.id, kind, started))
        rows.append(
            PlannedOutcome(
                number=draft.number, person=person, person_id=person.id, kind=kind,
                started_on=started,
                duo_id=own[-1].id if own else None,
                ended_on=_ended(draft, started, today), weekly_hours=_hours(draft),
                employer=draft.text("employer"), existing=existing,
                action=Action.SAME if existing else Action.NEW, remarks=tuple(draft.remarks),
            )
        )  # fmt: skip
    return Plan(
        file=sheet.file, sheet=sheet, columns=tuple(columns), kind=OUTCOMES,
        rows=tuple(rows), problems=tuple(problems),
    )  # fmt: skip


def _kind(draft: Draft) -> str | None:
    text = draft.text("kind")
    code = _SHORT.get(text.casefold().strip()) or words.find("outcome", text)
    if code is None:
        draft.problem(
            "kind", Message(N_("is no job, internship, training or other step that is known")),
            Message(N_("Write, for example, permanent contract, internship or studies.")),
        )  # fmt: skip
    return code


def _started(draft: Draft, today: date) -> date | None:
    if "started_on" not in draft.cells:
        draft.problem(
            "started_on", Message(N_("the day is missing")), Message(N_("Write it as 29/03/2026."))
        )
        return None
    started = read_day(draft, "started_on", today)
    if started and (started - today).days > 366:
        draft.problem(
            "started_on", Message(N_("begins more than a year from now")),
            Message(N_("Correct the year.")),
        )  # fmt: skip
    return started


def _ended(draft: Draft, started: date, today: date) -> date | None:
    ended = read_day(draft, "ended_on", today) if "ended_on" in draft.cells else None
    if ended is None or ended < started:
        if "ended_on" in draft.cells:
            draft.keep("ended_on")
        return None
    return ended


def _hours(draft: Draft) -> int | None:
    text = draft.text("weekly_hours")
    mended = slips.figures(text)  # of 4O or 3l the first figure alone says something else
    match = re.match(r"\d+", mended or text)
    hours = int(match[0]) if match else 0
    sound = 0 < hours <= 60
    if "weekly_hours" in draft.cells and (mended or not sound):
        draft.keep("weekly_hours", mended if sound else "")
    return hours if sound and not mended else None


def apply_outcomes(
    store: Store, plan: Plan[PlannedOutcome], *, progress: Progress = silent
) -> Imported:
    """Write the outcomes of a plan, all or none."""
    label = N_("Bring in %(n)s outcomes from %(file)s")
    return write_new(store, label, plan, _add, progress=progress)


def _add(write: Write, row: PlannedOutcome) -> None:
    write.session.add(
        OutcomeEvent(
            id=write.new_id(), person_id=row.person_id, duo_id=row.duo_id, kind=row.kind,
            started_on=row.started_on, ended_on=row.ended_on, weekly_hours=row.weekly_hours,
            employer=row.employer or None, recorded_on=write.today, recorded_by=write.author_id,
        )
    )  # fmt: skip
