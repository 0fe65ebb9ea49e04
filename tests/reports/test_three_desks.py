"""Headquarters' figures over the files of three offices are the sum of what each told by itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from duodesk.base.ids import Id
from duodesk.model.followup import (
    Held,
    Meeting,
    OutcomeEvent,
    Questionnaire,
    Reply,
    Situation,
    StatusCheck,
)
from duodesk.model.pairing import Answer, Duo, DuoStage, Proposal
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.reports.cohort import Cohort
from duodesk.store.store import Write
from tests.exchange.desks import Laptop, Offices
from tests.reports.conftest import asked
from tests.reports.test_cohort_queries import ADDED

DUOS = 8


def test_three_desks_that_exchanged_their_files_tell_the_sum_of_the_parts(tmp_path: Path) -> None:
    offices = Offices(tmp_path)
    headquarters = offices.found()
    for code, author in (("ANT", "Jan"), ("LIE", "Marie")):
        offices.join(code, author)
    apart = [_lived(one, seed) for seed, one in enumerate(offices.laptops)]
    for giver in offices.laptops[1:]:
        headquarters.take(giver.make(headquarters))
    whole = asked(headquarters.store)
    assert len(whole.duos) == 3 * DUOS
    assert all(part.counted and part.entries and part.mentors for part in apart)
    told = 0
    for one in ADDED:
        counts = [one.counts(part) for part in apart]
        sums = tuple(map(sum, zip(*counts, strict=True)))
        assert one.counts(whole) == sums, one.code
        told += any(sums)
    assert told > 40
    for name in ("active", "waiting", "ready_mentors", "duo_days"):
        assert getattr(whole, name) == sum(getattr(part, name) for part in apart), name
    assert {age.office: age.until for age in whole.ages} == dict.fromkeys(
        ("ANT", "BRU", "LIE"), headquarters.clock.today()
    )
    # And each office alone is the same from here as it was there.
    for own, there in zip(offices.laptops, apart, strict=True):
        here = asked(headquarters.store, office_id=own.store.office_id)
        assert [one.counts(here) for one in ADDED] == [one.counts(there) for one in ADDED]


def _lived(one: Laptop, seed: int) -> Cohort:
    """Some duos of one office, each a little otherwise; what that office tells by itself."""
    dice = Random(seed)
    with one.store.write("A year in one office") as write:
        for n in range(DUOS):
            _duo(write, dice, f"{seed}{n}")
    return asked(one.store)


def _duo(write: Write, dice: Random, number: str) -> None:
    start = write.today - timedelta(days=dice.randrange(100, 900))
    mentee, mentor = (_person(write, dice, number, role) for role in Role)
    ended = start + timedelta(days=dice.choice([40, 175, 190]))
    over = ended < write.today
    duo = Duo(
        id=write.new_id(), number=f"D{number}", mentee_id=mentee, mentor_id=mentor,
        office_id=write.office_id, stage=DuoStage.ENDED if over else DuoStage.ACTIVE,
        start_date=start, expected_end=start + timedelta(days=182), language="fr",
        ended_on=ended if over else None, end_reason="moved" if over else None,
    )  # fmt: skip
    write.session.add(duo)
    for week in range(12):
        held = start + timedelta(days=7 * week)
        state = dice.choice(list(Held))
        add(write, Meeting, duo_id=duo.id, held_on=held, state=state, minutes=90)
    add(
        write, Proposal, mentee_id=mentee, mentor_id=mentor, office_id=write.office_id,
        meeting_on=start - timedelta(days=9), mentee_answer=dice.choice(list(Answer)),
        mentor_answer=Answer.YES,
    )  # fmt: skip
    if dice.random() < 0.6:
        begun = start + timedelta(days=dice.randrange(30, 300))
        add(write, OutcomeEvent, person_id=mentee, kind=dice.choice(["cdi", "internship"]),
            started_on=begun)  # fmt: skip
    else:
        add(write, StatusCheck, person_id=mentee, situation=Situation.LOOKING,
            asked_on=start + timedelta(days=360))  # fmt: skip
    for person, role in ((mentee, Role.MENTEE), (mentor, Role.MENTOR)):
        sheet = add(write, Questionnaire, duo_id=duo.id, person_id=person, kind=str(role),
                    version=1, due_on=ended, answered_on=ended)  # fmt: skip
        for question in ("satisfaction", "generations", "cultures"):
            add(write, Reply, questionnaire_id=sheet, person_id=person, question=question,
                score=dice.randrange(1, 6))  # fmt: skip


def _person(write: Write, dice: Random, number: str, role: Role) -> Id:
    person = add(write, Person, number=f"{role}{number}", office_id=write.office_id,
                 given_name="Awa", contact_language="fr")  # fmt: skip
    accepted = write.today - timedelta(days=dice.randrange(901, 950))
    add(write, Enrolment, person_id=person, office_id=write.office_id, role=role,
        status=Status.IN_DUO, registered_on=accepted - timedelta(days=20), accepted_on=accepted,
        trained_on=accepted, source=dice.choice(["web", "friend", None]))  # fmt: skip
    return person


def add(write: Write, table: Any, **values: object) -> Id:
    """A row of a table; by what it is known."""
    made = table(id=write.new_id(), **values)
    write.session.add(made)
    return made.id  # type: ignore[no-any-return]
