"""What is done to a person and to their taking part; each is one step of undo."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.fields import Field, Text
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, Proposal
from duodesk.model.people import Enrolment, Note, Person, Role, Status
from duodesk.model.training import Event
from duodesk.model.vocabulary import record_classes
from duodesk.people import profile
from duodesk.people.checks import check_birth
from duodesk.people.fields import ENROLMENT_FIELDS, PERSON_FIELDS
from duodesk.people.restricted import need_reader
from duodesk.people.text import clean_line, clean_lines, full_name
from duodesk.people.together import entries_of
from duodesk.people.uniting import PEOPLE_COLUMNS
from duodesk.people.values import EnrolmentValues, PersonValues, Profile
from duodesk.store.store import Changes, Store, Write


@dataclass(frozen=True, slots=True)
class Registered:
    """A new person: who, taking part how, and what was touched."""

    changes: Changes
    person_id: Id
    enrolment_id: Id


def register(
    store: Store,
    role: Role,
    *,
    values: PersonValues,
    enrolment: EnrolmentValues | None = None,
    known: Profile | None = None,
) -> Registered:
    """Add a person who takes part in a role; registered today unless said otherwise."""
    person = cleaned(values)
    need_name(person.given_name, person.family_name)
    check_birth(person.birth_date, store.clock.today())
    name = full_name(person.given_name, person.family_name)
    with store.write(N_("Register %(name)s"), name=name) as write:
        row = Person(
            id=write.new_id(),
            office_id=write.office_id,
            **asdict(replace(person, number=person.number or write.next_number("person"))),
        )
        write.session.add(row)
        person_id = row.id
        enrolment_id = _enrol(write, person_id, role, enrolment or EnrolmentValues())
        profile.fill(write, person_id, known or Profile())
    return Registered(write.changes, person_id, enrolment_id)


def enrol(
    store: Store, person_id: Id, role: Role, *, values: EnrolmentValues | None = None
) -> Registered:
    """Let a person known already take part in the other role too."""
    with store.write(
        N_("Register %(name)s in another role"), name=name_of(store, person_id)
    ) as write:
        enrolment_id = _enrol(write, person_id, role, values or EnrolmentValues())
    return Registered(write.changes, person_id, enrolment_id)


def change_person(store: Store, person_id: Id, /, **values: Any) -> Changes:
    """Change one or more columns of a person, named as in `PERSON_FIELDS`."""
    fields = _declared(values, (*PERSON_FIELDS, Field("coordinator_id", N_("Coordinator"))))
    tidy = {name: _tidy(fields[name], value) for name, value in values.items()}
    check_birth(tidy.get("birth_date"), store.clock.today())
    with store.write(
        N_("Change %(field)s of %(name)s"), field=_titles(fields), name=name_of(store, person_id)
    ) as write:
        person = write.session.get_one(Person, person_id)
        _assign(person, tidy)
        need_name(person.given_name, person.family_name)
    return write.changes


def change_enrolment(store: Store, enrolment_id: Id, /, **values: Any) -> Changes:
    """Change one or more columns of an enrolment, named as in `ENROLMENT_FIELDS`; the role
    stays.
    """
    fields = _declared(values, tuple(f for f in ENROLMENT_FIELDS if f.name != "role"))
    with store.write(
        N_("Change %(field)s of %(name)s"),
        field=_titles(fields),
        name=_enrolled_name(store, enrolment_id),
    ) as write:
        enrolment = write.session.get_one(Enrolment, enrolment_id)
        _assign(enrolment, {name: _tidy(fields[name], value) for name, value in values.items()})
    return write.changes


def accept(store: Store, enrolment_id: Id, *, on: date | None = None) -> Changes:
    """Take the person into the programme; from that day on they wait for a duo."""
    with store.write(N_("Accept %(name)s"), name=_enrolled_name(store, enrolment_id)) as write:
        enrolment = write.session.get_one(Enrolment, enrolment_id)
        enrolment.status = Status.ACCEPTED
        enrolment.accepted_on = on or enrolment.accepted_on or write.today
        enrolment.decided_on, enrolment.decided_by = on or write.today, write.author_id
    return write.changes


def set_status(store: Store, enrolment_id: Id, status: Status) -> Changes:
    """Say where an enrolment stands now."""
    if status == Status.ACCEPTED:
        return accept(store, enrolment_id)
    with store.write(
        N_("Change the status of %(name)s"), name=_enrolled_name(store, enrolment_id)
    ) as write:
        write.session.get_one(Enrolment, enrolment_id).status = status
    return write.changes


def add_note(store: Store, person_id: Id, text: str) -> Changes:
    """Write something down about a person; a blank note is no note."""
    tidy = clean_lines(text)
    if tidy is None:
        return Changes()
    with store.write(N_("Note about %(name)s"), name=name_of(store, person_id)) as write:
        write.session.add(
            Note(
                id=write.new_id(),
                text=tidy,
                person_id=person_id,
                author_id=write.author_id,
                written_at=write.now,
            )
        )
    return write.changes


def change_note(store: Store, note_id: Id, text: str) -> Changes:
    """Word a note anew; emptied, it goes."""
    tidy = clean_lines(text)
    with store.write(N_("Change a note")) as write:
        note = write.session.get_one(Note, note_id)
        need_reader(write.session, note)
        if tidy is None:
            write.session.delete(note)
        else:
            note.text = tidy
    return write.changes


def remove_person(store: Store, person_id: Id) -> Changes:
    """Remove a person and all rows that are theirs alone, and the entries that were joined to
    theirs; undo brings them back.

    Refused for somebody in a duo: the partner's story would lose its other half.
    """
    with store.write(N_("Remove %(name)s"), name=name_of(store, person_id)) as write:
        entries = entries_of(write.session, person_id)
        number = write.session.scalar(
            select(Duo.number)
            .where(Duo.mentee_id.in_(entries) | Duo.mentor_id.in_(entries))
            .limit(1)
        )
        if number is not None:
            raise UserError(
                N_("This person is part of duo %(duo)s and stays. Remove that duo first."),
                duo=number,
            )
        proposals = select(Proposal.id).where(
            Proposal.mentee_id.in_(entries) | Proposal.mentor_id.in_(entries)
        )
        for first in write.session.scalars(select(Event).where(Event.proposal_id.in_(proposals))):
            write.session.delete(first)
        write.session.flush()
        for kind in record_classes():
            for column in (getattr(kind, name) for name in PEOPLE_COLUMNS if hasattr(kind, name)):
                for row in write.session.scalars(select(kind).where(column.in_(entries))):
                    write.session.delete(row)
        for entry in entries:
            write.session.delete(write.session.get_one(Person, entry))
    return write.changes


def name_of(store: Store, person_id: Id) -> str:
    """The name of a person, for the label of a step."""
    with store.read() as session:
        return _name(session, person_id)


def cleaned(values: PersonValues) -> PersonValues:
    """The values with every text tidied; nothing capitalised, nothing guessed."""
    typed = {name: value for name, value in asdict(values).items() if isinstance(value, str)}
    tidy: dict[str, Any] = {name: clean_line(value) for name, value in typed.items()}
    return replace(values, **tidy)


def need_name(given_name: str | None, family_name: str | None) -> None:
    """A person needs one name at least; which of the two is theirs to say."""
    if not given_name and not family_name:
        raise UserError(
            N_("A person needs a name. Fill in the given name, the family name or both.")
        )


def _enrol(write: Write, person_id: Id, role: Role, values: EnrolmentValues) -> Id:
    columns = asdict(values)
    columns["registered_on"] = values.registered_on or write.today
    new = write.new_id()
    write.session.add(
        Enrolment(id=new, person_id=person_id, office_id=write.office_id, role=role, **columns)
    )
    return new


def _declared(values: dict[str, Any], fields: tuple[Field, ...]) -> dict[str, Field]:
    declared = {f.name: f for f in fields}
    unknown = values.keys() - declared.keys()
    if unknown or not values:
        message = f"not fields to change: {sorted(unknown)}"
        raise TypeError(message)
    return {name: declared[name] for name in values}


def _titles(fields: dict[str, Field]) -> str:
    return ", ".join(field.title for field in fields.values())


def _tidy(field: Field, value: Any) -> Any:
    if not isinstance(value, str) or type(value) is not str:
        return value
    return clean_lines(value) if isinstance(field, Text) and field.lines > 1 else clean_line(value)


def _assign(row: Person | Enrolment, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _enrolled_name(store: Store, enrolment_id: Id) -> str:
    with store.read() as session:
        return _name(session, session.get_one(Enrolment, enrolment_id).person_id)


def _name(session: Session, person_id: Id) -> str:
    found = session.execute(
        select(Person.given_name, Person.family_name).where(Person.id == person_id)
    ).one_or_none()
    return full_name(found.given_name, found.family_name) if found else ""
