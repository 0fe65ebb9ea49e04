"""What a matching meeting looks at: the order of the mentees, three mentors in sentences, no
surname anywhere.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.ids import Id, seed_id
from duodesk.model.pairing import Decided, RuleKind
from duodesk.model.people import Enrolment, Person, PersonTrait, Role, Stance
from duodesk.pairing import agenda, matching, rules
from duodesk.pairing.agenda import AgendaRow, First, ordered
from duodesk.pairing.commands import Thought
from duodesk.pairing.matching import DecisionValues
from duodesk.store.store import Store
from tests.pairing.test_commands import TODAY, person


@pytest.fixture
def opened(store: Store) -> Id:
    return matching.open_meeting(store).matching_id


def sitting(store: Store, matching_id: Id, first: First = First.WAITING) -> agenda.Sitting:
    with store.read() as session:
        found = agenda.sitting(
            session, matching_id, today=TODAY, office_id=store.office_id, first=first
        )
    assert found is not None
    return found


def shortlist(store: Store, matching_id: Id, mentee: Id) -> list[agenda.Shortlisted]:
    around = sitting(store, matching_id)
    with store.read() as session:
        return agenda.shortlist(session, around, mentee, today=TODAY, office_id=store.office_id)


def waits(store: Store, mentee: Id, days: int) -> None:
    with store.write("Waits") as write:
        row = write.session.query(Enrolment).filter_by(person_id=mentee).one()
        row.accepted_on = TODAY - timedelta(days=days)


def surnamed(store: Store, person_id: Id, family: str) -> None:
    with store.write("Surname") as write:
        write.session.get_one(Person, person_id).family_name = family


def test_who_waits_longest_comes_first_and_of_one_week_who_has_fewest_mentors(
    store: Store, opened: Id
) -> None:
    mentees = {name: person(store, Role.MENTEE, name) for name in ("Awa", "Sami", "Lina")}
    mentors = [person(store, Role.MENTOR, name) for name in ("Jan", "Guy")]
    for name, days in (("Awa", 15), ("Sami", 17), ("Lina", 40)):
        waits(store, mentees[name], days)
    rules.put_rule(
        store, RuleKind.FORBIDDEN, mentee_id=mentees["Awa"], mentor_id=mentors[0], reason="x"
    )
    assert [(row.name, row.possible) for row in sitting(store, opened).rows] == [
        ("Lina", 2), ("Awa", 1), ("Sami", 2),
    ]  # fmt: skip
    scarce = sitting(store, opened, First.SCARCE)
    assert [row.name for row in scarce.rows] == ["Awa", "Lina", "Sami"]


rows = st.builds(
    AgendaRow,
    mentee_id=st.integers(0, 50).map(lambda n: seed_id(f"m{n}")),
    name=st.sampled_from(["Awa", "Sami"]),
    days=st.integers(0, 60),
    possible=st.none() | st.integers(0, 5),
)


@given(st.lists(rows, max_size=8, unique_by=lambda row: row.mentee_id), st.sampled_from(First))
def test_the_order_is_the_same_however_the_rows_came(some: list[AgendaRow], first: First) -> None:
    assert ordered(some, first) == ordered(reversed(some), first)
    found = ordered(some, first)
    if first == First.WAITING:
        weeks = [row.days // 7 for row in found]
        assert weeks == sorted(weeks, reverse=True)
    else:
        few = [row.possible or 0 for row in found]
        assert few == sorted(few)


def test_who_was_decided_about_stays_on_the_list_and_is_counted(store: Store, opened: Id) -> None:
    awa, sami = person(store, Role.MENTEE, "Awa"), person(store, Role.MENTEE, "Sami")
    jan = person(store, Role.MENTOR, "Jan")
    matching.decide(
        store, opened, awa, DecisionValues(decided=Decided.PROPOSE, mentor_id=jan,
                                           thought=Thought(overruled_reason="x"))
    )  # fmt: skip
    matching.decide(store, opened, sami, DecisionValues(decided=Decided.LATER))
    found = sitting(store, opened)
    assert (found.decided, len(found.rows)) == (2, 2)
    assert {row.name: row.days for row in found.rows} == {"Awa": 9, "Sami": 9}


def test_three_mentors_are_told_of_without_any_surname(store: Store, opened: Id) -> None:
    awa = person(store, Role.MENTEE, "Awa")
    surnamed(store, awa, "Diallo")
    for name in ("Jan", "Guy", "Lea", "Rik"):
        surnamed(store, person(store, Role.MENTOR, name), "Verstraeten")
    with store.write("No note") as write:
        write.session.query(Enrolment).update({Enrolment.informed_on: None})
    found = shortlist(store, opened, awa)
    assert len(found) == 3
    told = [
        *(r.text for one in found for r in (*one.speaks_for, *one.against, *one.unknown)),
        *(str(a.text) for one in found for a in (*one.standing.doubts, *one.beside)),
        *(one.name for one in found),
    ]
    assert any("received the information note" in text for text in told)
    assert not [text for text in told if "Verstraeten" in text or "Diallo" in text]
    given_ = sitting(store, opened).given
    assert agenda.given_only("Undone: Awa Diallo", given_) == "Undone: Awa"


def test_two_of_one_name_are_told_apart_by_their_numbers(store: Store, opened: Id) -> None:
    people = [person(store, Role.MENTEE, "Fatou") for _twice in range(2)]
    with store.read() as session:
        numbers = {session.get_one(Person, one).number for one in people}
    assert {row.name for row in sitting(store, opened).rows} == {f"Fatou ({n})" for n in numbers}


def test_a_wish_is_spoken_of_where_there_is_one(store: Store, opened: Id) -> None:
    awa = person(store, Role.MENTEE, "Awa")
    person(store, Role.MENTOR, "Jan")

    def told() -> set[str]:
        (one,) = shortlist(store, opened, awa)
        return {r.criterion for r in (*one.speaks_for, *one.against, *one.unknown)}

    assert "wishes" not in told()
    with store.write("Wish") as write:
        write.session.add(
            PersonTrait(id=write.new_id(), person_id=awa, trait="woman", stance=Stance.WISHES)
        )
    assert "wishes" in told()
    assert sitting(store, opened).rows[0].wishes == ("woman",)


def test_a_meeting_that_is_gone_has_no_agenda(store: Store) -> None:
    with store.read() as session:
        assert agenda.sitting(session, store.new_id(), today=TODAY, office_id=None) is None
