"""What speaks against a plan, rule by rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.model.training import Community
from duodesk.training.clash_rules import BETWEEN_TWO, Around, Clash, ClashKind, clashes
from duodesk.training.days_off import AwayRow, DayMark
from duodesk.training.entry import REMINDERS, Dated, DatedKind, Key, Source

DAY = date(2026, 12, 8)  # a Tuesday
BRU, LIE = UUID(int=1), UUID(int=2)
AWA, LIEVE, PAUL, KOEN, ANNICK = (UUID(int=n) for n in range(11, 16))
SERIES = UUID(int=30)
NAMES = {AWA: "Awa D.", LIEVE: "Lieve D.S.", PAUL: "Paul V.", KOEN: "Koen", ANNICK: "Annick"}
AROUND = Around(names=NAMES)


def one(n: int = 1, **values: Any) -> Dated:
    usual: dict[str, Any] = {
        "key": Key(Source.EVENT, UUID(int=100 + n)), "kind": DatedKind.WORKSHOP, "day": DAY,
        "start": 540, "minutes": 60, "title": f"Workshop {n}", "office_id": BRU,
    }  # fmt: skip
    return Dated(**usual | values)


def told(found: list[Clash]) -> list[tuple[ClashKind, str]]:
    return [(clash.kind, str(clash.text)) for clash in found]


def kinds(wanted: Dated, *others: Dated, around: Around = AROUND) -> list[ClashKind]:
    return [clash.kind for clash in clashes(wanted, others, around)]


def test_a_room_is_taken_once() -> None:
    found = clashes(one(place="Room 2"), [one(2, place="room 2 ", start=570)], AROUND)
    assert told(found) == [
        (ClashKind.ROOM, "Room 2 is taken at that time: “Workshop 2”, 09:30 – 10:30.")
    ]
    assert found[0].key == Key(Source.EVENT, UUID(int=102))


@pytest.mark.parametrize(
    "other",
    [
        {"place": "Room 3"}, {"place": ""}, {"place": "Room 2", "online": True},
        {"place": "Room 2", "start": 600}, {"place": "Room 2", "office_id": LIE},
        {"place": "Room 2", "day": DAY + timedelta(days=1)},
        {"place": "Room 2", "cancelled": True},
    ],
)  # fmt: skip
def test_a_room_is_free_otherwise(other: dict[str, Any]) -> None:
    assert kinds(one(place="Room 2"), one(2, **other)) == []


def test_people_cannot_be_at_two_places() -> None:
    found = clashes(
        one(people=(AWA, LIEVE, PAUL)), [one(2, people=(PAUL, AWA), minutes=None)], AROUND
    )
    assert told(found) == [
        (ClashKind.PARTICIPANT, "Awa D., Paul V.: also expected at “Workshop 2”, 09:00.")
    ]


def test_of_many_people_the_first_are_named() -> None:
    many = tuple(UUID(int=n) for n in range(200, 210))
    around = Around(names={person: f"P{n}" for n, person in enumerate(many)})
    (found,) = clashes(one(people=many), [one(2, people=many)], around)
    assert str(found.text).startswith("P0, P1 and 8 others: also expected at")


def test_two_entries_of_one_person_are_one_person() -> None:
    around = replace(AROUND, joined={PAUL: LIEVE})
    assert kinds(one(people=(LIEVE,)), one(2, people=(PAUL,)), around=around) == ["participant"]
    assert kinds(one(people=(LIEVE,)), one(2, people=(PAUL,))) == []


def test_where_no_hour_is_settled_the_day_counts() -> None:
    found = clashes(one(people=(AWA,), start=None), [one(2, people=(AWA,))], AROUND)
    assert told(found) == [
        (
            ClashKind.PARTICIPANT,
            "Awa D.: also expected at “Workshop 2” that day; one of the two has no hour yet.",
        )
    ]
    assert kinds(one(start=None, place="Room 2"), one(2, place="Room 2")) == []


def test_a_trainer_is_somebody_from_outside_or_a_colleague() -> None:
    found = clashes(
        one(trainers=("Marie Dupont", "Koen"), staff=(KOEN, ANNICK)),
        [one(2, trainers=("marie dupont",), staff=(KOEN, ANNICK))],
        AROUND,
    )
    assert told(found) == [
        (
            ClashKind.TRAINER,
            "Koen, Marie Dupont: needed as trainer at the same time, “Workshop 2”, 09:00 – 10:00.",
        ),
        (
            ClashKind.STAFF,
            "Annick: on duty elsewhere at the same time, “Workshop 2”, 09:00 – 10:00.",
        ),
    ]


def test_a_way_between_two_places_takes_time() -> None:
    wanted = one(place="Antwerp, Kerkstraat 1", staff=(KOEN,), people=(AWA,))
    other = one(2, place="Brussels, Rue X 2", staff=(KOEN,), people=(AWA,), start=610)
    (found,) = clashes(wanted, [other], AROUND)
    assert found.kind == ClashKind.TRAVEL
    assert str(found.text) == (
        "Awa D., Koen: only 10 min. between this and “Workshop 2” (Brussels, Rue X 2, "
        "10:10 – 11:10); 30 are reckoned for the way."
    )


@pytest.mark.parametrize(
    "other",
    [
        {"start": 630}, {"start": 450}, {"place": "Room 7, Kerkstraat 1"}, {"place": ""},
        {"online": True}, {"staff": (ANNICK,)},
    ],
)  # fmt: skip
def test_a_way_is_short_enough_otherwise(other: dict[str, Any]) -> None:
    wanted = one(place="Room 1, Kerkstraat 1", staff=(KOEN,))
    usual = {"place": "Room 1, Rue X 2", "staff": (KOEN,), "start": 610}
    assert kinds(wanted, one(2, **usual | other)) == []


def test_how_long_a_way_takes_is_a_choice() -> None:
    wanted, other = one(place="A", staff=(KOEN,)), one(2, place="B", staff=(KOEN,), start=640)
    assert kinds(wanted, other) == []
    assert kinds(wanted, other, around=replace(AROUND, travel_minutes=45)) == ["travel"]


def test_days_off() -> None:
    sunday = date(2026, 11, 1)
    around = replace(
        AROUND,
        marks={
            sunday: [
                DayMark(sunday, "All Saints' Day"),
                DayMark(sunday, "Autumn holidays", Community.FRENCH),
                DayMark(sunday, "Autumn holidays", Community.GERMAN),
            ],
            DAY: [DayMark(DAY, "Another day")],
        },
        communities={BRU: (Community.FRENCH, Community.FLEMISH)},
    )
    assert told(clashes(one(day=sunday), [], around)) == [
        (ClashKind.HOLIDAY, "01/11/2026 is a public holiday: All Saints' Day."),
        (ClashKind.SUNDAY, "01/11/2026 is a Sunday."),
        (ClashKind.SCHOOL_HOLIDAY, "School holidays (French Community): Autumn holidays."),
    ]


@pytest.mark.parametrize(
    ("language", "matters"),
    [("fr", True), ("fra", True), ("nl", False), ("en", True), (None, True)],
)
def test_school_holidays_matter_where_their_language_is_spoken(
    language: str | None, matters: bool
) -> None:
    around = Around(
        marks={DAY: [DayMark(DAY, "Holidays", Community.FRENCH)]},
        communities={BRU: (Community.FRENCH, Community.FLEMISH)},
    )
    assert kinds(one(language=language), around=around) == ["school_holiday"] * matters


def test_who_is_away() -> None:
    away = (
        AwayRow(UUID(int=50), DAY, DAY + timedelta(days=2), AWA, None, "Awa D."),
        AwayRow(UUID(int=51), DAY - timedelta(days=3), DAY, None, KOEN, "Koen"),
        AwayRow(UUID(int=52), DAY + timedelta(days=1), DAY + timedelta(days=9), LIEVE, None, "L"),
    )
    around = replace(AROUND, away=away)
    assert told(clashes(one(people=(AWA, LIEVE), staff=(KOEN,)), [], around)) == [
        (ClashKind.AWAY, "Awa D. is away up to and including 10/12/2026."),
        (ClashKind.AWAY, "Koen is away up to and including 08/12/2026."),
    ]


def test_more_people_than_seats() -> None:
    found = clashes(one(people=(AWA, LIEVE), booked=2, capacity=1), [], AROUND)
    assert told(found) == [(ClashKind.CAPACITY, "More people than seats: 2 expected, 1 seats.")]
    assert kinds(one(people=(AWA,), booked=1, capacity=1)) == []


def test_a_trainer_who_left_or_was_removed() -> None:
    wanted = one(kind=DatedKind.TRAINING, series_id=SERIES, staff=(KOEN,), trainers=("Koen",))
    around = replace(AROUND, left={KOEN: date(2026, 12, 1)})
    assert told(clashes(wanted, [], around)) == [
        (ClashKind.REMOVED_TRAINER, "Koen left the team on 01/12/2026. Name somebody else.")
    ]
    assert kinds(wanted, around=replace(AROUND, left={KOEN: DAY + timedelta(days=1)})) == []
    nobody = replace(wanted, staff=(), trainers=())
    assert told(clashes(nobody, [], AROUND)) == [
        (ClashKind.REMOVED_TRAINER, "Nobody is named who gives this training day.")
    ]


def test_a_training_day_outside_any_series() -> None:
    wanted = one(kind=DatedKind.TRAINING, trainers=("Koen",))
    assert told(clashes(wanted, [], AROUND)) == [
        (ClashKind.OUTSIDE_SERIES, "This training day belongs to no series.")
    ]


def test_a_training_day_far_from_the_rest_of_its_series() -> None:
    key = UUID(int=101)
    days = {key: DAY, UUID(int=5): DAY - timedelta(days=35), UUID(int=6): DAY - timedelta(days=30)}
    wanted = one(kind=DatedKind.TRAINING, trainers=("Koen",), series_id=SERIES)
    around = replace(AROUND, series_days={SERIES: days})
    assert told(clashes(wanted, [], around)) == [
        (
            ClashKind.OUTSIDE_SERIES,
            "08/12/2026 lies 30 days away from the other days of this series.",
        )
    ]
    assert kinds(replace(wanted, day=DAY - timedelta(days=7)), around=around) == []


@pytest.mark.parametrize("kind", sorted(REMINDERS))
def test_days_that_follow_from_a_duo_are_in_nobodys_way(kind: DatedKind) -> None:
    wanted = one(people=(AWA,))
    assert kinds(wanted, one(2, kind=kind, people=(AWA,), start=None)) == []
    assert kinds(one(2, kind=kind, people=(AWA,)), wanted) == []


def test_what_was_called_off_collides_with_nothing() -> None:
    assert kinds(one(people=(AWA,), cancelled=True), one(2, people=(AWA,))) == []


def test_a_first_meeting_does_not_collide_with_its_own_day() -> None:
    first: dict[str, Any] = {"kind": DatedKind.FIRST_MEETING, "people": (AWA, LIEVE)}
    day = replace(one(2, **first), key=Key(Source.PROPOSAL, UUID(int=70)), start=None)
    assert kinds(one(**first), day) == []
    assert kinds(one(**first), replace(day, people=(AWA, PAUL))) == ["participant"]


def test_a_plan_is_not_held_against_itself() -> None:
    stands = one(people=(AWA,), place="Room 2")
    assert kinds(replace(stands, start=570), stands) == []
    # What is not written yet is nobody else's self either.
    new = replace(stands, key=Key(Source.EVENT))
    assert kinds(new, new) == ["participant", "room"]


ENTRIES = st.builds(
    one,
    st.integers(1, 40),
    day=st.sampled_from([DAY, DAY + timedelta(days=1), date(2026, 11, 1)]),
    kind=st.sampled_from(DatedKind),
    start=st.none() | st.integers(0, 1439),
    minutes=st.none() | st.integers(1, 720),
    place=st.sampled_from(["", "Room 1", "Room 2, Rue X", "Room 3, Rue X"]),
    online=st.booleans(),
    office_id=st.sampled_from([BRU, LIE, None]),
    people=st.lists(st.sampled_from([AWA, LIEVE, PAUL]), unique=True).map(tuple),
    staff=st.lists(st.sampled_from([KOEN, ANNICK]), unique=True).map(tuple),
    trainers=st.lists(st.sampled_from(["Koen", "Marie"]), unique=True).map(tuple),
    cancelled=st.booleans(),
)


@given(ENTRIES, ENTRIES)
def test_two_are_in_each_others_way(wanted: Dated, other: Dated) -> None:
    def between(a: Dated, b: Dated) -> list[ClashKind]:
        return [clash.kind for clash in clashes(a, [b], AROUND) if clash.kind in BETWEEN_TWO]

    assert between(wanted, other) == between(other, wanted)


@given(ENTRIES, st.lists(ENTRIES, max_size=5))
def test_the_worst_comes_first_and_every_sentence_is_whole(
    wanted: Dated, others: list[Dated]
) -> None:
    found = clashes(wanted, others, AROUND)
    order = [list(ClashKind).index(clash.kind) for clash in found]
    assert order == sorted(order)
    for clash in found:
        assert str(clash.text).endswith(".")
        assert "%(" not in str(clash.text)


@given(ENTRIES, ENTRIES)
def test_on_different_days_nothing_collides(wanted: Dated, other: Dated) -> None:
    later = replace(other, day=wanted.day + timedelta(days=1))
    assert clashes(wanted, [later], AROUND) == clashes(wanted, [], AROUND)
