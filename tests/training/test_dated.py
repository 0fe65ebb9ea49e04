"""Everything dated in one list: what it is called, whom it is about, what belongs to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from duodesk.base.ids import Id
from duodesk.model.followup import DuoStep, Party, StepKind
from duodesk.model.pairing import Duo, DuoStage, Proposal, Stage
from duodesk.model.people import Role
from duodesk.model.recruitment import Presence
from duodesk.model.training import Event, EventKind, EventUnit, Trainer
from duodesk.office.seeds import OFFICES
from duodesk.people import commands, interviews, sessions
from duodesk.people.sessions import SessionValues
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from duodesk.training import events, seats
from duodesk.training.dated import Dated, DatedKind, Source, dated
from duodesk.training.entry import REMINDERS, short_name
from duodesk.training.events import EventValues, TrainerValues
from tests.training.desk import BEFORE, UNITS, days_of, mentor, planned

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
DAY = date(2026, 11, 26)
LIEGE = next(office.id for office in OFFICES if office.code == "LIE")


def shown(store: Store, first: date = FIRST, last: date = LAST, **asked: Any) -> list[Dated]:
    with store.read() as session:
        return dated(session, first=first, last=last, **asked)


def only(store: Store, **asked: Any) -> Dated:
    (found,) = shown(store, **asked)
    return found


def mentee(store: Store) -> Id:
    values = PersonValues(given_name="Awa", family_name="Diallo")
    return commands.register(store, Role.MENTEE, values=values).person_id


def put(store: Store, table: type[Any], **values: Any) -> Id:
    with store.write("As a list or an exchange leaves it") as write:
        row_id = write.new_id()
        write.session.add(table(id=row_id, office_id=write.office_id, **values))
    return row_id


def pair(store: Store) -> dict[str, Id]:
    return {"mentee_id": mentee(store), "mentor_id": mentor(store)}


def plan(store: Store, kind: EventKind, **values: Any) -> Id:
    return events.plan_event(store, EventValues(kind=kind, **{"held_on": DAY, **values})).id


def test_training_days_are_numbered_and_say_what_is_taught(store: Store) -> None:
    series_id = planned(store, capacity=12, place="Room 2")
    lieve = mentor(store)
    seats.book(store, [lieve], series_id=series_id)
    days = shown(store)
    assert [(one.day, one.title) for one in days] == [
        (BEFORE[0], "Training day 1: Challenges faced by immigrants"),
        (BEFORE[1], "Training day 2: Multicultural interaction"),
        (BEFORE[2], "Training day 3: Active listening"),
        (BEFORE[3], "Training day 4: Mentoring"),
    ]
    second = days[1]
    assert (second.start, second.minutes, second.end) == (540, 420, 960)
    assert (second.place, second.capacity, second.who) == ("Room 2", 12, "Mentors, November")
    assert (second.people, second.booked, second.series_id) == ((lieve,), 1, series_id)
    assert second.movable


def test_a_day_called_off_is_not_counted(store: Store) -> None:
    series_id = planned(store)
    events.cancel_event(store, days_of(store, series_id)[0])
    assert [(one.title, one.cancelled) for one in shown(store)][:2] == [
        ("Training day: Challenges faced by immigrants", True),
        ("Training day 1: Multicultural interaction", False),
    ]


def test_trainers_are_colleagues_and_others(store: Store) -> None:
    plan(
        store, EventKind.TRAINING, unit_ids=UNITS[:2], led_by=store.author_id,
        trainers=(TrainerValues(author_id=store.author_id), TrainerValues(name="Koen")),
    )  # fmt: skip
    one = only(store)
    assert one.title == "Training day: Challenges faced by immigrants, Multicultural interaction"
    assert one.trainers == ("Annick", "Koen")
    assert one.staff == (store.author_id,)


def test_an_appointment_names_whom_it_is_about(store: Store) -> None:
    awa = mentee(store)
    plan(store, EventKind.INTERVIEW, person_id=awa, start=600)
    one = only(store)
    assert (one.title, one.people, one.who) == ("Interview: Awa D.", (awa,), "Awa D.")


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (EventKind.SIGNING, "Signing: Awa D. × Lieve D.S."),
        (EventKind.MID_TERM, "Mid-term meeting: Awa D. × Lieve D.S."),
        (EventKind.CLOSING, "Closing meeting: Awa D. × Lieve D.S."),
    ],
)
def test_later_appointments_are_about_a_duo(store: Store, kind: EventKind, title: str) -> None:
    both = pair(store)
    duo = put(store, Duo, number="BRU-D1", stage=DuoStage.ACTIVE, **both)
    plan(store, kind, duo_id=duo)
    one = only(store)
    assert one.title == title
    assert one.people == tuple(both.values())


@pytest.mark.parametrize(
    ("kind", "title", "words"),
    [
        (EventKind.WORKSHOP, "CV", "Workshop: CV"),
        (EventKind.WORKSHOP, None, "Workshop"),
        (EventKind.MENTORS_MEETING, None, "Mentors' meeting"),
        (EventKind.OTHER, "Team day", "Team day"),
        (EventKind.OTHER, None, "Appointment"),
        (EventKind.TRAINING, "Visit", "Training day: Visit"),
    ],
)
def test_other_events_by_their_title(
    store: Store, kind: EventKind, title: str | None, words: str
) -> None:
    plan(store, kind, title=title)
    assert only(store).title == words


def test_information_sessions(store: Store) -> None:
    awa, lieve = mentee(store), mentor(store)
    values = SessionValues(held_on=DAY, role=Role.MENTEE, start=840, minutes=90, capacity=10)
    session_id = sessions.plan_session(store, values).session_id
    sessions.invite(store, session_id, [awa])
    sessions.invite(store, session_id, [lieve], presence=Presence.EXCUSED)
    one = only(store)
    assert (one.key.source, one.title) == (Source.SESSION, "Information session for mentees")
    assert (one.people, one.booked, one.capacity, one.start) == ((awa,), 1, 10, 840)


def test_an_interview_that_was_begun_and_its_appointment_are_one(store: Store) -> None:
    awa, lieve = mentee(store), mentor(store)
    interviews.start_interview(store, awa, Role.MENTEE, on=DAY)
    assert (only(store).title, only(store).key.source) == ("Interview: Awa D.", Source.INTERVIEW)
    assert only(store).staff == (store.author_id,)
    plan(store, EventKind.INTERVIEW, person_id=awa, start=600)
    assert only(store).key.source == Source.EVENT
    interviews.start_interview(store, lieve, Role.MENTOR, on=DAY)
    assert [one.who for one in shown(store)] == ["Lieve D.S.", "Awa D."]


def test_a_finished_interview_stays_where_it_was(store: Store) -> None:
    awa = mentee(store)
    started = interviews.start_interview(store, awa, Role.MENTEE, on=DAY)
    assert only(store).movable
    interviews.finish_interview(store, started.interview_id, notes="", minutes=50)
    assert not only(store).movable


def test_a_first_meeting_without_an_hour_is_a_whole_day(store: Store) -> None:
    proposal = put(
        store, Proposal, stage=Stage.FIRST_MEETING, meeting_on=DAY, meeting_place="Café",
        **pair(store),
    )  # fmt: skip
    one = only(store)
    assert (one.title, one.start, one.place) == ("First meeting: Awa D. × Lieve D.S.", None, "Café")
    assert (one.key.source, one.movable) == (Source.PROPOSAL, True)
    plan(store, EventKind.FIRST_MEETING, proposal_id=proposal, start=600)
    assert (only(store).key.source, only(store).start) == (Source.EVENT, 600)


def test_what_was_closed_before_its_first_meeting_did_not_come_to_it(store: Store) -> None:
    both = pair(store)
    for closed in (date(2026, 11, 20), date(2026, 11, 28)):
        put(store, Proposal, stage=Stage.REFUSED, meeting_on=DAY, closed_on=closed, **both)
    one = only(store)
    assert not one.movable


def test_the_days_of_a_duo(store: Store) -> None:
    put(
        store, Duo, number="BRU-D1", stage=DuoStage.ENDED, start_date=date(2025, 11, 30),
        expected_end=date(2026, 5, 31), ended_on=date(2026, 11, 3), **pair(store),
    )  # fmt: skip
    assert [(one.day.day, one.title, one.movable) for one in shown(store)] == [
        (3, "Duo ends: Awa D. × Lieve D.S.", False),
        (30, "Outcome due: Awa D. × Lieve D.S.", False),
    ]
    assert shown(store, first=date(2026, 5, 1), last=date(2026, 5, 31)) == []
    (start,) = shown(store, first=date(2025, 11, 30), last=date(2025, 11, 30))
    assert start.title == "Duo starts: Awa D. × Lieve D.S."


def test_an_outcome_is_due_on_the_last_day_of_a_shorter_month(store: Store) -> None:
    put(store, Duo, number="BRU-D1", start_date=date(2024, 2, 29), **pair(store))
    due = shown(store, first=date(2025, 2, 1), last=date(2025, 2, 28))
    assert [one.day for one in due] == [date(2025, 2, 28)]


def test_a_duo_that_never_started_has_no_days(store: Store) -> None:
    put(
        store, Duo, number="BRU-D1", stage=DuoStage.NEVER_STARTED, start_date=DAY,
        expected_end=DAY, **pair(store),
    )  # fmt: skip
    assert shown(store) == []


def test_a_plan_asks_for_its_meetings_until_they_are_planned(store: Store) -> None:
    both, planned_on = pair(store), {"due_on": DAY, "party": Party.TOGETHER}
    duo = put(store, Duo, number="BRU-D1", stage=DuoStage.ACTIVE, start_date=FIRST, **both)
    kinds = (StepKind.MID_TERM, StepKind.CLOSING, StepKind.CONTACT)
    steps = [put_step(store, duo, kind=kind, **planned_on) for kind in kinds]
    put_step(store, duo, kind=StepKind.MID_TERM, done_on=DAY, **planned_on)
    put_step(store, duo, kind=StepKind.CLOSING, skipped_on=DAY, **planned_on)
    wanted = {DatedKind.MID_TERM_DUE, DatedKind.CLOSING_DUE}
    asked: dict[str, Any] = {"kinds": wanted}
    assert [(one.key.id, one.title, one.people) for one in shown(store, **asked)] == [
        (steps[1], "Closing meeting to be planned: Awa D. × Lieve D.S.", tuple(both.values())),
        (steps[0], "Mid-term meeting to be planned: Awa D. × Lieve D.S.", tuple(both.values())),
    ]
    assert all(one.kind in REMINDERS and not one.movable for one in shown(store, **asked))
    assert shown(store, kinds=wanted, office_id=LIEGE) == []
    # An appointment on any day stands for it; one called off does not.
    made = plan(store, EventKind.MID_TERM, duo_id=duo, held_on=LAST)
    assert [one.kind for one in shown(store, **asked)] == ["closing_due"]
    events.cancel_event(store, made)
    assert len(shown(store, **asked)) == 2


def test_a_duo_that_rests_or_has_ended_is_asked_for_nothing(store: Store) -> None:
    for stage in (DuoStage.PAUSED, DuoStage.ENDED):
        duo = put(store, Duo, number="BRU-D1", stage=stage, **pair(store))
        put_step(store, duo, kind=StepKind.CLOSING, due_on=DAY)
    assert shown(store) == []


def put_step(store: Store, duo: Id, **values: Any) -> Id:
    with store.write("As a plan leaves it") as write:
        row_id = write.new_id()
        write.session.add(DuoStep(id=row_id, duo_id=duo, step_id=row_id, **values))
    return row_id


def test_by_day_then_by_hour_and_what_has_no_hour_first(store: Store) -> None:
    for held_on, start in ((DAY, 900), (FIRST, 800), (DAY, None), (DAY, 480)):
        plan(store, EventKind.OTHER, held_on=held_on, start=start, title=f"{start}")
    assert [one.title for one in shown(store)] == ["800", "None", "480", "900"]


def test_only_the_days_office_and_kinds_asked_for(store: Store) -> None:
    plan(store, EventKind.WORKSHOP)
    plan(store, EventKind.OTHER, held_on=LAST)
    with store.write("Elsewhere") as write:
        write.session.add(
            Event(id=write.new_id(), office_id=LIEGE, kind=EventKind.SIGNING, held_on=DAY)
        )
    assert len(shown(store)) == 3
    assert [one.kind for one in shown(store, office_id=LIEGE)] == ["signing"]
    assert [one.kind for one in shown(store, kinds={DatedKind.WORKSHOP})] == ["workshop"]
    assert [one.kind for one in shown(store, last=DAY)] == ["signing", "workshop"]


def test_rows_on_their_way_from_another_office_do_no_harm(store: Store) -> None:
    """Any column may be missing, and a word may be that of a newer program."""
    with store.write("As an exchange leaves them") as write:
        ids = [write.new_id() for _ in range(3)]
        for row_id, held_on in zip(ids, (DAY, DAY, None), strict=True):
            values: dict[str, Any] = {"office_id": None, "held_on": held_on, "start": 5000}
            write.session.add(Event(id=row_id, kind="seance", minutes=-5, **values))  # type: ignore[arg-type]
        for table in (EventUnit, Trainer):
            lost: dict[str, Any] = {"event_id": ids[0]}
            if table is EventUnit:
                lost["unit_id"] = None
            write.session.add(table(id=write.new_id(), **lost))
        write.session.add(
            Event(
                id=write.new_id(), office_id=write.office_id, kind=EventKind.TRAINING,
                held_on=DAY, series_id=write.new_id(), person_id=write.new_id(),
                proposal_id=write.new_id(), duo_id=write.new_id(), led_by=write.new_id(),
            )
        )  # fmt: skip
        for kind in (Proposal, Duo):
            unknown: dict[str, Any] = dict.fromkeys(("mentee_id", "mentor_id", "office_id"))
            day = "meeting_on" if kind is Proposal else "start_date"
            unknown |= {day: DAY, "stage": None}
            write.session.add(kind(id=write.new_id(), **unknown, **_number(kind)))
    found = shown(store)
    assert [one.kind for one in found] == [
        "other", "other", "duo_start", "first_meeting", "training",
    ]  # fmt: skip
    assert all(one.start is None and one.minutes is None for one in found)
    assert found[-1].title == "Training day 1"


def _number(kind: type[Any]) -> dict[str, Any]:
    return {"number": None} if kind is Duo else {}


@pytest.mark.parametrize(
    ("given", "family", "short"),
    [
        ("Lieve", "De Smet", "Lieve D.S."), ("Awa", "Diallo", "Awa D."),
        ("Jean", "Dupont-Lévy", "Jean D.L."), ("Jean", "élan", "Jean É."),
        ("Prince", None, "Prince"), (None, "Ali", "Ali"), (None, None, "?"), ("", "", "?"),
    ],
)  # fmt: skip
def test_short_names(given: str | None, family: str | None, short: str) -> None:
    assert short_name(given, family) == short
