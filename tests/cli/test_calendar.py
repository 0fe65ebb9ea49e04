"""`calendar`, `series`, `training-attendance` and `training-paper`, without a window."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from pathlib import Path
from random import Random

import pytest

from duodesk.base.clock import SystemClock
from duodesk.model.people import Role
from duodesk.people import commands
from duodesk.people.values import PersonValues
from duodesk.store import access
from duodesk.store.access import Means
from duodesk.store.keys import Cost
from duodesk.store.profile import Profile
from duodesk.training import seats, series
from duodesk.training.curricula import FOUR_DAYS
from duodesk.training.series import DayValues, SeriesValues
from tests.cli.conftest import SPOKEN, Command

DAYS = (date(2026, 3, 10), date(2026, 3, 12), date(2026, 3, 17), date(2026, 3, 19))
NAME = "Mentors Brussels, March"


@pytest.fixture
def trained(duodesk: Command, tmp_path: Path) -> Path:
    """A desk with a series of four days that are past, and two mentors who have a seat in it."""
    folder = tmp_path / "own"
    assert duodesk("new", "--office", "BRU", "--author", "Annick", profile=folder).code == 0
    desk = access.unlock(Profile(folder), SPOKEN, Means(SystemClock(), Random(1), Cost.cheapest()))
    made = series.plan_series(
        desk.store,
        SeriesValues(name=NAME, curriculum_id=FOUR_DAYS.id, capacity=8),
        [
            DayValues(held_on=day, start=540, minutes=420, unit_ids=(FOUR_DAYS.unit_id(n),))
            for n, day in enumerate(DAYS, start=1)
        ],
    ).id
    people = [
        commands.register(desk.store, Role.MENTOR, values=values).person_id
        for values in (
            PersonValues(given_name="Lieve", family_name="De Smet", email="lieve@example.org"),
            PersonValues(given_name="Paul", family_name="Van den Berg"),
        )
    ]
    seats.book(desk.store, people, series_id=made)
    desk.close()
    return folder


def test_the_calendar_of_an_office_is_one_file(
    duodesk: Command, trained: Path, tmp_path: Path
) -> None:
    out = tmp_path / "office.ics"
    asked = ("calendar", out, "--from", "2026-03-01", "--to", "2026-03-31")
    assert duodesk(*asked, profile=trained).out == "Written: office.ics\n"
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert duodesk(*asked, "--json", profile=trained).json["entries"] == 4
    told = duodesk(*asked, "--office", "ANT", "--json", profile=trained).json
    assert told["entries"] == 0
    assert duodesk("calendar", out, profile=trained).code == 0


def test_days_turned_round_and_unknown_offices_are_said(
    duodesk: Command, trained: Path, tmp_path: Path
) -> None:
    out = tmp_path / "office.ics"
    for arguments, said in (
        (("--from", "2026-04-01", "--to", "2026-03-01"), "Turn the two days round"),
        (("--office", "XYZ"), "There is no office “XYZ”"),
    ):
        told = duodesk("calendar", out, *arguments, profile=trained)
        assert (told.code, told.out) == (3, "")
        assert said in told.err
    assert not out.exists()


def test_series_are_listed_with_who_completed_the_training(duodesk: Command, trained: Path) -> None:
    (line,) = duodesk("series", profile=trained).out.splitlines()
    assert line == (f"{NAME} · 10/03/2026 – 19/03/2026 · 2 seats taken · 0 completed the training")
    for day in DAYS[:3]:
        assert duodesk("training-attendance", NAME, day, profile=trained).code == 0
    last = duodesk("training-attendance", NAME, DAYS[3], "BRU-10001", profile=trained)
    assert last.out.splitlines()[1:] == [
        "BRU-10001 · De Smet, Lieve · 4 of 4 · complete since 19/03/2026",
        "BRU-10002 · Van den Berg, Paul · 3 of 4",
    ]
    (told,) = duodesk("series", "--json", profile=trained).json["series"]
    assert (told["name"], told["booked"], told["complete"]) == (NAME, 2, 1)
    people = duodesk("series", "mentors", "--json", profile=trained).json["people"]
    assert [one["complete"] for one in people] == ["2026-03-19", None]


def test_attendance_that_cannot_be_noted_is_said(duodesk: Command, trained: Path) -> None:
    for arguments, said in (
        (("Nobody", DAYS[0]), "No single series is called “Nobody”"),
        ((NAME, "2026-03-11"), "has no day on 11/03/2026. Its days are: 10/03/2026, "),
        ((NAME, DAYS[0], "BRU-99999"), "Nobody has the number BRU-99999"),
    ):
        told = duodesk("training-attendance", *arguments, profile=trained)
        assert (told.code, told.out) == (3, "")
        assert said in told.err
    excused = duodesk("training-attendance", NAME, DAYS[0], "--excused", profile=trained)
    assert "0 of 4" in excused.out


def test_a_mentor_is_invited_by_letter_calendar_file_or_mail(
    duodesk: Command, trained: Path, tmp_path: Path
) -> None:
    for name, begins in (
        ("days.pdf", b"%PDF"), ("days.ics", b"BEGIN:VCALENDAR"), ("days.eml", b"Subject: "),
    ):  # fmt: skip
        out = tmp_path / name
        told = duodesk("training-paper", "BRU-10001", out, "--series", NAME, profile=trained)
        assert told.out == f"Written: {name}\n"
        assert out.read_bytes().startswith(begins)
    mail = message_from_bytes((tmp_path / "days.eml").read_bytes())
    assert mail["To"] == "lieve@example.org"
    assert mail["X-Unsent"] == "1"


def test_the_certificate_is_made_once_all_is_followed(
    duodesk: Command, trained: Path, tmp_path: Path
) -> None:
    out = tmp_path / "certificate.pdf"
    told = duodesk("training-paper", "BRU-10001", out, profile=trained)
    assert (told.code, out.exists()) == (3, False)
    assert "Lieve De Smet has followed 0 of 4 parts of the training. Missing: " in told.err
    for day in DAYS:
        duodesk("training-attendance", NAME, day, profile=trained)
    assert duodesk("training-paper", "BRU-10001", out, profile=trained).code == 0
    assert out.read_bytes().startswith(b"%PDF")
    odd = duodesk("training-paper", "BRU-10001", tmp_path / "x.docx", profile=trained)
    assert "cannot be made" in odd.err


def test_a_desk_without_series_says_so(duodesk: Command, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    assert duodesk("new", "--office", "LIE", "--author", "Marie", profile=folder).code == 0
    assert duodesk("series", profile=folder).out == "No training series yet.\n"
    assert duodesk("series", "--json", profile=folder).json == {"series": []}
