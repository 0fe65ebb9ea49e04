"""What is done to a person is one step each, refused with a way out, and undone whole."""

from __future__ import annotations

from datetime import date

import pytest

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.pairing import Duo
from duodesk.model.people import Level, Relation, Role, Side, Status
from duodesk.people import commands, profile, queries
from duodesk.people.commands import Registered
from duodesk.people.queries import PersonCard
from duodesk.people.values import EnrolmentValues, PersonValues, Profile, Slot, Trade
from duodesk.store import dump
from duodesk.store.store import Store

YUSUF = PersonValues(given_name="Yusuf", family_name="Çelik", birth_date=date(2002, 3, 1))
KNOWN = Profile(
    languages={"tur": Level.NATIVE, "fra": Level.B1},
    trades=(Trade("forklift_driver", Relation.TARGET, rank=1),),
    interests=frozenset({"football"}),
    topics=frozenset({("cv", Side.NEED)}),
    slots=(Slot(1, 24, 36), Slot(5, 16, 36)),
)


def register(store: Store, role: Role = Role.MENTEE, values: PersonValues = YUSUF) -> Registered:
    return commands.register(store, role, values=values, known=KNOWN)


def card(store: Store, person_id: Id) -> PersonCard:
    with store.read() as session:
        found = queries.person(session, person_id, today=store.clock.today())
    assert found is not None
    return found


def state(store: Store) -> dict[str, list[dict[str, object]]]:
    with store.engine.connect() as connection:
        return dump.state(connection)


def test_registering_writes_all_in_one_step_and_undo_takes_all_back(store: Store) -> None:
    before = state(store)
    made = register(store)
    found = card(store, made.person_id)
    assert (found.number, found.name, found.age) == ("BRU-10001", "Çelik, Yusuf", 24)
    assert found.languages == KNOWN.languages
    assert found.trades == KNOWN.trades
    assert (found.interests, found.topics, found.slots) == (
        KNOWN.interests,
        KNOWN.topics,
        KNOWN.slots,
    )
    assert [(e.role, e.status, e.values["registered_on"]) for e in found.enrolments] == [
        (Role.MENTEE, Status.REGISTERED, store.clock.today())
    ]
    assert str(store.undo_label) == "Register Yusuf Çelik"
    store.undo()
    assert state(store) == before


def test_names_are_kept_as_typed_and_numbers_follow_each_other(store: Store) -> None:
    values = PersonValues(given_name=" Zoë\u202e ", family_name="van den Berg")
    first, second = register(store, values=values), register(store, values=values)
    found = card(store, first.person_id)
    assert found.name == "van den Berg, Zoë"
    assert [found.number, card(store, second.person_id).number] == ["BRU-10001", "BRU-10002"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (PersonValues(given_name=" \u200b "), "A person needs a name."),
        (PersonValues(given_name="A", birth_date=date(2026, 11, 25)), "lies in the future"),
        (PersonValues(given_name="A", birth_date=date(1900, 1, 1)), "120 years"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(
    store: Store, values: PersonValues, said: str
) -> None:
    before = state(store)
    with pytest.raises(UserError, match=said):
        register(store, values=values)
    assert state(store) == before


def test_changing_a_field_names_it_and_the_person(store: Store) -> None:
    made = register(store)
    changes = commands.change_person(store, made.person_id, phone=" 0470 12 34 56 ")
    assert str(changes.label) == "Change Telephone of Yusuf Çelik"
    assert changes.rows == {("person", made.person_id)}
    assert card(store, made.person_id).values["phone"] == "0470 12 34 56"
    assert commands.change_person(store, made.person_id, phone="0470 12 34 56").operation is None


def test_the_last_name_of_a_person_cannot_go(store: Store) -> None:
    made = register(store)
    commands.change_person(store, made.person_id, family_name=None)
    with pytest.raises(UserError, match="needs a name"):
        commands.change_person(store, made.person_id, given_name="")
    with pytest.raises(TypeError):
        commands.change_person(store, made.person_id, office_id=None)
    with pytest.raises(TypeError):
        commands.change_enrolment(store, made.enrolment_id, role=Role.MENTOR)


def test_accepting_dates_it_once(store: Store) -> None:
    made = register(store)
    commands.set_status(store, made.enrolment_id, Status.ACCEPTED)
    (enrolment,) = card(store, made.person_id).enrolments
    assert (enrolment.status, enrolment.values["accepted_on"]) == (
        Status.ACCEPTED,
        date(2026, 11, 24),
    )
    commands.set_status(store, made.enrolment_id, Status.RESTING)
    commands.change_enrolment(store, made.enrolment_id, accepted_on=date(2026, 1, 5))
    commands.accept(store, made.enrolment_id)
    assert card(store, made.person_id).enrolments[0].values["accepted_on"] == date(2026, 1, 5)


def test_somebody_may_be_mentee_and_later_mentor(store: Store) -> None:
    made = register(store)
    commands.enrol(store, made.person_id, Role.MENTOR, values=EnrolmentValues(generalist=True))
    assert [e.role for e in card(store, made.person_id).enrolments] == [Role.MENTEE, Role.MENTOR]


def test_setting_a_whole_touches_only_what_differs(store: Store) -> None:
    made = register(store)
    changes = profile.set_languages(
        store, made.person_id, {"tur": Level.NATIVE, "fra": Level.B2, "nld": Level.A1}
    )
    assert len(changes.rows) == 2
    assert card(store, made.person_id).languages["fra"] == Level.B2
    again = profile.set_languages(
        store, made.person_id, {"tur": Level.NATIVE, "fra": Level.B2, "nld": Level.A1}
    )
    assert again.operation is None
    assert len(profile.set_languages(store, made.person_id, {"fra": Level.B2}).rows) == 2


def test_each_part_of_the_profile_can_be_set_and_undone(store: Store) -> None:
    made = register(store)
    before = state(store)
    steps = [
        profile.set_occupations(store, made.person_id, [Trade("cook", Relation.TARGET, rank=1)]),
        profile.set_interests(store, made.person_id, ["chess", "football"]),
        profile.set_topics(store, made.person_id, Side.NEED, ["network"]),
        profile.set_availability(store, made.person_id, [Slot(0, 20, 22), Slot(0, 22, 24)]),
        profile.set_style(store, made.person_id, style_pace=2, style_talk=None),
    ]
    found = card(store, made.person_id)
    assert found.trades == (Trade("cook", Relation.TARGET, rank=1),)
    assert found.interests == {"chess", "football"}
    assert found.topics == {("network", Side.NEED)}
    assert found.slots == (Slot(0, 20, 24),)
    assert found.values["style_pace"] == 2
    for step in steps:
        assert step.operation is not None
        store.undo()
    assert state(store) == before


def test_topics_of_the_other_side_stay(store: Store) -> None:
    made = register(store)
    profile.set_topics(store, made.person_id, Side.STRENGTH, ["network"])
    profile.set_topics(store, made.person_id, Side.NEED, [])
    assert card(store, made.person_id).topics == {("network", Side.STRENGTH)}


def test_style_has_four_axes_of_five_steps(store: Store) -> None:
    made = register(store)
    with pytest.raises(UserError):
        profile.set_style(store, made.person_id, style_pace=3)
    with pytest.raises(TypeError):
        profile.set_style(store, made.person_id, birth_date=1)


def test_removing_takes_all_rows_and_undo_brings_them_back(store: Store) -> None:
    made = register(store)
    commands.add_note(store, made.person_id, "Calm,\npatient")
    assert commands.add_note(store, made.person_id, " \n").operation is None
    before = state(store)
    commands.remove_person(store, made.person_id)
    after = state(store)
    assert not any(row.get("person_id") for rows in after.values() for row in rows)
    assert not after["person"]
    store.undo()
    assert state(store) == before


def test_somebody_in_a_duo_stays(store: Store) -> None:
    made = register(store)
    with store.write(N_("Duo")) as write:
        write.session.add(
            Duo(
                id=write.new_id(),
                number="BRU-D10001",
                mentee_id=made.person_id,
                mentor_id=write.new_id(),
                office_id=write.office_id,
            )
        )
    with pytest.raises(UserError, match="BRU-D10001"):
        commands.remove_person(store, made.person_id)
    assert card(store, made.person_id).number


def test_a_note_emptied_goes(store: Store) -> None:
    made = register(store)
    changes = commands.add_note(store, made.person_id, "x")
    ((_, note_id),) = changes.rows
    commands.change_note(store, note_id, "<b>y</b> =1+1")
    assert state(store)["note"][0]["text"] == "<b>y</b> =1+1"
    commands.change_note(store, note_id, "")
    assert not state(store)["note"]
