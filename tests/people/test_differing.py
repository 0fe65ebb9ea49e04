"""Two entries of one person that say something else about the same: found, chosen, taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from duodesk.base.clock import FixedClock
from duodesk.base.ids import Id
from duodesk.model.people import Level, Relation, Role, Status
from duodesk.model.recruitment import Invited, Presence
from duodesk.people import apart, commands, merging, sessions
from duodesk.people.differing import Difference, differences
from duodesk.people.sessions import SessionValues
from duodesk.people.uniting import HOURS, WISHES, Member
from duodesk.people.values import EnrolmentValues, PersonValues, Profile, Slot, Trade
from duodesk.store.store import Store
from tests.conftest import MORNING, new_store
from tests.people.test_merging import card, state, twins

LEVEL = Member("person_language", ("fra",), "level")
STATUS = Member("enrolment", ("mentee", ""), "status")
REGISTERED = Member("enrolment", ("mentee", ""), "registered_on")


def pair(store: Store) -> tuple[Id, Id]:
    """One person whom two colleagues heard differently."""
    made = [
        commands.register(
            store,
            Role.MENTEE,
            values=PersonValues(given_name="Yusuf", family_name="Çelik"),
            enrolment=EnrolmentValues(
                registered_on=date(2026, month, 1), status=status, eligible_on=date(2026, month, 2)
            ),
            known=Profile(
                languages={"tur": Level.NATIVE, "fra": level},
                trades=(
                    Trade(first, Relation.TARGET, 1),
                    Trade(second, Relation.TARGET, 2),
                    Trade("driver", Relation.EXPERIENCE, None, month),
                ),
                slots=slots,
            ),
        ).person_id
        for month, status, level, first, second, slots in (
            (9, Status.REGISTERED, Level.B2, "cook", "baker", (Slot(0, 18, 24),)),
            (4, Status.INTERVIEWED, Level.B1, "baker", "welder", (Slot(0, 20, 30),)),
        )
    ]
    return made[0], made[1]


def found(store: Store, one: Id, other: Id) -> dict[Member, Difference]:
    with store.read() as session:
        return {each.member: each for each in differences(session, one, other)}


def test_what_both_say_each_in_its_own_way_is_found(store: Store) -> None:
    one, other = pair(store)
    differing = found(store, one, other)
    assert differing[LEVEL] == Difference(LEVEL, (Level.B2, Level.B1), 0)
    assert differing[WISHES].values == (("cook", "baker"), ("baker", "welder"))
    assert differing[HOURS] == Difference(
        HOURS, ((Slot(0, 18, 24),), (Slot(0, 20, 30),)), None
    )  # fmt: skip
    assert differing[STATUS].holds == 1
    assert differing[REGISTERED].holds == 1
    years = Member("person_occupation", ("driver", "experience"), "years")
    assert differing[years].values == (9, 4)
    assert Member("person_language", ("tur",), "level") not in differing


def test_nothing_differs_between_what_only_one_of_them_says(store: Store) -> None:
    one, _ = pair(store)
    blank = commands.register(
        store, Role.MENTOR, values=PersonValues(given_name="Y.")
    ).person_id  # fmt: skip
    assert found(store, one, blank) == {}


def test_what_holds_unless_somebody_chooses_is_what_joining_does(store: Store) -> None:
    one, other = pair(store)
    differing = found(store, one, other)
    merging.merge(store, one, other)
    joined = card(store, one)
    (enrolment,) = joined.enrolments
    assert joined.languages["fra"] == differing[LEVEL].values[0]
    for member in (STATUS, REGISTERED):
        told = differing[member]
        assert told.holds is not None
        assert enrolment.values[member.column] == told.values[told.holds]
    assert joined.slots == (Slot(0, 18, 30),)


def test_the_words_of_the_other_entry_hold_where_they_were_chosen(store: Store) -> None:
    one, other = pair(store)
    eligible = Member("enrolment", ("mentee", ""), "eligible_on")
    words = dict.fromkeys((LEVEL, WISHES, HOURS, eligible), other) | {STATUS: one}
    merging.merge(store, one, other, words=words)
    joined = card(store, one)
    assert joined.languages == {"tur": Level.NATIVE, "fra": Level.B1}
    wishes = sorted(
        (t.rank or 0, t.occupation) for t in joined.trades if t.relation == Relation.TARGET
    )
    assert wishes == [(1, "baker"), (2, "welder"), (3, "cook")]
    assert joined.slots == (Slot(0, 20, 30),)
    (enrolment,) = joined.enrolments
    assert enrolment.status == Status.REGISTERED
    assert enrolment.values["registered_on"] == date(2026, 4, 1)
    assert enrolment.values["eligible_on"] == date(2026, 4, 2)


def test_the_hours_of_the_one_that_goes_on_can_hold_alone(store: Store) -> None:
    one, other = pair(store)
    merging.merge(store, one, other, words={HOURS: one, REGISTERED: one})
    joined = card(store, one)
    assert joined.slots == (Slot(0, 18, 24),)
    assert joined.enrolments[0].values["registered_on"] == date(2026, 9, 1)


def test_whether_somebody_came_to_a_session_is_chosen(store: Store) -> None:
    one, other = pair(store)
    day = store.clock.today()
    planned = sessions.plan_session(store, SessionValues(held_on=day)).session_id
    for person, presence in ((one, Presence.ABSENT), (other, Presence.ATTENDED)):
        sessions.invite(store, planned, [person], presence=presence)
    member = Member("invited", (str(planned),), "presence")
    assert found(store, one, other)[member].values == (Presence.ABSENT, Presence.ATTENDED)
    merging.merge(store, one, other, words={member: other})
    with store.read() as session:
        assert session.scalars(select(Invited.presence)).all() == [Presence.ATTENDED]


def test_choosing_is_taken_back_by_undo_and_by_parting(store: Store) -> None:
    one, other = pair(store)
    before = state(store)
    words = dict.fromkeys(found(store, one, other), other)
    merging.merge(store, one, other, words=words)
    after = state(store)
    store.undo()
    assert state(store) == before
    store.redo()
    assert state(store) == after
    merging.part(store, other)
    apart = state(store)
    apart.pop("acknowledged")
    before.pop("acknowledged", None)
    assert apart == before


def test_an_ended_story_is_not_compared_with_one_under_way(store: Store) -> None:
    one, other = twins(store)
    (enrolment,) = card(store, other).enrolments
    commands.set_status(store, enrolment.id, Status.FINISHED)
    assert not [m for m in found(store, one, other) if m.table == "enrolment"]


SIDES = st.lists(st.sampled_from([None, 0, 1]), min_size=12, max_size=12)


@settings(max_examples=15)
@given(SIDES)
def test_whatever_is_chosen_parting_restores_both(sides: list[int | None]) -> None:
    with TemporaryDirectory() as place:
        store = new_store(Path(place) / "desk.duo", FixedClock(MORNING))
        both = pair(store)
        before: dict[str, Any] = state(store)
        members = list(found(store, *both))
        words = {m: both[side] for m, side in zip(members, sides, strict=False) if side is not None}
        merging.merge(store, *both, words=words)
        merging.part(store, both[1])
        after = state(store)
        after.pop("acknowledged")
        before.pop("acknowledged", None)
        assert after == before
        store.close()


def test_any_two_are_a_pair_and_an_entry_that_was_joined_is_none(store: Store) -> None:
    one, other = pair(store)
    stranger = commands.register(
        store, Role.MENTOR, values=PersonValues(given_name="Lieve", family_name="De Smet")
    ).person_id
    with store.read() as session:
        alike = apart.chosen_pair(session, other, one)
        apart_from = apart.chosen_pair(session, one, stranger)
        assert apart.chosen_pair(session, one, store.new_id()) is None
    assert alike is not None
    assert (alike.one.id, alike.other.id) == (one, other)
    assert alike.reasons
    assert apart_from is not None
    assert (apart_from.certainty, apart_from.reasons) == (0, ())
    merging.merge(store, one, other)
    with store.read() as session:
        assert apart.chosen_pair(session, one, other) is None
