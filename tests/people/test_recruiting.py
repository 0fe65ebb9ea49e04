"""The way in as the desk file tells it, and the directory of partners with its figures."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.people import Person, Role, Status
from duodesk.model.recruitment import Contact, InfoSession, Invited, Presence
from duodesk.office import settings
from duodesk.people import commands, interviews, partners
from duodesk.people.behind import behind as people_behind
from duodesk.people.deciding import Decision, Grounds, decide, set_partner
from duodesk.people.partners import PartnerFigures, PartnerValues
from duodesk.people.recruiting import WayRow, on_the_way, ways_of
from duodesk.people.steps import Haste, State, Step
from duodesk.people.values import EnrolmentValues, PersonValues
from duodesk.store.store import Store

REGISTERED = date(2026, 11, 20)


def enter(store: Store, given: str, role: Role = Role.MENTEE) -> commands.Registered:
    values = EnrolmentValues(registered_on=REGISTERED)
    return commands.register(
        store, role, values=PersonValues(given_name=given, family_name="Test"), enrolment=values
    )


def call(store: Store, person_id: Id, at: datetime, *, reached: bool = True) -> None:
    with store.write("A call") as write:
        write.session.add(
            Contact(id=write.new_id(), happened_at=at, reached=reached, person_id=person_id)
        )


def attend(store: Store, person_id: Id, day: date, presence: Presence) -> None:
    with store.write("A session") as write:
        held = InfoSession(id=write.new_id(), office_id=write.office_id, held_on=day)
        write.session.add(held)
        write.session.add(
            Invited(id=write.new_id(), session_id=held.id, person_id=person_id, presence=presence)
        )


def way(store: Store, person_id: Id) -> WayRow:
    with store.read() as session:
        (row,) = ways_of(session, person_id, today=store.clock.today())
    return row


def states(row: WayRow) -> dict[Step, State]:
    return {mark.step: mark.state for mark in row.marks}


def test_a_person_goes_from_step_to_step_as_things_are_written_down(store: Store) -> None:
    person = enter(store, "Amina").person_id
    assert way(store, person).next is not None
    call(store, person, datetime(2026, 11, 21, 9, tzinfo=UTC), reached=False)
    assert states(way(store, person))[Step.CALL] == State.TRIED
    call(store, person, datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    row = way(store, person)
    assert row.facts.called_on == date(2026, 11, 24)
    assert row.next is not None
    assert row.next.step == Step.SESSION
    attend(store, person, date(2026, 11, 24), Presence.ATTENDED)
    begun = interviews.start_interview(store, person, Role.MENTEE)
    assert states(way(store, person))[Step.INTERVIEW] == State.PLANNED
    interviews.finish_interview(store, begun.interview_id, "Well met")
    row = way(store, person)
    assert [mark.state for mark in row.marks[:4]] == [State.DONE] * 4
    assert row.next is not None
    assert row.next.step == Step.DECISION
    decide(store, row.enrolment_id, Decision.ACCEPTED)
    assert way(store, person).next is None


def test_a_call_before_the_registration_was_about_something_else(store: Store) -> None:
    person = enter(store, "Amina").person_id
    call(store, person, datetime(2026, 11, 19, 9, tzinfo=UTC))
    assert states(way(store, person))[Step.CALL] == State.NEXT


def test_a_cancelled_session_asks_nobody(store: Store) -> None:
    person = enter(store, "Amina").person_id
    attend(store, person, date(2026, 12, 1), Presence.INVITED)
    assert states(way(store, person))[Step.SESSION] == State.PLANNED
    with store.write("Cancel") as write:
        for held in write.session.query(InfoSession):
            held.cancelled_on = write.today
    assert states(way(store, person))[Step.CALL] == State.NEXT


def test_the_list_holds_who_is_on_the_way_and_nobody_else(store: Store, clock: FixedClock) -> None:
    first, second = enter(store, "Amina"), enter(store, "Paul", Role.MENTOR)
    third = enter(store, "Zoé")
    decide(store, third.enrolment_id, Decision.DECLINED)
    decide(store, second.enrolment_id, Decision.WAITING)
    with store.read() as session:
        rows = on_the_way(session, today=clock.today(), office_id=store.office_id)
    assert {row.person_id for row in rows} == {first.person_id, second.person_id}
    assert {row.status for row in rows} == {Status.REGISTERED, Status.WAITING}


def test_an_entry_joined_to_another_stands_aside_and_its_call_counts(store: Store) -> None:
    kept, other = enter(store, "Amina"), enter(store, "Amina", Role.MENTOR)
    call(store, other.person_id, datetime(2026, 11, 23, 9, tzinfo=UTC))
    with store.write("Join") as write:
        write.session.get_one(Person, other.person_id).merged_into_id = kept.person_id
    with store.read() as session:
        (row,) = on_the_way(session, today=store.clock.today())
    assert row.person_id == kept.person_id
    assert row.facts.called_on == date(2026, 11, 23)


def test_an_office_chooses_how_soon_it_calls(store: Store, clock: FixedClock) -> None:
    person = enter(store, "Amina").person_id
    clock.advance(timedelta(days=1))
    late = way(store, person).next
    settings.choose(store, settings.FIRST_CALL_DAYS, "5")
    calm = way(store, person).next
    assert late is not None
    assert calm is not None
    assert (late.haste, calm.haste) == (Haste.LATE, Haste.CALM)


def test_a_partner_counts_whom_it_sent_and_who_was_sent_to_it(store: Store) -> None:
    house = partners.add_partner(store, PartnerValues(name="La Maison Bleue")).partner_id
    for given in ("Amina", "Zoé", "Omar"):
        made = enter(store, given)
        set_partner(store, made.enrolment_id, house)
        if given != "Zoé":
            attend(store, made.person_id, date(2026, 11, 23), Presence.ATTENDED)
        if given == "Omar":
            decide(store, made.enrolment_id, Decision.ACCEPTED)
    other = enter(store, "Yusuf")
    decide(store, other.enrolment_id, Decision.REDIRECTED, grounds=Grounds(partner_id=house))
    with store.read() as session:
        card = partners.partner(session, house)
    assert card is not None
    assert card.figures == PartnerFigures(
        referred=3, came=2, interviewed=1, accepted=1, in_duo=0, redirected=1
    )
    with store.read() as session:
        behind = partners.behind(session, house)
        sent_on = people_behind(session, behind["redirected"])
        sent = people_behind(session, behind["referred"])
    assert {name: len(parts) for name, parts in behind.items()} == asdict(card.figures)
    assert [row.name for row in sent_on] == ["Test, Yusuf"]
    assert sent_on[0].person_id == other.person_id
    assert [row.name for row in sent] == ["Test, Amina", "Test, Omar", "Test, Zoé"]


def test_who_is_not_here_any_more_is_left_out_of_the_people_behind(store: Store) -> None:
    one, other = enter(store, "Amina"), enter(store, "Zoé")
    commands.remove_person(store, one.person_id)
    with store.read() as session:
        rows = people_behind(session, [one.enrolment_id, other.enrolment_id])
    assert [row.part for row in rows] == [other.enrolment_id]


def test_the_people_behind_many_takings_part_are_read_in_pieces(store: Store) -> None:
    parts = [enter(store, "Amina").enrolment_id]
    with store.read() as session:
        rows = people_behind(session, [store.new_id() for _n in range(1_100)] + parts)
    assert [row.part for row in rows] == parts


def test_a_closed_partner_is_not_offered_and_still_told(store: Store, clock: FixedClock) -> None:
    house = partners.add_partner(store, PartnerValues(name="La Maison Bleue")).partner_id
    partners.close_partner(store, house)
    with store.read() as session:
        assert partners.options(session, office_id=store.office_id) == []
        kept = partners.options(session, office_id=store.office_id, keep=house)
        assert kept == [(house, "La Maison Bleue")]
        assert partners.partners(session) == []
        (row,) = partners.partners(session, closed=True)
    assert row.closed_on == clock.today()
    partners.reopen_partner(store, house)
    with store.read() as session:
        assert len(partners.options(session, office_id=store.office_id)) == 1


def test_who_takes_people_is_offered_first_to_who_is_redirected(store: Store) -> None:
    sends = PartnerValues(name="Aide", refers=True, receives=False)
    partners.add_partner(store, sends)
    partners.add_partner(store, PartnerValues(name="Zone Emploi", receives=True))
    with store.read() as session:
        found = partners.options(session, office_id=store.office_id, receives=True)
    assert [name for _id, name in found] == ["Zone Emploi", "Aide"]


@pytest.mark.parametrize("name", ["", "   ", "\u200b"])
def test_a_partner_without_a_name_is_refused(store: Store, name: str) -> None:
    with pytest.raises(UserError, match="needs a name"):
        partners.add_partner(store, PartnerValues(name=name))


def test_the_same_organisation_is_not_entered_twice(store: Store) -> None:
    house = partners.add_partner(store, PartnerValues(name="Mission Locale")).partner_id
    other = partners.add_partner(store, PartnerValues(name="Le Forem")).partner_id
    with pytest.raises(UserError, match="in the directory already"):
        partners.add_partner(store, PartnerValues(name="mission  locale"))
    with pytest.raises(UserError, match="in the directory already"):
        partners.change_partner(store, other, name="MISSION LOCALE")
    partners.change_partner(store, house, name="Mission locale", phone=" 02 000 00 00 ")
    with store.read() as session:
        card = partners.partner(session, house)
    assert card is not None
    assert (card.name, card.values["phone"]) == ("Mission locale", "02 000 00 00")
