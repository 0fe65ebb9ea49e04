"""Duos with their weeks, meetings and outcomes, as frozen rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from duodesk.base.ids import Id
from duodesk.followup import packed
from duodesk.followup.lived import Lived, lived
from duodesk.followup.outcomes import Check, Event, Outcome, Result, Rules, classify
from duodesk.followup.rules import (
    Week,
    logged_weeks,
    planned,
    rested,
    silent_days,
    strip,
    week_of,
    weeks_shown,
)
from duodesk.followup.schedule import Span, rests
from duodesk.model.followup import Evidence, Held, Meeting, MeetingTopic, OutcomeEvent, StatusCheck
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Goal, Person
from duodesk.office import settings
from duodesk.office.queries import author_names
from duodesk.training.entry import rows_of

# People by their identities, or a query that gives those.
People = Collection[Id] | Select[Id]
PROOF = (Evidence.DOCUMENT, Evidence.ADMINISTRATIVE)
UNDER_WAY = (DuoStage.ACTIVE, DuoStage.PAUSED)
_NOT_BEGUN: dict[str, Any] = {"week": 0, "weeks": (), "met": 0, "planned": 0, "silent_days": 0}
# Agreement and code of conduct, each by mentee and mentor.
ALL_SIGNED = 4


@dataclass(frozen=True, slots=True)
class DuoRow:
    """A duo in a list, with its weeks and how things stand.

    `stage` tells whether it rests on the day of looking; `logged` are weeks of activity with any
    entry; `extended_days` come on top of those of its pauses.
    """

    id: Id
    number: str
    mentee_id: Id
    mentor_id: Id
    mentee: str
    mentor: str
    office_id: Id
    coordinator: str
    stage: DuoStage
    language: str
    goal: Goal | None
    start: date | None
    expected_end: date | None
    ended_on: date | None
    end_reason: str
    week: int
    weeks: tuple[Week, ...]
    met: int
    planned: int
    silent_days: int
    signatures: int
    result: Result
    logged: int = 0
    extended_days: int = 0
    pauses: tuple[Span, ...] = ()

    @property
    def signed(self) -> bool:
        return self.signatures >= ALL_SIGNED


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A logged meeting; `said_by` is who told it: the mentee, the mentor, both together."""

    id: Id
    on: date
    state: Held
    minutes: int | None
    topics: tuple[str, ...]
    note: str
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A recorded outcome event."""

    id: Id
    kind: str
    started_on: date
    end: date | None
    employer: str
    weekly_hours: int | None
    evidence: Evidence | None


def duos(
    session: Session,
    *,
    today: date,
    office_id: Id | None = None,
    stages: Collection[DuoStage] = (),
    duo_id: Id | None = None,
    known: Lived | None = None,
) -> list[DuoRow]:
    """Duos, the longest silent first among the active; nine SELECTs, whatever their number.
    `known` is what was read of these duos already.
    """
    which = identities(office_id=office_id, stages=stages)
    if duo_id is not None:
        which = which.where(Duo.id == duo_id)
    found = rows_of(session, _duos().where(Duo.id.in_(which)))
    told = known or lived(session, which, today)
    facts = _Facts(session, which, told, {row.office_id for row in found}, today)
    rows = [facts.row(row) for row in found]
    if stages:
        rows = [row for row in rows if row.stage in stages]
    return sorted(rows, key=lambda r: (r.stage != DuoStage.ACTIVE, -r.silent_days, r.number))


def identities(*, office_id: Id | None = None, stages: Collection[DuoStage] = ()) -> Select[Id]:
    """Which duos a list looks at, before their pauses tell whether they rest."""
    which = select(Duo.id)
    if office_id is not None:
        which = which.where(Duo.office_id == office_id)
    if stages:
        # Whether a duo rests is said by its pauses.
        either = UNDER_WAY if set(stages) & set(UNDER_WAY) else ()
        which = which.where(Duo.stage.in_({*stages, *either}))
    return which


def duo(session: Session, duo_id: Id, *, today: date) -> DuoRow | None:
    """One duo."""
    return next(iter(duos(session, today=today, duo_id=duo_id)), None)


def meetings(session: Session, duo_id: Id) -> list[MeetingRow]:
    """A duo's entries, newest first."""
    topics: dict[Id, list[str]] = defaultdict(list)
    asked = select(MeetingTopic.meeting_id, MeetingTopic.topic).join(
        Meeting, Meeting.id == MeetingTopic.meeting_id
    )
    for meeting_id, topic in session.execute(asked.where(Meeting.duo_id == duo_id)):
        topics[meeting_id].append(topic or "?")
    found = session.scalars(
        select(Meeting).where(Meeting.duo_id == duo_id).order_by(Meeting.held_on.desc())
    )
    return [
        MeetingRow(
            m.id, m.held_on, m.state, m.minutes, tuple(sorted(topics[m.id])), m.note or "",
            m.said_by or "",
        )
        for m in found
    ]  # fmt: skip


def outcomes(session: Session, person_id: Id) -> list[OutcomeRow]:
    """A mentee's outcome events, oldest first."""
    found = session.scalars(
        select(OutcomeEvent)
        .where(OutcomeEvent.person_id == person_id)
        .order_by(OutcomeEvent.started_on)
    )
    return [
        OutcomeRow(
            e.id,
            e.kind,
            e.started_on,
            e.ended_on or e.expected_end,
            e.employer or "",
            e.weekly_hours,
            e.evidence,
        )
        for e in found
    ]


def duo_of(session: Session, person_id: Id) -> Duo | None:
    """The mentee's duo that an outcome belongs to: the latest that started."""
    return session.scalars(
        select(Duo)
        .where(Duo.mentee_id == person_id)
        .order_by(Duo.start_date.desc(), Duo.number.desc())
    ).first()


def rules_for(session: Session, office_id: Id | None, on: date) -> Rules:
    """The organisation's choices about what counts."""
    chosen = settings.values(session, office_id=office_id, on=on)
    return Rules(
        months=chosen.number(settings.OUTCOME_MONTHS),
        stable_months=chosen.number(settings.STABLE_MONTHS),
        training_weeks=chosen.number(settings.LEAST_TRAINING_WEEKS),
    )


def events_of(session: Session, people: People | None = None) -> dict[Id, list[Event]]:
    """Outcome events of these people, or of all."""
    asked = select(
        OutcomeEvent.person_id, OutcomeEvent.kind, OutcomeEvent.started_on, OutcomeEvent.ended_on,
        OutcomeEvent.expected_end, OutcomeEvent.employer, OutcomeEvent.evidence,
        OutcomeEvent.recognised_certificate,
    ).where(OutcomeEvent.started_on.is_not(None))  # fmt: skip
    if people is not None:
        asked = asked.where(OutcomeEvent.person_id.in_(people))
    found: dict[Id, list[Event]] = defaultdict(list)
    for e in rows_of(session, asked):
        event = Event(
            e.kind or "",
            e.started_on,
            e.ended_on or e.expected_end,
            e.employer or "",
            documented=e.evidence in PROOF,
            administrative=e.evidence == Evidence.ADMINISTRATIVE,
            certificate=bool(e.recognised_certificate),
        )
        found[e.person_id].append(event)
    return found


def checks_of(session: Session, people: People | None = None) -> dict[Id, list[Check]]:
    """Answers of these people, or of all; the file puts those of one person into one row."""
    told = packed.pack(StatusCheck.asked_on, StatusCheck.situation).label("answers")
    asked = select(StatusCheck.person_id, told).where(StatusCheck.asked_on.is_not(None))
    if people is not None:
        asked = asked.where(StatusCheck.person_id.in_(people))
    rows = rows_of(session, asked.group_by(StatusCheck.person_id))
    return {row.person_id: packed.answers(row.answers) for row in rows}


class _Facts:
    """What all duos of a list need, read once."""

    def __init__(
        self, session: Session, which: Select[Id], told: Lived, offices: set[Id], today: date
    ) -> None:
        mentees = select(Duo.mentee_id).where(Duo.id.in_(which))
        self._told, self._today = told, today
        self._events = events_of(session, mentees)
        self._checks = checks_of(session, mentees)
        self._names = author_names(session)
        self._rules = {o: rules_for(session, o, today) for o in offices}
        self._weeks = {o: _weeks(session, o, today) for o in offices}

    def row(self, duo: Any) -> DuoRow:
        """One duo as it stands; made in one piece, of which long lists feel the time."""
        start, end, today = duo.start_date, duo.ended_on, self._today
        pauses = tuple(row.span for row in self._told.pauses.get(duo.id, ()))
        extended = duo.extended_days or 0
        return DuoRow(
            id=duo.id,
            number=duo.number or "",
            mentee_id=duo.mentee_id,
            mentor_id=duo.mentor_id,
            mentee=_name(duo.mentee_given, duo.mentee_family),
            mentor=_name(duo.mentor_given, duo.mentor_family),
            office_id=duo.office_id,
            coordinator=self._names.get(duo.coordinator_id, "") if duo.coordinator_id else "",
            stage=_standing(duo.stage, pauses, today),
            language=duo.language or "",
            goal=duo.goal,
            start=start,
            expected_end=duo.expected_end,
            ended_on=end,
            end_reason=duo.end_reason or "",
            signatures=self._told.signed.get(duo.id, 0),
            result=self._result(duo),
            extended_days=extended,
            pauses=pauses,
            **(self._weeks_of(duo, start, pauses, extended) if start is not None else _NOT_BEGUN),
        )

    def _weeks_of(
        self, duo: Any, start: date, pauses: tuple[Span, ...], extended: int
    ) -> dict[str, Any]:
        """The weeks of a duo that has started, and how silent it is."""
        meetings, end, today = self._told.logged.get(duo.id, []), duo.ended_on, self._today
        weeks = self._weeks[duo.office_id]
        until = min(end, today) if end else today
        shown = weeks_shown(start, weeks, pauses, extended, until)
        rest = rested(start, end, today, pauses)
        talks = self._told.talked.get(duo.id)
        reached = (talks.reached,) if talks is not None and talks.reached is not None else ()
        return {
            "week": week_of(start, today),
            "weeks": strip(start, meetings, today, end=end, weeks=shown, pauses=pauses),
            "met": sum(m.state == Held.MET for m in meetings),
            "planned": planned(start, end, today, weeks=weeks, paused_days=rest),
            "silent_days": silent_days(start, meetings, today, reached, pauses),
            "logged": logged_weeks(start, meetings, shown, pauses),
        }

    def _result(self, duo: Any) -> Result:
        if duo.start_date is None:
            return Result(Outcome.UNKNOWN)
        events = self._events.get(duo.mentee_id, [])
        checks = self._checks.get(duo.mentee_id, [])
        rules = self._rules[duo.office_id]
        return classify(duo.start_date, events, checks, rules, on=self._today)


def _weeks(session: Session, office_id: Id, today: date) -> int:
    return settings.values(session, office_id=office_id, on=today).number(settings.DUO_WEEKS)


def _standing(stage: DuoStage, pauses: tuple[Span, ...], today: date) -> DuoStage:
    """Whether a duo under way rests is said by its pauses."""
    if stage not in UNDER_WAY:
        return stage
    return DuoStage.PAUSED if rests(stage, pauses, today) else DuoStage.ACTIVE


@cache
def _duos() -> Select[*tuple[Any, ...]]:
    mentee, mentor = aliased(Person), aliased(Person)
    return (
        select(
            Duo.id, Duo.number, Duo.mentee_id, Duo.mentor_id, Duo.office_id, Duo.coordinator_id,
            Duo.stage, Duo.language, Duo.goal, Duo.start_date, Duo.expected_end, Duo.ended_on,
            Duo.end_reason, Duo.extended_days, mentee.given_name.label("mentee_given"),
            mentee.family_name.label("mentee_family"), mentor.given_name.label("mentor_given"),
            mentor.family_name.label("mentor_family"),
        )
        .outerjoin(mentee, mentee.id == Duo.mentee_id)
        .outerjoin(mentor, mentor.id == Duo.mentor_id)
    )  # fmt: skip


def _name(given: str | None, family: str | None) -> str:
    return " ".join(part for part in (given, family) if part) or "?"
