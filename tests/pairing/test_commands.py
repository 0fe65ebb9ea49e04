"""From proposal to duo: nobody promised twice, two yes make a duo, a no is remembered, undo takes
each step back.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.documents import Document, Signatory, Signature
from duodesk.model.pairing import Answer, Duo, DuoStage, Stage
from duodesk.model.people import (
    Availability,
    Enrolment,
    Level,
    Person,
    PersonLanguage,
    Role,
    Status,
)
from duodesk.pairing import commands, duos, queries
from duodesk.pairing.commands import Thought
from duodesk.pairing.first_meeting import Appointment, answer, plan_first_meeting
from duodesk.store import dump
from duodesk.store.store import Store

TODAY = date(2026, 11, 24)


def person(store: Store, role: Role, name: str, status: Status = Status.ACCEPTED) -> Id:
    with store.write("Add") as write:
        row = Person(
            id=write.new_id(),
            number=write.next_number("person"),
            office_id=write.office_id,
            given_name=name,
        )
        write.session.add(row)
        person_id = row.id
        write.session.add(
            Enrolment(
                id=write.new_id(),
                person_id=person_id,
                office_id=write.office_id,
                role=role,
                status=status,
                accepted_on=TODAY - timedelta(days=9),
                trained_on=TODAY,
                informed_on=TODAY,
            )
        )
        write.session.add(
            PersonLanguage(id=write.new_id(), person_id=person_id, language="fra", level=Level.B2)
        )
        write.session.add(
            Availability(id=write.new_id(), person_id=person_id, weekday=1, start=20, end=26)
        )
    return person_id


@pytest.fixture
def pair(store: Store) -> tuple[Id, Id]:
    return person(store, Role.MENTEE, "Awa"), person(store, Role.MENTOR, "Jan")


def propose(store: Store, pair: tuple[Id, Id]) -> Id:
    changes = commands.propose(
        store, mentee_id=pair[0], mentor_id=pair[1], thought=Thought(reason="both like chess")
    )
    return next(row for table, row in changes.rows if table == "proposal")


def the_duo(store: Store) -> Duo:
    with store.read() as session:
        duo = session.query(Duo).one()
        session.expunge(duo)
        return duo


def test_two_yes_make_a_duo(store: Store, pair: tuple[Id, Id]) -> None:
    proposal_id = propose(store, pair)
    plan_first_meeting(store, proposal_id, Appointment(on=TODAY, place="café"))
    answer(store, proposal_id, Signatory.MENTEE, Answer.YES)
    with store.read() as session:
        assert queries.proposals(session)[0].stage == Stage.DECISION
    answer(store, proposal_id, Signatory.MENTOR, Answer.YES)
    duo = the_duo(store)
    assert (duo.stage, duo.language, duo.number) == (DuoStage.TO_SIGN, "fra", "BRU-D10001")
    with store.read() as session:
        assert queries.proposals(session) == []
        assert queries.waiting_mentees(session, today=TODAY) == []
        assert queries.free_mentors(session, today=TODAY) == []


def test_each_step_is_undone_by_itself(store: Store, pair: tuple[Id, Id]) -> None:
    def state() -> object:
        with store.engine.connect() as connection:
            return dump.state(connection)

    states = [state()]
    proposal_id = propose(store, pair)
    for side in (Signatory.MENTEE, Signatory.MENTOR):
        states.append(state())
        answer(store, proposal_id, side, Answer.YES)
    for before in reversed(states):
        store.undo()
        assert state() == before


def test_a_no_frees_both_and_the_pair_never_comes_back(
    store: Store, pair: tuple[Id, Id], clock: FixedClock
) -> None:
    with store.read() as session:
        assert [s.mentor_id for s in queries.suggestions(session, pair[0], today=TODAY)] == [
            pair[1]
        ]
    proposal_id = propose(store, pair)
    answer(store, proposal_id, Signatory.MENTOR, Answer.NO, reason="too far")
    clock.advance(timedelta(days=3))
    later = clock.today()
    with store.read() as session:
        (waiting,) = queries.waiting_mentees(session, today=later)
        assert waiting.days == 12
        assert queries.suggestions(session, pair[0], today=later) == []
    with pytest.raises(UserError, match="closed"):
        answer(store, proposal_id, Signatory.MENTEE, Answer.YES)


def test_nobody_is_promised_twice(store: Store, pair: tuple[Id, Id]) -> None:
    propose(store, pair)
    other = person(store, Role.MENTOR, "Lieve")
    with pytest.raises(UserError, match="Awa is already promised"):
        commands.propose(store, mentee_id=pair[0], mentor_id=other)


def test_only_accepted_people_are_proposed(store: Store, pair: tuple[Id, Id]) -> None:
    new = person(store, Role.MENTEE, "Omar", Status.REGISTERED)
    with pytest.raises(UserError, match="Omar has not been accepted"):
        commands.propose(store, mentee_id=new, mentor_id=pair[1])


def test_a_withdrawn_pair_may_be_thought_of_again(store: Store, pair: tuple[Id, Id]) -> None:
    commands.withdraw(store, propose(store, pair), "mentor on holiday")
    with store.read() as session:
        assert len(queries.suggestions(session, pair[0], today=TODAY)) == 1


def sign(store: Store, duo_id: Id) -> None:
    with store.write("Sign") as write:
        for kind in duos.PAPERS:
            document = Document(
                id=write.new_id(),
                kind=kind,
                number="x",
                language="fr",
                office_id=write.office_id,
                duo_id=duo_id,
            )
            write.session.add(document)
            for side in duos.SIDES:
                write.session.add(
                    Signature(
                        id=write.new_id(), document_id=document.id, signatory=side, signed_on=TODAY
                    )
                )


def test_a_duo_starts_when_all_is_signed_or_with_a_reason(
    store: Store, pair: tuple[Id, Id]
) -> None:
    proposal_id = propose(store, pair)
    for side in duos.SIDES:
        answer(store, proposal_id, side, Answer.YES)
    duo_id = the_duo(store).id
    with pytest.raises(UserError, match="not signed"):
        duos.start_duo(store, duo_id, on=TODAY)
    duos.start_duo(store, duo_id, on=TODAY, unsigned_reason="paper in the post")
    assert the_duo(store).unsigned_reason == "paper in the post"
    store.undo()
    sign(store, duo_id)
    duos.start_duo(store, duo_id, on=TODAY)
    duo = the_duo(store)
    assert (duo.stage, duo.expected_end, duo.unsigned_reason) == (
        DuoStage.ACTIVE,
        date(2027, 5, 25),
        None,
    )


def test_an_ended_duo_frees_the_mentor(store: Store, pair: tuple[Id, Id]) -> None:
    proposal_id = propose(store, pair)
    for side in duos.SIDES:
        answer(store, proposal_id, side, Answer.YES)
    duo_id = the_duo(store).id
    duos.start_duo(store, duo_id, on=TODAY, unsigned_reason="x")
    with pytest.raises(UserError, match="cannot end before"):
        duos.end_duo(store, duo_id, on=TODAY - timedelta(days=1), reason="other")
    duos.end_duo(store, duo_id, on=TODAY + timedelta(days=9), reason="positive_outcome")
    with store.read() as session:
        assert queries.free_mentors(session, today=TODAY) == []
        (free,) = queries.free_mentors(session, today=TODAY + timedelta(days=9))
        assert free.id == pair[1]
        assert queries.waiting_mentees(session, today=TODAY) == []
