"""Two entries of one person: joined without loss, taken apart again, refused where they cannot be
one.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id, seed_id
from duodesk.followup.finding import find_anything
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import (
    Availability,
    Enrolment,
    Level,
    Note,
    Person,
    PersonLanguage,
    Relation,
    Role,
    Status,
)
from duodesk.model.recruitment import InfoSession, Invited, Presence
from duodesk.model.vocabulary import references
from duodesk.people import apart, commands, merging, profile
from duodesk.people.cards import PersonCard, person
from duodesk.people.together import entries_of, goes_on, left_out, stands_for
from duodesk.people.uniting import PEOPLE_COLUMNS
from duodesk.people.values import EnrolmentValues, PersonValues, Profile, Slot, Trade
from duodesk.store import dump
from duodesk.store.store import Store
from tests.conftest import MORNING, new_store
from tests.store.test_store import add

NO_PERSON = {
    "about_office_id", "author_id", "coordinator_id", "curriculum_id", "document_id", "duo_id",
    "edition_id", "event_id", "from_office_id", "interview_id", "matching_id", "meeting_id",
    "merged_into_id", "office_id", "partner_id", "proposal_id", "questionnaire_id",
    "redirected_to_id", "series_id", "session_id", "step_id", "template_id", "text_id",
    "to_office_id", "unit_id",
}  # fmt: skip


def state(store: Store) -> dict[str, Any]:
    with store.engine.connect() as connection:
        return dump.state(connection)


def card(store: Store, person_id: Id) -> PersonCard:
    with store.read() as session:
        found = person(session, person_id, today=store.clock.today())
    assert found is not None
    return found


def twins(store: Store, role: Role = Role.MENTEE) -> tuple[Id, Id]:
    """Yusuf, registered in spring by one colleague and in autumn by another."""
    one = commands.register(
        store,
        role,
        values=PersonValues(given_name="Yusuf", family_name="Çelik", phone="0470 12 34 56"),
        enrolment=EnrolmentValues(registered_on=date(2026, 9, 1)),
        known=Profile(
            languages={"tur": Level.NATIVE, "fra": None},
            trades=(Trade("cook", Relation.TARGET, 1),),
            interests=frozenset({"reading"}),
            slots=(Slot(0, 18, 24),),
        ),
    )
    other = commands.register(
        store,
        role,
        values=PersonValues(
            given_name="Youssef", family_name="Celik", birth_date=date(2002, 3, 1), phone="02 1"
        ),
        enrolment=EnrolmentValues(registered_on=date(2026, 4, 1), status=Status.INTERVIEWED),
        known=Profile(
            languages={"fra": Level.B1, "eng": Level.A2},
            trades=(Trade("baker", Relation.TARGET, 1), Trade("cook", Relation.TARGET, 2)),
            interests=frozenset({"reading", "music"}),
            slots=(Slot(0, 22, 30), Slot(2, 18, 20)),
        ),
    )
    commands.add_note(store, other.person_id, "A note of spring")
    return one.person_id, other.person_id


def notes(store: Store, person_id: Id) -> list[str]:
    with store.read() as session:
        return list(session.scalars(select(Note.text).where(Note.person_id == person_id)))


def test_every_reference_is_known_to_lead_to_a_person_or_not() -> None:
    assert {column for _, column in references()} <= {*PEOPLE_COLUMNS, *NO_PERSON}


def test_what_both_say_becomes_one_and_the_rest_comes_along(store: Store) -> None:
    keep, other = twins(store)
    merging.merge(store, keep, other)
    joined = card(store, keep)
    assert joined.values["phone"] == "0470 12 34 56"
    assert joined.values["birth_date"] == date(2002, 3, 1)
    assert joined.languages == {"tur": Level.NATIVE, "fra": Level.B1, "eng": Level.A2}
    assert [(t.occupation, t.rank) for t in joined.trades] == [("cook", 1), ("baker", 2)]
    assert joined.interests == {"reading", "music"}
    assert joined.slots == (Slot(0, 18, 30), Slot(2, 18, 20))
    (enrolment,) = joined.enrolments
    assert (enrolment.status, enrolment.values["registered_on"]) == (
        Status.INTERVIEWED,
        date(2026, 4, 1),
    )
    assert notes(store, keep) == ["A note of spring"]
    with store.read() as session:
        spoken = session.scalars(select(PersonLanguage).where(PersonLanguage.person_id == keep))
        assert len(list(spoken)) == 3
        hours = session.scalars(select(Availability).where(Availability.person_id == keep))
        assert len(list(hours)) == 2


def test_the_other_entry_stays_as_it_was_and_is_left_out(store: Store) -> None:
    keep, other = twins(store)
    merging.merge(store, keep, other)
    after = card(store, other).values
    assert (after["given_name"], after["phone"]) == ("Youssef", "02 1")
    assert (after["merged_into_id"], after["merged_on"]) == (keep, store.clock.today())
    with store.read() as session:
        assert left_out(session) == {other}
        assert stands_for(session, other) == keep
        assert entries_of(session, keep) == (keep, other)
        assert apart.pairs(session) == []


def test_the_words_of_the_other_entry_find_the_one_that_goes_on(store: Store) -> None:
    keep, other = twins(store)
    merging.merge(store, keep, other)
    with store.read() as session:
        found = find_anything(session, "youssef", today=store.clock.today())
    assert [one.id for one in found] == [keep]


def test_chosen_values_go_to_the_one_that_goes_on(store: Store) -> None:
    keep, other = twins(store)
    merging.merge(store, keep, other, values={"given_name": "Youssef"})
    assert card(store, keep).values["given_name"] == "Youssef"
    assert card(store, keep).values["birth_date"] is None


def test_joining_is_one_step_that_undo_takes_back(store: Store) -> None:
    keep, other = twins(store)
    before = state(store)
    merging.merge(store, keep, other)
    after = state(store)
    store.undo()
    assert state(store) == before
    store.redo()
    assert state(store) == after


def test_parting_gives_each_its_own_back_and_nobody_asks_again(store: Store) -> None:
    keep, other = twins(store)
    with store.read() as session:
        assert len(apart.pairs(session)) == 1
    before = state(store)
    merging.merge(store, keep, other)
    merging.part(store, other)
    after = state(store)
    acknowledged = after.pop("acknowledged")
    before.pop("acknowledged", None)
    assert after == before
    assert len(acknowledged) == 1
    with store.read() as session:
        assert apart.pairs(session) == []


def test_parting_after_other_work_leaves_what_is_newer_with_the_one_that_went_on(
    store: Store,
) -> None:
    keep, other = twins(store)
    merging.merge(store, keep, other)
    commands.add_note(store, keep, "A note of winter")
    profile.set_languages(store, keep, {"tur": Level.NATIVE, "fra": Level.C1, "eng": Level.A2})
    commands.change_person(store, keep, birth_date=date(2002, 3, 2))
    merging.part(store, other)
    assert notes(store, keep) == ["A note of winter"]
    assert notes(store, other) == ["A note of spring"]
    assert card(store, keep).languages == {"tur": Level.NATIVE, "fra": Level.C1}
    assert card(store, other).languages == {"fra": Level.B1, "eng": Level.A2}
    assert card(store, keep).values["birth_date"] == date(2002, 3, 2)
    assert card(store, other).values["birth_date"] == date(2002, 3, 1)
    assert len(card(store, other).enrolments) == 1
    with store.read() as session:
        assert left_out(session) == frozenset()


def test_what_was_brought_over_later_goes_back_too(store: Store) -> None:
    keep, other = twins(store)
    merging.merge(store, keep, other)
    commands.add_note(store, other, "Written late")
    with store.read() as session:
        (left,) = merging.left_behind(session)
    assert (left.entry, left.stands_for, [t for t, _ in left.rows]) == (other, keep, ["note"])
    merging.bring_over(store, keep)
    assert sorted(notes(store, keep)) == ["A note of spring", "Written late"]
    with store.read() as session:
        assert merging.left_behind(session) == []
    merging.part(store, other)
    assert sorted(notes(store, other)) == ["A note of spring", "Written late"]


def test_a_chain_of_entries_ends_at_the_last(store: Store) -> None:
    keep, other = twins(store)
    third, _ = add(store, "Jusuf")
    merging.merge(store, other, third)
    merging.merge(store, keep, other)
    with store.read() as session:
        assert {stands_for(session, one) for one in (keep, other, third)} == {keep}
        assert set(entries_of(session, keep)) == {keep, other, third}
    merging.part(store, other)
    with store.read() as session:
        assert stands_for(session, third) == other


def test_enrolments_that_ended_stay_stories_of_their_own(store: Store) -> None:
    keep, other = twins(store)
    with store.write("Finish") as write:
        for one in write.session.scalars(select(Enrolment).where(Enrolment.person_id == other)):
            one.status = Status.FINISHED
    merging.merge(store, keep, other)
    assert {e.status for e in card(store, keep).enrolments} == {
        Status.REGISTERED,
        Status.FINISHED,
    }


def test_one_information_session_is_attended_once(store: Store) -> None:
    keep, other = twins(store)
    with store.write("Session") as write:
        meeting = write.new_id()
        write.session.add(
            InfoSession(id=meeting, office_id=write.office_id, held_on=date(2026, 10, 1))
        )
        for one, presence in ((keep, Presence.INVITED), (other, Presence.ATTENDED)):
            write.session.add(
                Invited(id=write.new_id(), session_id=meeting, person_id=one, presence=presence)
            )
    merging.merge(store, keep, other)
    with store.read() as session:
        (row,) = session.scalars(select(Invited))
        assert (row.person_id, row.presence) == (keep, Presence.ATTENDED)


def duo(store: Store, mentee: Id, mentor: Id, stage: DuoStage = DuoStage.ACTIVE) -> Id:
    with store.write("Duo") as write:
        new = write.new_id()
        write.session.add(
            Duo(
                id=new, number=write.next_number("duo"), mentee_id=mentee, mentor_id=mentor,
                office_id=write.office_id, stage=stage,
            )
        )  # fmt: skip
    return new


def test_the_two_sides_of_a_duo_are_never_one_person(store: Store) -> None:
    keep, other = twins(store)
    duo(store, keep, other, DuoStage.ENDED)
    with pytest.raises(UserError, match="two sides of duo BRU-D10001"):
        merging.merge(store, keep, other)


def test_two_running_duos_are_not_thrown_together(store: Store) -> None:
    keep, other = twins(store)
    lieve, _ = add(store, "Lieve")
    guy, _ = add(store, "Guy")
    duo(store, keep, lieve)
    ending = duo(store, other, guy)
    before = dump.dump(store)
    with pytest.raises(UserError, match="End one of the two first"):
        merging.merge(store, keep, other)
    assert dump.dump(store) == before
    with store.write("End") as write:
        write.session.get_one(Duo, ending).stage = DuoStage.ENDED
    merging.merge(store, keep, other)
    with store.read() as session:
        assert session.get_one(Duo, ending).mentee_id == keep


def test_people_of_other_offices_and_entries_joined_already_are_refused(store: Store) -> None:
    keep, other = twins(store)
    third, _ = add(store, "Jusuf")
    with pytest.raises(UserError, match="one and the same"):
        merging.merge(store, keep, keep)
    merging.merge(store, keep, other)
    with pytest.raises(UserError, match="joined to another one already"):
        merging.merge(store, third, other)
    with pytest.raises(UserError, match="stands for itself"):
        merging.part(store, third)
    with store.write("Antwerp") as write:
        write.session.get_one(Person, third).office_id = seed_id("elsewhere")
    with pytest.raises(UserError, match="Another office follows"):
        merging.merge(store, keep, third)


def test_removing_somebody_removes_the_entries_joined_to_theirs(store: Store) -> None:
    keep, other = twins(store)
    merging.merge(store, keep, other)
    commands.remove_person(store, keep)
    with store.read() as session:
        assert list(session.scalars(select(Person.id))) == []
    store.undo()
    with store.read() as session:
        assert set(entries_of(session, keep)) == {keep, other}


def test_an_entry_whose_other_is_not_here_stands_for_itself(store: Store) -> None:
    one, _ = add(store)
    with store.write("From afar") as write:
        write.session.get_one(Person, one).merged_into_id = seed_id("still on its way")
    with store.read() as session:
        assert left_out(session) == frozenset()
        assert stands_for(session, one) == one


IDS = [seed_id(str(n)) for n in range(6)]


@given(st.dictionaries(st.sampled_from(IDS), st.sampled_from(IDS)))
def test_every_entry_has_one_that_stands_for_it_and_for_itself(joined: dict[Id, Id]) -> None:
    joined = {one: into for one, into in joined.items() if one != into}
    for one in IDS:
        kept = goes_on(joined, one)
        assert goes_on(joined, kept) == kept
        assert goes_on(joined, joined.get(one, one)) == kept


SPOKEN = st.dictionaries(st.sampled_from(["fra", "nld", "tur", "eng"]), st.sampled_from([*Level]))
WEEK = st.lists(
    st.tuples(st.integers(0, 6), st.integers(16, 40), st.integers(1, 8)), max_size=4
).map(lambda found: tuple(Slot(day, start, start + length) for day, start, length in found))
ENTRY = st.fixed_dictionaries(
    {
        "languages": SPOKEN,
        "interests": st.frozensets(st.sampled_from(["reading", "music", "football"])),
        "slots": WEEK,
    }
)


@settings(max_examples=12)
@given(ENTRY, ENTRY, st.sampled_from([*Status]), st.sampled_from([*Status]))
def test_whatever_both_say_parting_restores_it_and_joining_loses_nothing(
    one: dict[str, Any], other: dict[str, Any], status: Status, second: Status
) -> None:
    with TemporaryDirectory() as place:
        store = new_store(Path(place) / "desk.duo", FixedClock(MORNING))
        ids = [
            commands.register(
                store,
                Role.MENTEE,
                values=PersonValues(given_name="Yusuf"),
                enrolment=EnrolmentValues(status=enrolled),
                known=Profile(**said),
            ).person_id
            for said, enrolled in ((one, status), (other, second))
        ]
        before = state(store)
        merging.merge(store, *ids)
        joined = card(store, ids[0])
        assert joined.languages.keys() == one["languages"].keys() | other["languages"].keys()
        assert joined.interests == one["interests"] | other["interests"]
        free = {(s.weekday, h) for s in (*one["slots"], *other["slots"]) for h in _half_hours(s)}
        assert {(s.weekday, h) for s in joined.slots for h in _half_hours(s)} == free
        merging.part(store, ids[1])
        after = state(store)
        after.pop("acknowledged")
        assert after == {table: rows for table, rows in before.items() if table != "acknowledged"}
        store.close()


def _half_hours(slot: Slot) -> range:
    return range(slot.start, min(slot.end, 48))
