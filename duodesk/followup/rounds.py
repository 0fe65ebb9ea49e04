"""The outcome rounds nine and twelve months after the start: whom to call, until when, and of how
many we know. Not knowing is never a no.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from duodesk.base.clock import BELGIUM
from duodesk.base.collate import fold
from duodesk.base.dates import add_months
from duodesk.base.ids import Id
from duodesk.followup.outcomes import Check, Outcome, Result, Rules, classify, window_end
from duodesk.followup.queries import checks_of, events_of, rules_for
from duodesk.followup.reaching import Attempt, Next, Tried, next_step, tried
from duodesk.followup.rules import week_of
from duodesk.model.followup import Party, Situation
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Person
from duodesk.model.recruitment import Channel, Contact
from duodesk.people.text import list_name
from duodesk.training.entry import rows_of

# How many days before and after its day a round is in time.
EARLY_DAYS, LATE_DAYS = 14, 30
# For so long after that somebody of whom nothing is known stays on the call list.
FORGOTTEN_DAYS = 90
# From this week of a duo on, every contact asks how things stand.
ASKED_FROM_WEEK = 4
NINE = 9
_SILENT = (Situation.UNREACHABLE, Situation.OUT_OF_SCOPE)


class Round(StrEnum):
    """One of the two rounds."""

    NINE_MONTHS = "nine_months"
    TWELVE_MONTHS = "twelve_months"


class Known(StrEnum):
    """What a round has come to for one mentee."""

    TO_CALL = "to_call"
    KNOWN = "known"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One mentee in one round: whom to call and until when, what is known, what was tried."""

    duo_id: Id
    duo: str
    mentee_id: Id
    mentee: str
    phone: str
    email: str
    mentor_id: Id
    mentor: str
    mentor_phone: str
    mentor_email: str
    coordinator_id: Id | None
    round: Round
    due_on: date
    result: Result
    known: Known
    known_on: date | None
    tried: Tried
    mentor_tried: Tried

    @property
    def first_day(self) -> date:
        """The day from which the call is in time."""
        return self.due_on - timedelta(days=EARLY_DAYS)

    @property
    def last_day(self) -> date:
        """The last day on which it is."""
        return self.due_on + timedelta(days=LATE_DAYS)

    @property
    def asks_mentor(self) -> bool:
        """Whether there is a mentor who can be asked."""
        return bool(self.mentor_phone or self.mentor_email)

    @property
    def next(self) -> Next | None:
        """What to do next; None where nothing is to do."""
        if self.known != Known.TO_CALL:
            return None
        return next_step(self.tried, self.mentor_tried, ask_mentor=self.asks_mentor)

    def is_open(self, today: date) -> bool:
        """Whether a call today is in time."""
        return _in_time(self.due_on, today)

    def is_late(self, today: date) -> bool:
        """Whether the time for it is over."""
        return today > self.last_day


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of how many mentees of a round we know: 41 of 48."""

    known: int
    unreachable: int
    of: int

    @property
    def to_call(self) -> int:
        """Of how many nothing is known yet."""
        return self.of - self.known - self.unreachable

    @property
    def share(self) -> float | None:
        """Known of all; None where there is nobody."""
        return self.known / self.of if self.of else None


def due_on(start: date, which: Round, rules: Rules) -> date:
    """The day of a round, from the start; a pause never moves it."""
    if which == Round.TWELVE_MONTHS:
        return window_end(start, rules)
    return min(add_months(start, NINE), window_end(start, rules))


def asks_status(start: date | None, day: date) -> bool:
    """Whether a contact on that day asks the mentee how things stand."""
    return start is not None and week_of(start, day) >= ASKED_FROM_WEEK


def coverage(rows: Iterable[RoundRow], *, on: date, which: Round | None = None) -> Coverage:
    """Of how many we know, of those whose round is in time on a day."""
    found = [r.known for r in rows if r.is_open(on) and which in {None, r.round}]
    return Coverage(found.count(Known.KNOWN), found.count(Known.UNREACHABLE), len(found))


def to_call(rows: Iterable[RoundRow], *, on: date) -> list[RoundRow]:
    """Whom to call on a day, the nearest deadline first."""
    found = [row for row in rows if row.known == Known.TO_CALL and row.first_day <= on]
    return sorted(found, key=lambda row: (row.last_day, fold(row.mentee), row.duo))


def settle(
    result: Result, checks: Sequence[Check], which: Round, due: date
) -> tuple[Known, date | None]:
    """What a round has come to, and on which day; pure. At twelve months the class decides; at
    nine months an answer of these days is enough, whatever it was. Nobody looks for somebody who
    left the programme's reach.
    """
    since = due - timedelta(days=EARLY_DAYS)
    lately = [check for check in checks if check.on >= since]
    answers = [check.on for check in lately if check.situation not in _SILENT]
    if result.outcome is not Outcome.UNKNOWN:
        event = result.event.start if result.event is not None else None
        return Known.KNOWN, max(answers, default=event)
    if which == Round.NINE_MONTHS and answers:
        return Known.KNOWN, max(answers)
    silent = [check.on for check in lately if check.situation in _SILENT]
    if silent and not answers:
        return Known.UNREACHABLE, max(silent)
    return Known.TO_CALL, None


def rounds(session: Session, *, office_id: Id, today: date) -> list[RoundRow]:
    """Both rounds of the mentees of an office as far as they are of interest today: in time, or
    late and still unknown. Mentees belong to the office that follows them now.
    """
    rules = rules_for(session, office_id, today)
    span = timedelta(days=LATE_DAYS + FORGOTTEN_DAYS)
    oldest = add_months(today - span, -rules.months)
    near = [
        (row, which)
        for row in rows_of(session, _asked(office_id, oldest, today))
        for which in Round
        if _is_near(due_on(row.start_date, which, rules), which, today)
    ]
    found = _settled(session, near, rules, today)
    wanted = [one for one in found if _in_time(one.due, today) or one.known == Known.TO_CALL]
    return _rows(session, wanted, today)


def round_of(session: Session, duo_id: Id, which: Round, *, today: date) -> RoundRow | None:
    """One mentee's round, whenever it is; None when there is no such duo, or it has not begun."""
    row = session.execute(_wanted().where(Duo.id == duo_id)).one_or_none()
    if row is None:
        return None
    rules = rules_for(session, row.office_id, today)
    return _rows(session, _settled(session, [(row, which)], rules, today), today)[0]


def _is_near(due: date, which: Round, today: date) -> bool:
    """Whether a round is in time today, or was lately; after nine months the next one follows."""
    longer = FORGOTTEN_DAYS if which == Round.TWELVE_MONTHS else 0
    return -EARLY_DAYS <= (today - due).days <= LATE_DAYS + longer


def _in_time(due: date, today: date) -> bool:
    return due - timedelta(days=EARLY_DAYS) <= today <= due + timedelta(days=LATE_DAYS)


@dataclass(frozen=True, slots=True)
class _Settled:
    """One mentee in one round, and what it has come to."""

    duo: Any
    which: Round
    due: date
    result: Result
    known: Known
    known_on: date | None

    @property
    def since(self) -> date:
        """From when on somebody may have called."""
        return self.due - timedelta(days=EARLY_DAYS)


def _settled(
    session: Session, found: Sequence[tuple[Any, Round]], rules: Rules, today: date
) -> list[_Settled]:
    """What these rounds have come to; events and answers are read once for all."""
    mentees = {duo.mentee_id for duo, _which in found}
    events = events_of(session, mentees) if mentees else {}
    answers = checks_of(session, mentees) if mentees else {}
    settled = []
    for duo, which in found:
        due = due_on(duo.start_date, which, rules)
        checks = [c for c in answers.get(duo.mentee_id, ()) if c.on <= today]
        known_of = events.get(duo.mentee_id, [])
        result = classify(duo.start_date, known_of, checks, rules, on=today)
        settled.append(_Settled(duo, which, due, result, *settle(result, checks, which, due)))
    return settled


def _rows(session: Session, found: Sequence[_Settled], today: date) -> list[RoundRow]:
    """These rounds with what was tried. Each round asks for its own days: those of the earlier
    one reach back to where everybody is called.
    """
    by_round = {which: [one for one in found if one.which == which] for which in Round}
    tries = {which: _attempts(session, some) for which, some in by_round.items() if some}
    return [_row(one, tries[one.which], today) for one in found]


def _row(one: _Settled, tries: Mapping[Id, Sequence[Attempt]], today: date) -> RoundRow:
    duo = one.duo
    told = (*tries.get(duo.id, ()), *tries.get(duo.mentee_id, ()))
    attempts = [attempt for attempt in told if one.since <= attempt.on <= today]
    return RoundRow(
        duo_id=duo.id,
        duo=duo.number or "?",
        mentee_id=duo.mentee_id,
        mentee=list_name(duo.mentee_family, duo.mentee_given) or "?",
        phone=duo.mentee_phone or "",
        email=duo.mentee_email or "",
        mentor_id=duo.mentor_id,
        mentor=list_name(duo.mentor_family, duo.mentor_given) or "?",
        mentor_phone=duo.mentor_phone or "",
        mentor_email=duo.mentor_email or "",
        coordinator_id=duo.coordinator_id,
        round=one.which,
        due_on=one.due,
        result=one.result,
        known=one.known,
        known_on=one.known_on,
        tried=tried(attempts, Party.MENTEE),
        mentor_tried=tried(attempts, Party.MENTOR),
    )


def _attempts(session: Session, found: Collection[_Settled]) -> dict[Id, list[Attempt]]:
    """Contacts since the earliest of these rounds, by duo, and by mentee where they name no duo."""
    mentees = {one.duo.mentee_id for one in found}
    begin = datetime.combine(min(one.since for one in found), time(), BELGIUM)
    asked = select(
        Contact.duo_id, Contact.person_id, Contact.side, Contact.channel, Contact.reached,
        Contact.happened_at,
    ).where(
        Contact.happened_at >= begin,
        or_(Contact.duo_id.in_({one.duo.id for one in found}), Contact.person_id.in_(mentees)),
    )  # fmt: skip
    told: dict[Id, list[Attempt]] = defaultdict(list)
    for row in rows_of(session, asked):
        if row.happened_at is None:  # written otherwise by a newer program
            continue
        mentor = row.side == Party.MENTOR or (not row.side and row.person_id not in mentees)
        attempt = Attempt(
            row.happened_at.astimezone(BELGIUM).date(),
            row.channel or Channel.PHONE,
            Party.MENTOR if mentor else Party.MENTEE,
            bool(row.reached),
        )
        told[row.duo_id or row.person_id].append(attempt)
    return told


def _asked(office_id: Id, oldest: date, today: date) -> Select[*tuple[Any, ...]]:
    """Duos whose rounds may be of interest: of the mentees that the office follows now. Asked of
    each duo in turn: an office has far more people than duos of these days.
    """
    followed_by = select(Person.office_id).where(Person.id == Duo.mentee_id).scalar_subquery()
    return _wanted().where(
        followed_by == office_id,
        Duo.start_date >= oldest,
        Duo.start_date <= add_months(today, -NINE) + timedelta(days=EARLY_DAYS + 3),
    )


@cache
def _wanted() -> Select[*tuple[Any, ...]]:
    mentee, mentor = aliased(Person), aliased(Person)
    return (
        select(
            Duo.id, Duo.number, Duo.mentee_id, Duo.mentor_id, Duo.office_id, Duo.coordinator_id,
            Duo.start_date, mentee.given_name.label("mentee_given"),
            mentee.family_name.label("mentee_family"), mentee.phone.label("mentee_phone"),
            mentee.email.label("mentee_email"), mentor.given_name.label("mentor_given"),
            mentor.family_name.label("mentor_family"), mentor.phone.label("mentor_phone"),
            mentor.email.label("mentor_email"),
        )
        .outerjoin(mentee, mentee.id == Duo.mentee_id)
        .outerjoin(mentor, mentor.id == Duo.mentor_id)
        .where(
            Duo.start_date.is_not(None),
            Duo.mentee_id.is_not(None),
            Duo.stage.not_in((DuoStage.TO_SIGN, DuoStage.NEVER_STARTED)),
        )
    )  # fmt: skip
