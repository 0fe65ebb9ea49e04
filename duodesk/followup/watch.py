"""The duos that ask for attention, one row each with the worst reason first; putting an alert off,
and waking it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.followup.alerts import UNDER_WAY, Alert, Rule, alerts_of, put_off, worst_first
from duodesk.followup.covers import covers, standing_in
from duodesk.followup.lived import Lived, lived
from duodesk.followup.looking import Looking
from duodesk.followup.rules import week_of
from duodesk.followup.schedule import rests
from duodesk.followup.signs import Facts, Limits, last_sign, limits_of
from duodesk.model.followup import Snooze
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Person
from duodesk.office import settings
from duodesk.office.queries import author_names
from duodesk.people.text import clean_line, full_name
from duodesk.store.store import Changes, Store
from duodesk.training.entry import rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedDuo:
    """A duo under way, as a list of what needs attention shows it; `looks_after` is who stands in
    for its coordinator today.
    """

    id: Id
    number: str
    mentee_id: Id
    mentor_id: Id
    mentee: str
    mentor: str
    mentee_phone: str
    mentor_phone: str
    office_id: Id
    stage: DuoStage
    coordinator_id: Id | None
    coordinator: str
    looks_after_id: Id | None
    looks_after: str
    start: date | None
    expected_end: date | None
    week: int
    rests: bool
    last_sign: date | None
    silent_days: int

    @property
    def names(self) -> str:
        """Both names on one line."""
        return f"{self.mentee} × {self.mentor}"


@dataclass(frozen=True, slots=True)
class WatchRow:
    """A duo with what asks for attention, worst first; `hidden` are alerts that were put off, and
    `snoozed_until` the day on which the first of them comes back.
    """

    duo: WatchedDuo
    alerts: tuple[Alert, ...] = ()
    hidden: tuple[Alert, ...] = ()
    snoozed_until: date | None = None

    @property
    def worst(self) -> Alert | None:
        """The reason that is told first."""
        return self.alerts[0] if self.alerts else None

    @property
    def tags(self) -> tuple[str, ...]:
        """The other reasons in a few words."""
        return tuple(alert.rule.label for alert in self.alerts[1:])


@dataclass(frozen=True, slots=True)
class SnoozeRow:
    """An alert put off until a day, and why."""

    id: Id
    rule: str
    until: date
    reason: str
    author: str
    since: date | None


def watched(
    session: Session,
    *,
    office_id: Id | None = None,
    today: date,
    author_id: Id | None = None,
    quiet: bool = False,
    known: Lived | None = None,
) -> list[WatchRow]:
    """The duos under way that ask for attention, worst first; `author_id` for those that a
    colleague looks after today, `quiet` for all others too; `known` is what was read of them
    already.
    """
    which = select(Duo.id).where(Duo.stage.in_(UNDER_WAY))
    if office_id is not None:
        which = which.where(Duo.office_id == office_id)
    found = rows_of(session, _heads().where(Duo.id.in_(which)))
    look = _Watch(session, which, known or lived(session, which, today), found, today)
    if author_id is not None:
        found = [head for head in found if look.standing(head.coordinator_id) == author_id]
    rows = (look.row(head, quiet=quiet) for head in found)
    return sorted((row for row in rows if row is not None), key=_worst)


def watch(session: Session, duo_id: Id, *, today: date) -> WatchRow | None:
    """One duo under way, whether it asks for attention or not."""
    which = select(Duo.id).where(Duo.stage.in_(UNDER_WAY), Duo.id == duo_id)
    found = rows_of(session, _heads().where(Duo.id.in_(which)))
    look = _Watch(session, which, lived(session, which, today), found, today)
    return next((look.row(head, quiet=True) for head in found), None)


def snoozes(session: Session, duo_id: Id, *, today: date) -> list[SnoozeRow]:
    """What is put off in a duo on a day, what comes back first on top."""
    names = author_names(session)
    rows = _latest(session, today, duo_id).get(duo_id, {}).values()
    found = [
        SnoozeRow(
            row.id, row.rule, row.until, row.reason or "",
            names.get(row.author_id, "") if row.author_id else "", row.since,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.until, row.rule))


def snooze(
    store: Store, duo_id: Id, *, until: date, reason: str, rules: Collection[Rule] = ()
) -> Changes:
    """Put alerts of a duo off until a day, on which they come back if their cause is still there;
    all that show unless some are named.
    """
    why = clean_line(reason)
    today = store.clock.today()
    with store.read() as session:
        row = watch(session, duo_id, today=today)
        chosen = settings.values(session, office_id=store.office_id, on=today)
    most = today + timedelta(days=chosen.number(settings.SNOOZE_DAYS))
    if why is None:
        raise UserError(N_("Give the reason for which this can wait."))
    if not today < until <= most:
        raise UserError(
            N_("An alert can wait until %(last)s at the latest. Choose a day up to then."),
            last=short(most),
        )
    showing = [alert.rule for alert in row.alerts] if row else []
    named = [str(rule) for rule in rules or showing]
    if row is None or not named:
        raise UserError(N_("Nothing asks for attention here now, so there is nothing to put off."))
    label = N_("Alerts of duo %(number)s put off until %(day)s")
    with store.write(label, number=row.duo.number, day=short(until)) as write:
        known = {one.rule: one for one in _put_off(write.session, duo_id, today)}
        for rule in named:
            one = known.get(rule)
            if one is None:
                one = Snooze(id=write.new_id(), rule=rule, until=until, duo_id=duo_id)
                write.session.add(one)
            one.until, one.reason = until, why
            one.author_id, one.since = write.author_id, today
    return write.changes


def wake(store: Store, duo_id: Id, rules: Collection[Rule] = ()) -> Changes:
    """Let what was put off in a duo show again from today; all of it unless some are named."""
    with store.write(N_("Alerts shown again")) as write:
        for row in _put_off(write.session, duo_id, write.today):
            if not rules or row.rule in {str(rule) for rule in rules}:
                row.until = write.today
    return write.changes


class _Watch:
    """Facts, thresholds and who looks after whom, read once for all rows."""

    def __init__(
        self, session: Session, which: Select[Id], told: Lived, found: Any, today: date
    ) -> None:
        self._session, self._today = session, today
        self._limits = {office: self._limits_of(office) for office in {r.office_id for r in found}}
        paid = any(limits.expenses for limits in self._limits.values())
        self._looking = Looking(session, which, told, today=today, paid=paid)
        self._names = author_names(session)
        self._covers = covers(session, since=today)
        self._snoozes = _latest(session, today)

    def row(self, head: Any, *, quiet: bool) -> WatchRow | None:
        """One duo as it stands; None where nothing asks for attention, unless `quiet`."""
        names = (
            full_name(head.mentee_given, head.mentee_family) or "?",
            full_name(head.mentor_given, head.mentor_family) or "?",
        )
        facts = self._looking.facts(head, names)
        alerts = alerts_of(facts, self._limits[head.office_id], self._today)
        if not alerts and not quiet:
            return None
        until = {rule: one.until for rule, one in self._snoozes.get(head.id, {}).items()}
        shown, hidden = put_off(alerts, until, self._today)
        back = min((until[alert.rule] for alert in hidden), default=None)
        return WatchRow(self._duo(head, names, facts), shown, hidden, back)

    def _duo(self, head: Any, names: tuple[str, str], facts: Facts) -> WatchedDuo:
        sign = last_sign(facts, self._today)
        coordinator, start = head.coordinator_id, head.start_date
        standing = self.standing(coordinator)
        resting = rests(facts.stage, facts.pauses, self._today)
        return WatchedDuo(
            id=head.id,
            number=head.number or "?",
            mentee_id=head.mentee_id,
            mentor_id=head.mentor_id,
            mentee=names[0],
            mentor=names[1],
            mentee_phone=head.mentee_phone or "",
            mentor_phone=head.mentor_phone or "",
            office_id=head.office_id,
            stage=head.stage,
            coordinator_id=coordinator,
            coordinator=self._names.get(coordinator, ""),
            looks_after_id=standing,
            looks_after=self._names.get(standing, "") if standing else "",
            start=start,
            expected_end=head.expected_end,
            week=week_of(start, self._today) if start else 0,
            rests=resting,
            last_sign=sign,
            silent_days=max((self._today - sign).days, 0) if sign and not resting else 0,
        )

    def standing(self, coordinator: Id | None) -> Id | None:
        """Who looks after the duos of a coordinator today."""
        if coordinator is None or not self._covers:
            return coordinator
        return standing_in(self._covers, coordinator, self._today)

    def _limits_of(self, office_id: Id | None) -> Limits:
        return limits_of(settings.values(self._session, office_id=office_id, on=self._today))


@cache
def _heads() -> Select[*tuple[Any, ...]]:
    mentee, mentor = aliased(Person), aliased(Person)
    return (
        select(
            Duo.id, Duo.number, Duo.mentee_id, Duo.mentor_id, Duo.office_id, Duo.stage,
            Duo.coordinator_id, Duo.start_date, Duo.expected_end, Duo.plan_written_on,
            mentee.given_name.label("mentee_given"), mentee.family_name.label("mentee_family"),
            mentee.phone.label("mentee_phone"), mentor.given_name.label("mentor_given"),
            mentor.family_name.label("mentor_family"), mentor.phone.label("mentor_phone"),
        )
        .outerjoin(mentee, mentee.id == Duo.mentee_id)
        .outerjoin(mentor, mentor.id == Duo.mentor_id)
    )  # fmt: skip


def _put_off(session: Session, duo_id: Id, today: date) -> Sequence[Snooze]:
    return session.scalars(
        select(Snooze).where(Snooze.duo_id == duo_id, Snooze.until > today).order_by(Snooze.id)
    ).all()


def _latest(session: Session, today: date, duo_id: Id | None = None) -> dict[Id, dict[str, Any]]:
    """What is put off, by duo and rule; of two laptops' entries about one rule the later holds."""
    asked = select(
        Snooze.id, Snooze.duo_id, Snooze.rule, Snooze.until, Snooze.reason, Snooze.author_id,
        Snooze.since,
    ).where(Snooze.duo_id.is_not(None), Snooze.rule.is_not(None), Snooze.until > today)  # fmt: skip
    if duo_id is not None:
        asked = asked.where(Snooze.duo_id == duo_id)
    found: dict[Id, dict[str, Any]] = defaultdict(dict)
    for row in rows_of(session, asked.order_by(Snooze.id)):
        found[row.duo_id][row.rule] = row
    return found


def _worst(row: WatchRow) -> tuple[bool, tuple[int, int, str], str]:
    alert = next(iter(row.alerts), None)
    return alert is None, worst_first(alert) if alert else (0, 0, ""), row.duo.number
