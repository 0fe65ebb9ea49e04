"""What a colleague wants to be reminded of, about a duo, a person or nothing but itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.followup import Reminder
from duodesk.model.pairing import Duo
from duodesk.model.people import Person
from duodesk.office.queries import author_names
from duodesk.people.text import clean_lines, full_name
from duodesk.store.store import Changes, Store


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """Something to be reminded of; `text` is None where it stays in another office, and empty where
    a talk with the person is all that is meant.
    """

    id: Id
    due_on: date
    text: str | None
    author_id: Id | None
    author: str
    person_id: Id | None
    person: str
    phone: str
    duo_id: Id | None
    duo: str
    done_on: date | None


def remind(
    store: Store, due_on: date, text: str, *, person_id: Id | None = None, duo_id: Id | None = None
) -> Changes:
    """Note a reminder for oneself."""
    words = clean_lines(text)
    if words is None and person_id is None and duo_id is None:
        raise UserError(N_("Write what you want to be reminded of."))
    with store.write(N_("Reminder noted")) as write:
        write.session.add(
            Reminder(
                id=write.new_id(),
                due_on=due_on,
                text=words or "",
                office_id=write.office_id,
                author_id=write.author_id,
                person_id=person_id,
                duo_id=duo_id,
            )
        )
    return write.changes


def reminder_done(store: Store, reminder_id: Id) -> Changes:
    """It is done, today."""
    with store.write(N_("Reminder done")) as write:
        write.session.get_one(Reminder, reminder_id).done_on = write.today
    return write.changes


def put_reminder_off(store: Store, reminder_id: Id, due_on: date) -> Changes:
    """Be reminded on another day."""
    with store.write(N_("Reminder put off")) as write:
        row = write.session.get_one(Reminder, reminder_id)
        row.due_on, row.done_on = due_on, None
    return write.changes


def reminders(
    session: Session,
    *,
    office_id: Id | None = None,
    until: date | None = None,
    duo_id: Id | None = None,
    done: bool = False,
) -> list[ReminderRow]:
    """Reminders by day, those still open unless `done`; up to a day, of an office or of a duo."""
    mentee, mentor = aliased(Person), aliased(Person)
    asked = (
        select(
            Reminder, Person.given_name, Person.family_name, Person.phone,
            mentee.given_name.label("mentee"), mentor.given_name.label("mentor"),
        )
        .outerjoin(Person, Person.id == Reminder.person_id)
        .outerjoin(Duo, Duo.id == Reminder.duo_id)
        .outerjoin(mentee, mentee.id == Duo.mentee_id)
        .outerjoin(mentor, mentor.id == Duo.mentor_id)
        .where(Reminder.due_on.is_not(None), Reminder.done_on.is_not(None) == done)
        .order_by(Reminder.due_on, Reminder.id)
    )  # fmt: skip
    if office_id is not None:
        asked = asked.where(Reminder.office_id == office_id)
    if until is not None:
        asked = asked.where(Reminder.due_on <= until)
    if duo_id is not None:
        asked = asked.where(Reminder.duo_id == duo_id)
    names = author_names(session)
    return [
        ReminderRow(
            id=row.id,
            due_on=row.due_on,
            text=row.text,
            author_id=row.author_id,
            author=names.get(row.author_id, "") if row.author_id else "",
            person_id=row.person_id,
            person=full_name(given, family),
            phone=phone or "",
            duo_id=row.duo_id,
            duo=" × ".join((mentee_name or "?", mentor_name or "?")) if row.duo_id else "",
            done_on=row.done_on,
        )
        for row, given, family, phone, mentee_name, mentor_name in session.execute(asked)
    ]
