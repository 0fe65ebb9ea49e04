"""Rules about the desk itself: own reminders, covers, the other offices, copies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from duodesk.base.clock import BELGIUM
from duodesk.base.i18n import N_, Message
from duodesk.base.worded import Days, Written
from duodesk.followup.reminders import ReminderRow
from duodesk.people.requests import RequestRow
from duodesk.today.facts import Facts, OfficeFact
from duodesk.today.line import Finish, Line, Phone, Place, Subject, Verb
from duodesk.today.words import NamedStep

_WEEK = timedelta(days=6)


def reminders(facts: Facts) -> Iterator[Line]:
    """What somebody wanted to be reminded of, from a week before its day."""
    for row in facts.reminders:
        if row.due_on <= facts.today + _WEEK and row.done_on is None:
            yield _reminder(facts, row)


def requests(facts: Facts) -> Iterator[Line]:
    """Requests about data that have to be answered within a week, or are late by law."""
    for row in facts.requests:
        if row.open and row.due_on <= facts.today + _WEEK:
            yield _request(facts, row)


def covers(facts: Facts) -> Iterator[Line]:
    """Colleagues whose duos somebody looks after, told in the last week: hand them back."""
    for row in facts.covers:
        if row.holds(facts.today) and row.last_day <= facts.today + _WEEK:
            yield Line(
                rule="cover",
                cause=str(row.id),
                reason=Message(
                    N_("You look after the duos of %(name)s until %(day)s"),
                    {"name": row.author, "day": Written(row.last_day)},
                ),
                about=Subject(row.author),
                due_on=row.last_day,
                weight=12,
                owner=row.covered_by,
                place=("duos", None),
                finish=Finish(title_id=N_("Open the duos")),
            )


def offices(facts: Facts) -> Iterator[Line]:
    """Offices from which no file came for long."""
    for office in facts.offices:
        line = _office(facts, office)
        if line is not None:
            yield line


def exchange(facts: Facts) -> Iterator[Line]:
    """Files and requests of laptops that wait for a person, and fields with two versions."""
    if facts.beside.files:
        yield _desk_line(
            facts, "files", 60, N_("Exchange files that wait for you: %(n)s"), facts.beside.files
        )
    if facts.versions:
        yield _desk_line(
            facts, "versions", 44, N_("Two versions or remarks to look at: %(n)s"), facts.versions
        )


def backups(facts: Facts) -> Iterator[Line]:
    """A desk whose last copy is days old; the first one is made by itself."""
    last = facts.beside.backed_up
    if last is None:
        return
    day = last.astimezone(BELGIUM).date()
    if (facts.today - day).days < facts.limits.backup_days:
        return
    yield Line(
        rule="backup",
        cause=day.isoformat(),
        reason=Message(N_("The last copy of the desk is of %(day)s"), {"day": Written(day)}),
        due_on=facts.today,
        weight=62,
        place=("settings", "safety"),
        finish=Finish(title_id=N_("Back up now")),
    )


def _reminder(facts: Facts, row: ReminderRow) -> Line:
    duo = facts.duos.get(row.duo_id) if row.duo_id else None
    about = Subject(row.person, (Phone(row.person, row.phone),), row.person_id, row.duo_id)
    if duo is not None and row.person_id is None:
        about = duo.subject
    place: Place = ("duos", row.duo_id) if row.duo_id else ("people", row.person_id)
    text = NamedStep(" ".join(row.text.split())) if row.text else None
    told = N_("Reminder: %(text)s") if text else N_("Reminder: talk again")
    return Line(
        rule="reminder",
        cause=f"{row.id}/{row.due_on.isoformat()}",
        reason=Message(told, {"text": text or ""}),
        about=about,
        due_on=row.due_on,
        weight=48,
        owner=row.author_id,
        place=place if row.duo_id or row.person_id else ("today", None),
        finish=Finish(Verb.REMINDER_DONE, N_("Done"), row.id),
    )


def _request(facts: Facts, row: RequestRow) -> Line:
    about = facts.person(row.person_id, row.person).subject if row.person_id else Subject()
    late = row.late(facts.today)
    told = (
        N_("Request about data: the answer had to leave by %(day)s")
        if late
        else N_("Request about data: the answer must leave by %(day)s")
    )
    verb = Verb.REQUEST if row.person_id else Verb.GO
    return Line(
        rule="request",
        cause=f"{row.id}/{row.due_on.isoformat()}",
        reason=Message(told, {"day": Written(row.due_on)}),
        about=about,
        due_on=row.due_on,
        weight=90 if late else 64,
        place=("people", row.person_id) if row.person_id else ("settings", "safety"),
        finish=Finish(verb, N_("Open the request"), row.person_id),
    )


def _office(facts: Facts, office: OfficeFact) -> Line | None:
    limit = facts.limits.exchange_days
    if office.heard_on is None:
        return None
    days = (facts.today - office.heard_on).days
    if days <= limit:
        return None
    return Line(
        rule="office",
        cause=f"{office.id}/{office.heard_on.isoformat()}",
        reason=Message(N_("No exchange file for %(days)s"), {"days": Days(days)}),
        about=Subject(office.name),
        due_on=office.heard_on + timedelta(days=limit),
        weight=30,
        place=("exchange", "laptops"),
        finish=Finish(title_id=N_("Open the exchange")),
    )


def _desk_line(facts: Facts, what: str, weight: int, told: str, n: int) -> Line:
    return Line(
        rule="exchange",
        cause=f"{what}/{n}",
        reason=Message(told, {"n": n}),
        due_on=facts.today,
        weight=weight,
        place=("exchange", "looking" if what == "versions" else None),
        finish=Finish(title_id=N_("Look at it")),
    )
