"""Sheets of the calendar: month, series, list to sign, attendance; on as many pages as it takes."""

from __future__ import annotations

from datetime import date

import pytest

from duodesk.base.i18n import speaking
from duodesk.documents import attendance_sheet, month_sheet, training_sheets
from duodesk.documents.attendance_sheet import AttendanceSheet
from duodesk.model.training import Attended, EventKind
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from duodesk.training import attendance, events, seats, series
from duodesk.training.curricula import FOUR_DAYS
from duodesk.training.days_off import DayMark
from duodesk.training.events import EventValues
from duodesk.training.series import DayValues, SeriesValues
from duodesk.training.words import Community
from tests.documents.training import LIEVE, TODAY, Training, approved, pages, training

MANY = [PersonValues(family_name=f"Name{n:02}") for n in range(30)]
ODD = [
    PersonValues(given_name="سارة", family_name="الأحمد"),
    PersonValues(given_name="ሰላም", family_name="ተስፋዬ"),
    PersonValues(given_name="<b>Ami</b>&{{goal}}", family_name="Van den Berg-" * 12),
]


def month(store: Store, day: date = date(2026, 11, 24)) -> list[str]:
    with store.read() as session:
        sheet = month_sheet.collect(session, office_id=store.office_id, day=day, today=TODAY)
    return pages(month_sheet.draw(sheet))


def of_series(one: Training) -> list[str]:
    with one.store.read() as session:
        sheet = training_sheets.collect_series(session, one.series_id, today=TODAY)
    assert sheet is not None
    return pages(training_sheets.draw_series(sheet))


def of_day(one: Training, n: int = 0) -> training_sheets.SignInSheet:
    with one.store.read() as session:
        sheet = training_sheets.collect_day(session, one.days[n].event_id)
    assert sheet is not None
    return sheet


def of_attendance(one: Training, *, blank: bool = False) -> AttendanceSheet:
    with one.store.read() as session:
        sheet = attendance_sheet.collect(session, one.series_id, today=TODAY, blank=blank)
    assert sheet is not None
    return sheet


def test_the_month_says_what_was_approved(store: Store) -> None:
    training(store)
    events.plan_event(
        store, EventValues(kind=EventKind.OTHER, held_on=date(2026, 11, 20), title="<b>&")
    )
    (said,) = month(store)
    assert said == approved("month_sheet-en", said)
    assert "Armistice" in said
    assert "<b>&" in said


def test_a_month_shows_days_off_and_whose_schools_are_closed(store: Store) -> None:
    with store.read() as session:
        sheet = month_sheet.collect(
            session, office_id=store.office_id, day=date(2026, 12, 1), today=TODAY, communities=()
        )
    assert {mark.community for mark in sheet.marks} == {None}
    closed = DayMark(date(2026, 12, 24), "Winter", Community.GERMAN)
    told = pages(month_sheet.draw(month_sheet.MonthSheet(
        sheet.office, "nl", sheet.month, TODAY, {}, (*sheet.marks, closed)
    )))  # fmt: skip
    assert len(told) == 1
    assert "24   DE" in told[0].replace("\xa0", " ") or "24 DE" in told[0]
    assert month_sheet.file_name(sheet).endswith(" 2026-12.pdf")


def test_a_month_without_anything_is_a_month_to_write_in(store: Store) -> None:
    (said,) = month(store, date(2027, 2, 1))
    assert "February 2027" in said
    assert "Monday" in said


def test_a_very_full_day_counts_what_it_cannot_show(store: Store) -> None:
    for n in range(14):
        title = f"Appointment {n:02}"
        events.plan_event(
            store,
            EventValues(kind=EventKind.OTHER, held_on=TODAY, start=480 + n, title=title),
        )
    said = " ".join("".join(month(store)).split())
    assert "Appointment 09" in said
    assert "Appointment 10" not in said
    assert "4 more" in said


def test_months_full_every_day_go_on_on_more_pages(store: Store) -> None:
    for day in (2, 9, 16, 23, 30):
        for n in range(10):
            events.plan_event(
                store,
                EventValues(kind=EventKind.OTHER, held_on=date(2026, 11, day), start=480 + n,
                            title=f"d{day}n{n} " + "word " * 20),
            )  # fmt: skip
    told = month(store)
    assert len(told) > 1
    assert "d30n9" in "".join(told)
    assert all("Monday" in page for page in told)


def test_what_is_called_off_says_so(store: Store) -> None:
    made = events.plan_event(
        store, EventValues(kind=EventKind.OTHER, held_on=TODAY, title="A visit")
    ).id
    events.cancel_event(store, made)
    assert "called off: A visit" in "".join(month(store)).replace("\n", " ")


def test_the_sheet_of_a_series_says_what_was_approved(store: Store) -> None:
    one = training(store, [LIEVE, PersonValues(given_name="Paul", family_name="Wouters")])
    one.present(one.people[0])
    (said,) = of_series(one)
    assert said == approved("series_sheet-en", said)
    assert "complete since 12/11/2026" in said


def test_thirty_participants_and_a_waiting_list_stand_on_two_pages(store: Store) -> None:
    one = training(store, MANY)
    series.change_series(store, one.series_id, capacity=30)
    waits = training(store, [], name="Other")
    assert "Nobody has a seat yet." in of_series(waits)[0]
    told = of_series(one)
    assert len(told) == 2
    assert all(f"Name{n:02}" in "".join(told) for n in range(30))
    assert "30 of 30 seats taken" in told[0]


def test_a_series_whose_days_are_gone_and_one_called_off_can_be_printed(store: Store) -> None:
    one = training(store, [])
    series.cancel_series(store, one.series_id)
    assert "called off on 24/11/2026" in of_series(one)[0]
    for day in one.days:
        events.remove_event(store, day.event_id)
    assert "No day is planned yet." in of_series(one)[0]
    assert "No day is planned yet." in pages(attendance_sheet.draw(of_attendance(one)))[0]
    with store.read() as session:
        gone = store.new_id()
        assert training_sheets.collect_series(session, gone, today=TODAY) is None
        assert training_sheets.collect_day(session, gone) is None
        assert attendance_sheet.collect(session, gone, today=TODAY) is None


def test_the_list_to_sign_says_what_was_approved_in_the_language_of_the_day(store: Store) -> None:
    sheet = of_day(training(store, [LIEVE]))
    (said,) = pages(training_sheets.draw_day(sheet))
    assert said == approved("training_sign_in-fr", said)
    assert (sheet.language, sheet.parts, sheet.names) == ("fr", 2, ("De Smet, Lieve",))
    assert training_sheets.day_file(sheet).endswith(" 2026-11-03.pdf")


def test_a_half_day_is_signed_once_and_names_go_on_with_the_head_on_each_page(
    store: Store,
) -> None:
    one = training(store, MANY)
    events.change_event(store, one.days[0].event_id, unit_ids=(), minutes=180, language="en")
    sheet = of_day(one)
    assert sheet.parts == 1
    told = pages(training_sheets.draw_day(sheet))
    assert len(told) == 2
    assert all("Signature" in page for page in told)
    assert [name for page in told for name in sheet.names if name in page] == list(sheet.names)


def test_a_meeting_of_mentors_has_its_list_to_sign_too(store: Store) -> None:
    one = training(store)
    made = events.plan_event(
        store, EventValues(kind=EventKind.MENTORS_MEETING, held_on=TODAY, start=840, minutes=120)
    ).id
    seats.book(store, one.people, event_id=made)
    with store.read() as session, speaking("en"):
        sheet = training_sheets.collect_day(session, made)
    assert sheet is not None
    assert (sheet.language, sheet.parts, sheet.names) == ("fr", 1, ("De Smet, Lieve",))
    assert sheet.title == sheet.kind


def test_who_gave_the_seat_of_a_day_back_is_not_expected_there(store: Store) -> None:
    one = training(store, [LIEVE, PersonValues(family_name="Wouters")])
    seats.give_back(store, [one.people[0]], series_id=one.series_id)
    assert of_day(one).names == ("Wouters",)


def noted(store: Store) -> Training:
    """A series with one sign of each kind, and a unit that was followed in another series."""
    one = training(store, [LIEVE, PersonValues(given_name="Paul", family_name="Wouters")])
    lieve, paul = one.people
    one.present(paul)
    for day, presence in enumerate((Attended.PRESENT, Attended.EXCUSED, Attended.MADE_UP)):
        attendance.mark(store, one.days[day].event_id, [lieve], presence)
    attendance.mark(store, one.days[3].event_id, [lieve], Attended.ABSENT)
    other = series.plan_series(
        store,
        SeriesValues(name="Other", curriculum_id=FOUR_DAYS.id),
        [DayValues(held_on=date(2026, 11, 20), unit_ids=(FOUR_DAYS.unit_id(4),))],
    ).id
    with store.read() as session:
        found = series.series(session, other)
    assert found is not None
    attendance.mark(store, found.days[0].event_id, [lieve], Attended.PRESENT)
    return one


def test_attendance_says_what_was_approved_with_what_was_followed_elsewhere(store: Store) -> None:
    (said,) = pages(attendance_sheet.draw(of_attendance(noted(store))))
    assert said == approved("attendance_sheet-en", said)
    assert "✗ + 20/11/2026 Brussels" in said.replace("\n", " ")


def test_attendance_for_the_pen_has_names_and_nothing_that_was_noted(store: Store) -> None:
    one = noted(store)
    (said,) = pages(attendance_sheet.draw(of_attendance(one, blank=True)))
    assert said.count("✓") == 1  # what the sign means
    assert "Wouters, Paul" in said
    assert " of 4" not in said


@pytest.mark.parametrize("blank", [True, False])
def test_thirty_participants_stand_on_two_pages_and_many_days_beside_each_other(
    store: Store, blank: bool
) -> None:
    one = training(store, MANY)
    told = pages(attendance_sheet.draw(of_attendance(one, blank=blank)))
    assert len(told) == 2
    assert all("Challenges faced" in page.replace("\n", " ") for page in told)
    long = training(store, MANY[:3], days=[date(2026, 1, n) for n in range(1, 13)])
    told = pages(attendance_sheet.draw(of_attendance(long, blank=blank)))
    assert len(told) == 2
    assert all("Name02" in page for page in told)


def test_odd_names_are_whole_on_every_sheet(store: Store) -> None:
    one = training(store, ODD, name="<b>S</b>&{{x}} " + "word " * 30)
    with speaking("nl"):
        sheets = [
            of_series(one),
            pages(training_sheets.draw_day(of_day(one))),
            pages(attendance_sheet.draw(of_attendance(one))),
        ]
    for told in sheets:
        said = "".join(told).replace("\n", "").replace(" ", "")
        assert said.count("VandenBerg-") == 12
        assert "<b>Ami</b>&{{goal}}" in said
        assert "<b>S</b>&{{x}}" in said
        assert "ተስፋዬ" in said
