"""Duos with their weeks, meetings and outcomes, as frozen rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Select, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from duodesk.base.clock import BELGIUM
from duodesk.base.ids import Id
from duodesk.followup.outcomes import Check, Event, Outcome, Result, Rules, classify
from duodesk.followup.pauses import pauses_of
from duodesk.followup.rules import (
    Logged,
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
from duodesk.model.base import Day
from duodesk.model.documents import Document, Signature
from duodesk.model.followup import Evidence, Held, Meeting, MeetingTopic, OutcomeEvent, StatusCheck
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Goal, Person
from duodesk.model.recruitment import Contact
from duodesk.office import settings
from duodesk.office.queries import author_names

PROOF = (Evidence.DOCUMENT, Evidence.ADMINISTRATIVE)
UNDER_WAY = (DuoStage.ACTIVE, DuoStage.PAUSED)
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
) -> list[DuoRow]:
    """Duos, the longest silent first among the active; nine SELECTs, whatever their number."""
    asked = _duos()
    if office_id is not None:
        asked = asked.where(Duo.office_id == office_id)
    if stages:
        # Whether a duo rests is said by its pauses.
        either = UNDER_WAY if set(stages) & set(UNDER_WAY) else ()
        asked = asked.where(Duo.stage.in_({*stages, *either}))
    if duo_id is not None:
        asked = asked.where(Duo.id == duo_id)
    found = session.execute(asked).all()
    facts = _Facts(session, {row[0].office_id for row in found}, today)
    rows = [facts.row(row[0], _name(row[1], row[2]), _name(row[3], row[4])) for row in found]
    if stages:
        rows = [row for row in rows if row.stage in stages]
    return sorted(rows, key=lambda r: (r.stage != DuoStage.ACTIVE, -r.silent_days, r.number))


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


def events_of(session: Session, people: Collection[Id] = ()) -> dict[Id, list[Event]]:
    """Outcome events by person."""
    asked = select(OutcomeEvent).where(OutcomeEvent.started_on.is_not(None))
    if people:
        asked = asked.where(OutcomeEvent.person_id.in_(people))
    found: dict[Id, list[Event]] = defaultdict(list)
    for e in session.scalars(asked):
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


def checks_of(session: Session) -> dict[Id, list[Check]]:
    """Answers by person."""
    found: dict[Id, list[Check]] = defaultdict(list)
    for person, on, situation in session.execute(
        select(StatusCheck.person_id, StatusCheck.asked_on, StatusCheck.situation).where(
            StatusCheck.asked_on.is_not(None)
        )
    ):
        found[person].append(Check(on, situation))
    return found


class _Facts:
    """What all duos of a list need, read once."""

    def __init__(self, session: Session, offices: set[Id], today: date) -> None:
        self._today = today
        self._logged = _logged(session, today)
        self._reached = _reached(session, today)
        self._pauses = pauses_of(session)
        self._signed = _signatures(session)
        self._events = events_of(session)
        self._checks = checks_of(session)
        self._names = author_names(session)
        self._rules = {o: rules_for(session, o, today) for o in offices}
        self._weeks = {o: _weeks(session, o, today) for o in offices}

    def row(self, duo: Duo, mentee: str, mentor: str) -> DuoRow:
        """One duo as it stands."""
        pauses = tuple(row.span for row in self._pauses.get(duo.id, ()))
        row = DuoRow(
            id=duo.id,
            number=duo.number or "",
            mentee_id=duo.mentee_id,
            mentor_id=duo.mentor_id,
            mentee=mentee,
            mentor=mentor,
            office_id=duo.office_id,
            coordinator=self._names.get(duo.coordinator_id, "") if duo.coordinator_id else "",
            stage=_standing(duo.stage, pauses, self._today),
            language=duo.language or "",
            goal=duo.goal,
            start=duo.start_date,
            expected_end=duo.expected_end,
            ended_on=duo.ended_on,
            end_reason=duo.end_reason or "",
            week=0,
            weeks=(),
            met=0,
            planned=0,
            silent_days=0,
            signatures=self._signed.get(duo.id, 0),
            result=self._result(duo),
            extended_days=duo.extended_days or 0,
            pauses=pauses,
        )
        return row if row.start is None else self._with_weeks(row, row.start)

    def _with_weeks(self, row: DuoRow, start: date) -> DuoRow:
        """The weeks of a duo that has started, and how silent it is."""
        meetings, pauses, end = self._logged.get(row.id, []), row.pauses, row.ended_on
        weeks, today = self._weeks[row.office_id], self._today
        shown = weeks_shown(start, weeks, pauses, row.extended_days, today)
        rest = rested(start, end, today, pauses)
        return replace(
            row,
            week=week_of(start, today),
            weeks=strip(start, meetings, today, end=end, weeks=shown, pauses=pauses),
            met=sum(m.state == Held.MET for m in meetings),
            planned=planned(start, end, today, weeks=weeks, paused_days=rest),
            silent_days=silent_days(start, meetings, today, self._reached.get(row.id, ()), pauses),
            logged=logged_weeks(start, meetings, shown, pauses),
        )

    def _result(self, duo: Duo) -> Result:
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


def _reached(session: Session, today: date) -> dict[Id, list[date]]:
    """The last day on which one of the two was reached, by duo."""
    last = func.max(Contact.happened_at, type_=Contact.happened_at.type)
    before = type_coerce(today + timedelta(days=1), Day())
    asked = (
        select(Contact.duo_id, last)
        .where(Contact.duo_id.is_not(None), Contact.reached, Contact.happened_at < before)
        .group_by(Contact.duo_id)
    )
    return {
        duo_id: [at.astimezone(BELGIUM).date()]
        for duo_id, at in session.execute(asked)
        if at is not None
    }


def _logged(session: Session, today: date) -> dict[Id, list[Logged]]:
    """Entries by duo, up to the day of looking."""
    found: dict[Id, list[Logged]] = defaultdict(list)
    for duo_id, on, state in session.execute(
        select(Meeting.duo_id, Meeting.held_on, Meeting.state).where(Meeting.held_on <= today)
    ):
        found[duo_id].append(Logged(on, state))
    return found


def _signatures(session: Session) -> dict[Id, int]:
    """How many of the four signatures (two papers by two people) a duo has."""
    asked = select(Document.duo_id, Document.kind, Signature.signatory).join(
        Signature, Signature.document_id == Document.id
    )
    found: dict[Id, set[tuple[str, str]]] = defaultdict(set)
    for duo_id, kind, signatory in session.execute(asked):
        if duo_id is not None and str(signatory) in {"mentee", "mentor"}:
            found[duo_id].add((kind, str(signatory)))
    return {duo_id: len(pairs) for duo_id, pairs in found.items()}


def _duos() -> Select[Duo, str | None, str | None, str | None, str | None]:
    mentee, mentor = aliased(Person), aliased(Person)
    return (
        select(Duo, mentee.given_name, mentee.family_name, mentor.given_name, mentor.family_name)
        .outerjoin(mentee, mentee.id == Duo.mentee_id)
        .outerjoin(mentor, mentor.id == Duo.mentor_id)
    )


def _name(given: str | None, family: str | None) -> str:
    return " ".join(part for part in (given, family) if part) or "?"
