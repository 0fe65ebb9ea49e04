"""Calendar files, read by a parser that is not the one that writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.clock import BELGIUM, FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.followup import DuoStep, StepKind
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Role
from duodesk.model.training import Event, EventKind
from duodesk.office.commands import change_office
from duodesk.people import commands, sessions
from duodesk.people.sessions import SessionValues
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from duodesk.training import calendar_file, events, seats, series
from duodesk.training.curricula import FOUR_DAYS
from duodesk.training.entry import Key, Source
from duodesk.training.events import EventValues, TrainerValues
from duodesk.training.series import DayValues, SeriesValues

DAYS = (date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 8))
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
# What a person may type and no other line may come of.
HOSTILE = "Commas, semicolons; \\n and \\, back\\slashes: \"quotes\" 😀 'x' =1+1"


@dataclass(frozen=True)
class Office:
    """A series of three days and two mentors who have a seat in it."""

    store: Store
    series_id: Id
    people: tuple[Id, Id]

    def days(self) -> list[Id]:
        with self.store.read() as session:
            found = series.series(session, self.series_id)
        assert found is not None
        return [day.event_id for day in found.days]

    def of_person(self, n: int = 0) -> bytes:
        with self.store.read() as session:
            return calendar_file.person_file(
                session, self.people[n], series_id=self.series_id, now=self.store.clock.now()
            )

    def of_office(self, *, names: bool = False) -> bytes:
        with self.store.read() as session:
            return calendar_file.office_file(
                session, office_id=self.store.office_id, first=FIRST, last=LAST,
                now=self.store.clock.now(), names=names,
            )  # fmt: skip

    def of_event(self, event_id: Id) -> bytes:
        with self.store.read() as session:
            return calendar_file.event_file(
                session, Key(Source.EVENT, event_id), now=self.store.clock.now()
            )


@pytest.fixture
def office(store: Store) -> Office:
    change_office(store, store.office_id, phone="02 000 00 00", email="bru@example.org")
    made = series.plan_series(
        store,
        SeriesValues(
            name="Mentors 2026-12", curriculum_id=FOUR_DAYS.id, language="fr", place="Salle 2"
        ),
        [
            DayValues(
                held_on=day, start=9 * 60, minutes=420, unit_ids=(FOUR_DAYS.unit_id(n + 1),),
                trainers=(TrainerValues(name="Koen"),),
            )
            for n, day in enumerate(DAYS)
        ],
    ).id  # fmt: skip
    first, second = (
        commands.register(store, Role.MENTOR, values=values).person_id
        for values in (
            PersonValues(given_name="Lieve", family_name="De Smet", contact_language="nl",
                         phone="0470 11 22 33", email="lieve@example.org"),
            PersonValues(given_name="Paulette", family_name="Vandormael", contact_language="fr",
                         phone="0470 99 88 77", email="paulette@example.org"),
        )
    )  # fmt: skip
    seats.book(store, [first, second], series_id=made)
    return Office(store, made, (first, second))


def calendar(content: bytes) -> Any:
    (found,) = vobject.readComponents(content.decode(), validate=True)
    return found


def entries(content: bytes) -> list[Any]:
    return sorted(calendar(content).vevent_list, key=lambda one: str(one.dtstart.value))


def planned(store: Store, **values: Any) -> Id:
    told: dict[str, Any] = {"kind": EventKind.OTHER, "held_on": DAYS[0], **values}
    return events.plan_event(store, EventValues(**told)).id


def words(content: bytes) -> str:
    """The file with its folded lines put together."""
    return content.decode().replace("\r\n ", "")


def test_a_series_is_one_file_with_an_entry_for_each_day(office: Office) -> None:
    found = calendar(office.of_person())
    assert found.method.value == "PUBLISH"
    assert found.version.value == "2.0"
    first = entries(office.of_person())[0]
    assert first.summary.value.startswith("DUO for a JOB: ")
    assert first.location.value == "Salle 2"
    assert first.status.value == "CONFIRMED"
    assert first.dtstart.value == datetime(2026, 12, 1, 9, tzinfo=first.dtstart.value.tzinfo)
    assert first.dtend.value - first.dtstart.value == timedelta(hours=7)
    assert [one.dtstart.value.date() for one in entries(office.of_person())] == list(DAYS)


def test_an_entry_keeps_its_uid_and_its_sequence_grows_with_each_change(
    office: Office, clock: FixedClock
) -> None:
    day = office.days()[0]
    before = entries(office.of_person())[0]
    assert before.uid.value == f"{day}@duodesk"
    told = [int(before.sequence.value)]
    changes: list[Callable[[], object]] = [
        lambda: events.move_event(office.store, day, held_on=date(2026, 12, 2), start=600),
        lambda: events.change_event(office.store, day, place="Salle 3"),
        lambda: events.set_trainers(office.store, day, []),
        lambda: events.change_event(office.store, day, unit_ids=(FOUR_DAYS.unit_id(4),)),
        lambda: series.change_series(office.store, office.series_id, name="Other"),
        lambda: events.cancel_event(office.store, day),
    ]
    for change in changes:
        clock.advance(timedelta(minutes=1))
        change()
        (one,) = entries(office.of_event(day))
        assert one.uid.value == before.uid.value
        told.append(int(one.sequence.value))
    assert told == sorted(set(told))
    assert max(told) < 2**31


def test_what_did_not_change_keeps_its_sequence(office: Office, clock: FixedClock) -> None:
    before = [one.sequence.value for one in entries(office.of_person())]
    clock.advance(timedelta(days=1))
    after = entries(office.of_person())
    assert [one.sequence.value for one in after] == before
    assert after[0].dtstamp.value - after[0].last_modified.value >= timedelta(days=1)


def test_a_day_that_is_called_off_is_cancelled_and_the_others_stay(office: Office) -> None:
    events.cancel_event(office.store, office.days()[1])
    assert calendar(office.of_person()).method.value == "PUBLISH"
    states = [one.status.value for one in entries(office.of_person())]
    assert states == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    alone = calendar(office.of_event(office.days()[1]))
    assert (alone.method.value, alone.vevent.status.value) == ("CANCEL", "CANCELLED")


def test_a_series_that_is_called_off_cancels_all_days_and_comes_back(
    office: Office, clock: FixedClock
) -> None:
    before = {one.uid.value for one in entries(office.of_person())}
    clock.advance(timedelta(minutes=1))
    series.cancel_series(office.store, office.series_id)
    cancelled = office.of_person()
    assert calendar_file.is_cancelling(cancelled)
    assert {one.status.value for one in entries(cancelled)} == {"CANCELLED"}
    assert {one.uid.value for one in entries(cancelled)} == before
    clock.advance(timedelta(minutes=1))
    series.hold_series(office.store, office.series_id)
    back = office.of_person()
    assert not calendar_file.is_cancelling(back)
    for old, new in zip(entries(cancelled), entries(back), strict=True):
        assert int(new.sequence.value) > int(old.sequence.value)


def test_who_gives_the_seat_back_gets_a_file_that_cancels_for_them_alone(
    office: Office, clock: FixedClock
) -> None:
    invited = entries(office.of_person(0))
    clock.advance(timedelta(minutes=1))
    seats.give_back(office.store, [office.people[0]], series_id=office.series_id)
    gone = office.of_person(0)
    assert calendar(gone).method.value == "CANCEL"
    for old, new in zip(invited, entries(gone), strict=True):
        assert int(new.sequence.value) > int(old.sequence.value)
    assert calendar(office.of_person(1)).method.value == "PUBLISH"


def test_who_waits_for_a_seat_is_expected_perhaps(office: Office) -> None:
    series.change_series(office.store, office.series_id, capacity=2)
    third = commands.register(
        office.store, Role.MENTOR, values=PersonValues(family_name="Wouters")
    ).person_id
    seats.book(office.store, [third], series_id=office.series_id)
    waiting = Office(office.store, office.series_id, (third, third)).of_person()
    assert {one.status.value for one in entries(waiting)} == {"TENTATIVE"}


@pytest.mark.parametrize(
    ("day", "hours_from_utc"),
    [
        (date(2026, 3, 28), 1), (date(2026, 3, 29), 2), (date(2026, 7, 1), 2),
        (date(2026, 10, 24), 2), (date(2026, 10, 25), 1), (date(2041, 7, 1), 2),
    ],
)  # fmt: skip
def test_hours_are_belgian_on_both_sides_of_each_change_of_the_clock(
    office: Office, day: date, hours_from_utc: int
) -> None:
    content = office.of_event(planned(office.store, held_on=day, start=14 * 60, minutes=90))
    assert f"DTSTART;TZID=Europe/Brussels:{day:%Y%m%d}T140000\r\n" in content.decode()
    (one,) = entries(content)
    assert one.dtstart.value.utcoffset() == timedelta(hours=hours_from_utc)
    assert one.dtstart.value == datetime(day.year, day.month, day.day, 14, tzinfo=BELGIUM)
    assert one.dtend.value - one.dtstart.value == timedelta(minutes=90)


def test_the_file_explains_belgian_time_itself(office: Office) -> None:
    (zone,) = calendar(office.of_office()).vtimezone_list
    assert zone.tzid.value == "Europe/Brussels"
    text = office.of_office().decode()
    assert "DTSTART:19960331T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in text
    assert "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in text


def test_what_has_no_hour_lasts_the_whole_day(office: Office) -> None:
    (one,) = entries(office.of_event(planned(office.store)))
    assert (one.dtstart.value, one.dtend.value) == (DAYS[0], DAYS[0] + timedelta(days=1))
    (open_end,) = entries(office.of_event(planned(office.store, start=600)))
    assert "dtend" not in open_end.contents


@pytest.mark.parametrize("start", [90, 150])
def test_an_hour_that_no_clock_shows_makes_a_file_all_the_same(office: Office, start: int) -> None:
    """Another program may have written it."""
    event_id = planned(office.store, held_on=date(2026, 3, 29))
    with office.store.write("") as write:
        row = write.session.get_one(Event, event_id)
        row.start, row.minutes = start, 60
    (one,) = entries(office.of_event(event_id))
    assert one.summary.value == "Appointment"


@pytest.mark.parametrize("title", [HOSTILE, "é😀" * 5_000, "a,b;c" * 2_000, "\\" * 99])
def test_a_title_stays_what_was_typed_and_lines_are_folded(office: Office, title: str) -> None:
    content = office.of_event(planned(office.store, title=title, place=title))
    (one,) = entries(content)
    assert one.summary.value == title
    assert one.location.value == title
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is torn apart


@pytest.mark.parametrize("sign", ["\r\nBEGIN:VALARM", "\n", "\u2028", "\x85", "\x00", "\ud800"])
def test_no_line_comes_of_a_text(office: Office, sign: str) -> None:
    event_id = planned(office.store)
    with office.store.write("") as write:
        row = write.session.get_one(Event, event_id)
        row.title = row.place = f"One{sign.encode(errors='replace').decode()}two"
    content = office.of_event(event_id)
    (one,) = entries(content)
    assert len(one.summary.value.splitlines()) == 1
    assert b"\r\nBEGIN:VALARM" not in content


@given(st.text(max_size=300))
def test_no_text_makes_a_file_that_cannot_be_read(text: str) -> None:
    from duodesk.training.calendar_file import _calendar, _Entry  # the pure end of it
    from duodesk.training.entry import Dated, DatedKind

    about = Dated(
        key=Key(Source.EVENT, Id(int=1)), kind=DatedKind.TRAINING, day=DAYS[0], place=text,
        who=text, trainers=(text,),
    )  # fmt: skip
    now = datetime(2026, 11, 24, 9, tzinfo=BELGIUM)
    content = _calendar([_Entry(about, text, now)], None, now, title=text)
    (one,) = entries(content)
    assert one.uid.value == f"{Id(int=1)}@duodesk"
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_a_persons_file_names_nobody_else_and_tells_no_way_to_reach_anybody(
    office: Office,
) -> None:
    interview = planned(office.store, kind=EventKind.INTERVIEW, person_id=office.people[1])
    for content in (office.of_person(0), office.of_office(), office.of_event(interview)):
        said = words(content)
        for secret in ("Vandormael", "Paulette", "0470", "lieve@", "paulette@", "ATTENDEE"):
            assert secret not in said
    assert "mailto:bru@example.org" in words(office.of_person(0))


def test_short_names_stand_in_the_file_of_an_office_only_where_asked_for(office: Office) -> None:
    planned(office.store, kind=EventKind.INTERVIEW, person_id=office.people[1])
    assert "SUMMARY:Interview\r\n" in words(office.of_office())
    named = words(office.of_office(names=True))
    assert "Paulette V." in named
    assert "CLASS:PRIVATE" in named


def test_the_calendar_of_an_office_holds_all_that_is_dated(office: Office) -> None:
    made = sessions.plan_session(
        office.store, SessionValues(held_on=date(2026, 12, 20), start=840, minutes=60)
    )
    told = entries(office.of_office())
    assert f"{made.session_id}@duodesk" in {one.uid.value for one in told}
    assert len(told) == len(DAYS) + 1
    with office.store.read() as session:
        empty = calendar_file.office_file(
            session, office_id=office.store.office_id, first=date(2030, 1, 1),
            last=date(2030, 1, 31), now=office.store.clock.now(),
        )  # fmt: skip
    assert "vevent" not in calendar(empty).contents
    assert calendar(empty).method.value == "PUBLISH"


def test_a_meeting_to_be_planned_is_an_entry_of_its_own(office: Office) -> None:
    """The step of a plan; it blocks nobody's hour."""
    values: dict[str, Any] = {"kind": StepKind.CLOSING, "due_on": date(2026, 12, 21)}
    with office.store.write("As a plan leaves it") as write:
        duo = Duo(
            id=write.new_id(), number="BRU-D1", mentee_id=office.people[0],
            mentor_id=office.people[1], office_id=write.office_id, stage=DuoStage.ACTIVE,
        )  # fmt: skip
        step = DuoStep(id=write.new_id(), duo_id=duo.id, step_id=write.new_id(), **values)
        write.session.add_all([duo, step])
        wanted = f"{step.id}@duodesk"
    (told,) = [one for one in entries(office.of_office()) if one.uid.value == wanted]
    assert told.summary.value == "Closing meeting to be planned"
    assert told.transp.value == "TRANSPARENT"


def test_each_file_speaks_the_language_of_the_persons_letters(office: Office) -> None:
    french, dutch = (words(office.of_person(n)) for n in (1, 0))
    assert "Langue" in french
    assert "Taal" in dutch


def test_what_is_gone_is_said(office: Office) -> None:
    gone = planned(office.store)
    events.remove_event(office.store, gone)
    with pytest.raises(UserError, match="no longer in the calendar"):
        office.of_event(gone)
    for day in office.days():
        events.remove_event(office.store, day)
    with pytest.raises(UserError, match="has no day yet"):
        office.of_person()
