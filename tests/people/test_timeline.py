"""The timeline of a person: all that happened, what is planned, what was written over what."""

from __future__ import annotations

from datetime import date, timedelta

from duodesk.base.clock import FixedClock
from duodesk.base.i18n import speaking
from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, DuoStage, Proposal
from duodesk.model.people import Level, Relation, Role
from duodesk.model.recruitment import Channel, Contact, InfoSession, Invited, Presence
from duodesk.people import commands, merging, profile
from duodesk.people.changes import stood
from duodesk.people.moments import Kind, TimelineEntry
from duodesk.people.timeline import changes, in_order, is_planned, timeline
from duodesk.people.values import EnrolmentValues, PersonValues, Slot, Trade
from duodesk.store.store import Store
from tests.people.test_merging import twins


def add(store: Store) -> commands.Registered:
    return commands.register(
        store,
        Role.MENTEE,
        values=PersonValues(given_name="Yusuf", family_name="Çelik"),
        enrolment=EnrolmentValues(registered_on=date(2026, 9, 1), source="actiris"),
    )


def happened(store: Store, person_id: Id) -> list[TimelineEntry]:
    with store.read() as session:
        return timeline(session, person_id)


def written(store: Store, person_id: Id) -> list[TimelineEntry]:
    with store.read() as session:
        return changes(session, person_id)


def steps(store: Store, person_id: Id) -> list[str]:
    return [
        f"{one.title}: {one.before} > {one.after}"
        for entry in reversed(written(store, person_id))
        for one in entry.changed
    ]


def test_calls_sessions_and_proposals_stand_on_one_line_of_time(
    store: Store, clock: FixedClock
) -> None:
    yusuf = add(store).person_id
    lieve = commands.register(store, Role.MENTOR, values=PersonValues(given_name="Lieve")).person_id
    with store.write("Things") as write:
        meeting, coming = write.new_id(), write.new_id()
        for one, day in ((meeting, date(2026, 10, 6)), (coming, date(2026, 12, 8))):
            write.session.add(InfoSession(id=one, office_id=write.office_id, held_on=day))
        for one, presence in ((meeting, Presence.ABSENT), (coming, Presence.INVITED)):
            write.session.add(
                Invited(id=write.new_id(), session_id=one, person_id=yusuf, presence=presence)
            )
        write.session.add(
            Contact(
                id=write.new_id(),
                person_id=yusuf,
                happened_at=clock.now() - timedelta(days=3),
                channel=Channel.PHONE,
                reached=False,
                about="no_show",
                author_id=write.author_id,
            )
        )
        write.session.add(
            Proposal(
                id=write.new_id(), mentee_id=yusuf, mentor_id=lieve, office_id=write.office_id,
                proposed_on=date(2026, 11, 2), reason="Same trade", mentor_answer="no",
                mentor_answered_on=date(2026, 11, 9), mentor_reason="No time",
            )
        )  # fmt: skip
    told = [(str(e.text), e.words) for e in happened(store, yusuf)]
    assert told == [
        ("Information session: Invited", ""),
        ("Telephone, not reached: Missed information session", ""),
        ("Lieve says no", "No time"),
        ("Duo proposed with Lieve", "Same trade"),
        ("Information session: Did not come", ""),
        ("Registered as Mentee", "Actiris"),
    ]
    planned = [e.kind for e in happened(store, yusuf) if is_planned(e, clock.today())]
    assert planned == [Kind.SESSION]
    assert ("Duo proposed with Yusuf Çelik", "Same trade") in [
        (str(e.text), e.words) for e in happened(store, lieve)
    ]


def test_a_duo_tells_its_months_and_its_expected_end(store: Store) -> None:
    yusuf, lieve = add(store).person_id, add(store).person_id
    from duodesk.model.followup import Held, Meeting

    with store.write("Duo") as write:
        duo = write.new_id()
        write.session.add(
            Duo(
                id=duo, number="BRU-D1", mentee_id=yusuf, mentor_id=lieve,
                office_id=write.office_id, stage=DuoStage.ACTIVE, start_date=date(2026, 9, 7),
                expected_end=date(2027, 3, 7),
            )
        )  # fmt: skip
        for day, state in ((14, Held.MET), (21, Held.NOT_MET), (28, Held.MET)):
            write.session.add(
                Meeting(id=write.new_id(), duo_id=duo, held_on=date(2026, 9, day), state=state)
            )
    told = [str(e.text) for e in happened(store, lieve)]
    assert told[:3] == [
        "Duo BRU-D1: expected end",
        "Duo BRU-D1: meetings held 2, missed 1",
        "Duo BRU-D1 started",
    ]


def test_changes_tell_old_and_new_value_by_name_in_the_language_of_the_reader(
    store: Store, clock: FixedClock
) -> None:
    made = add(store)
    person_id = made.person_id
    for command in (
        lambda: commands.change_person(store, person_id, contact_language="fr"),
        lambda: commands.change_person(store, person_id, contact_language="nl", phone="0470"),
        lambda: commands.change_enrolment(store, made.enrolment_id, goal="job"),
        lambda: profile.set_languages(store, person_id, {"fra": Level.A2, "tur": Level.NATIVE}),
        lambda: profile.set_languages(store, person_id, {"fra": Level.B1}),
        lambda: profile.set_occupations(store, person_id, [Trade("cook", Relation.TARGET, 1)]),
        lambda: profile.set_availability(store, person_id, [Slot(0, 18, 25)]),
    ):
        clock.advance(timedelta(minutes=1))
        command()
    assert steps(store, person_id) == [
        "Language of letters: None > French",
        "Language of letters: French > Dutch",
        "Telephone: None > 0470",
        "Goal: None > Job",
        "Languages: None > French A2",
        "Languages: None > Turkish",
        "Languages: French A2 > French B1",
        "Languages: Turkish > None",
        "Occupations: None > Cook",
        "Free in the week: None > Monday 09:00–12:30",
    ]
    with speaking("fr"):
        assert steps(store, person_id)[1].endswith(": Français > Néerlandais")
    assert {e.author for e in written(store, person_id)} == {"Annick"}


def test_what_was_undone_is_told_as_undone(store: Store, clock: FixedClock) -> None:
    person_id = add(store).person_id
    commands.change_person(store, person_id, phone="0470")
    clock.advance(timedelta(minutes=1))
    store.undo()
    assert str(written(store, person_id)[0].text) == "Undone: Change Telephone of Yusuf Çelik"


def test_what_stood_in_a_field_can_be_brought_back(store: Store, clock: FixedClock) -> None:
    person_id = add(store).person_id
    for day in (date(2001, 3, 1), date(2002, 3, 1)):
        clock.advance(timedelta(days=1))
        commands.change_person(store, person_id, birth_date=day)
    with store.read() as session:
        found = stood(session, "person", person_id, "birth_date")
    assert [(str(one.words), one.author) for one in found] == [
        ("01/03/2002", "Annick"),
        ("01/03/2001", "Annick"),
    ]
    commands.change_person(store, person_id, birth_date=found[1].value)
    with store.read() as session:
        assert stood(session, "person", person_id, "birth_date")[0].value == date(2001, 3, 1)


def test_the_page_of_a_joined_person_tells_both_entries_and_the_joining(store: Store) -> None:
    keep, other = twins(store)
    merging.merge(store, keep, other)
    commands.add_note(store, other, "Written to the other entry")
    told = happened(store, keep)
    assert Kind.JOINED in {e.kind for e in told}
    assert {"A note of spring", "Written to the other entry"} <= {e.words for e in told}
    joining = next(e for e in written(store, keep) if "Join" in str(e.text))
    assert "Joined with: None > Yusuf Çelik (BRU-10001)" in {
        f"{one.title}: {one.before} > {one.after}" for one in joining.changed
    }


def test_the_order_is_the_same_however_the_lines_come(store: Store) -> None:
    keep, _ = twins(store)
    told = happened(store, keep)
    assert in_order(reversed(told)) == told
