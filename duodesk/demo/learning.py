"""Mentors in training: one series behind them, one under way, one to come; who missed a day, who
made it up, who waits for a seat.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random

from duodesk.base.holidays import is_working_day, working_days_after
from duodesk.base.ids import Id, seed_id
from duodesk.demo import cast
from duodesk.demo.plan import SHARES, scaled
from duodesk.demo.story import Story
from duodesk.demo.welcome import Place
from duodesk.model.people import (
    Availability,
    Enrolment,
    Person,
    PersonInterest,
    PersonLanguage,
    PersonOccupation,
    PersonTopic,
    Role,
    Side,
    Status,
)
from duodesk.model.training import (
    Attendance,
    Attended,
    Event,
    EventKind,
    EventUnit,
    Seat,
    SeatState,
    Series,
    Trainer,
)

# Weeks from today to the first day of each series, and the mentors who joined it in all offices.
_SERIES = ((-9, 22), (-1, 18), (5, 14))
_SPACING = (0, 2, 7, 9)  # Tuesday, Thursday, and again
_TUESDAY = 1
_START, _MINUTES = 9 * 60, 7 * 60
_NAMES = {"fr": "Mentors %(month)s", "nl": "Mentoren %(month)s"}
_GUESTS = {"fr": "Nadia Renard (invitée)", "nl": "Bart Claes (gast)"}
Days = list[tuple[Id, date]]


@dataclass(slots=True)
class Learning:
    """Tells the series of each office; draws from its own chance, so that all else stays."""

    story: Story
    today: date
    random: Random
    scale: float
    number: Callable[[str], str]
    _drawn: int = field(default=0, init=False)

    def tell(self, places: Sequence[Place]) -> None:
        """Three series of each office, with the mentors who follow them."""
        for place in places:
            missed: list[tuple[Id, int]] = []
            for weeks, mentors in _SERIES:
                count = scaled(mentors, self.scale, SHARES[place.code])
                first = self._tuesday(weeks)
                people = [self._mentor(place, first) for _ in range(count)]
                days = self._series(place, first, people)
                missed = self._follow(days, people, missed)

    def _id(self) -> Id:
        self._drawn += 1
        return seed_id(f"demo/learning/{self.scale}/{self._drawn}")

    def _tuesday(self, weeks: int) -> date:
        day = self.today + timedelta(weeks=weeks)
        return day + timedelta(days=_TUESDAY - day.weekday())

    def _series(self, place: Place, first: date, people: Sequence[Id]) -> Days:
        """A series with its four days; one seat too few for the one to come."""
        series_id, told = self._id(), min(first - timedelta(days=35), self.today)
        coming = first > self.today
        capacity = max(1, len(people) - 1) if coming else max(8, len(people))
        self.story.tell(
            told,
            Series,
            id=series_id,
            name=_NAMES[place.language] % {"month": f"{place.code}-{first:%Y-%m}"},
            office_id=place.office_id,
            curriculum_id=seed_id("curriculum/days"),
            language=place.language,
            capacity=capacity,
            place=place.street,
        )
        days = [self._day(place, told, series_id, first, n) for n in range(len(_SPACING))]
        for n, person_id in enumerate(people):
            self.story.tell(
                min(first - timedelta(days=20 - n % 7), self.today),
                Seat,
                id=self._id(),
                person_id=person_id,
                series_id=series_id,
                state=SeatState.BOOKED if n < capacity else SeatState.WAITING,
                since=min(first - timedelta(days=20 - n % 7), self.today),
            )
        return days

    def _day(self, place: Place, told: date, series_id: Id, first: date, n: int) -> tuple[Id, date]:
        day = first + timedelta(days=_SPACING[n])
        if not is_working_day(day):
            day = working_days_after(day, 1)
        event_id = self._id()
        self.story.tell(
            told,
            Event,
            id=event_id,
            office_id=place.office_id,
            kind=EventKind.TRAINING,
            held_on=day,
            start=_START,
            minutes=_MINUTES,
            place=place.street,
            language=place.language,
            series_id=series_id,
            led_by=place.colleagues[n % 2],
        )
        self.story.tell(
            told, EventUnit, id=self._id(), event_id=event_id, unit_id=seed_id(f"unit/days/{n + 1}")
        )
        guest = n == 1
        self.story.tell(
            told,
            Trainer,
            id=self._id(),
            event_id=event_id,
            author_id=None if guest else place.colleagues[n % 2],
            name=_GUESTS[place.language] if guest else None,
        )
        return event_id, day

    def _follow(
        self, days: Days, people: Sequence[Id], missed: Sequence[tuple[Id, int]]
    ) -> list[tuple[Id, int]]:
        """Who came on each day that is over; who missed one of an earlier series makes it up."""
        found: list[tuple[Id, int]] = []
        for n, (event_id, day) in enumerate(days):
            if day >= self.today:
                continue
            for place, person_id in enumerate(people):
                came = Attended.PRESENT
                if (place + n) % 7 == 5:
                    came = Attended.EXCUSED if place % 2 else Attended.ABSENT
                    found.append((person_id, n))
                self._note(event_id, n, person_id, came, day)
            for person_id in [one for one, unit in missed if unit == n][:-1]:
                self._note(event_id, n, person_id, Attended.PRESENT, day)
                self.story.tell(
                    day - timedelta(days=7),
                    Seat,
                    id=self._id(),
                    person_id=person_id,
                    event_id=event_id,
                    state=SeatState.BOOKED,
                    since=day - timedelta(days=7),
                )
        return found

    def _note(self, event_id: Id, n: int, person_id: Id, came: Attended, day: date) -> None:
        self.story.tell(
            day,
            Attendance,
            id=self._id(),
            event_id=event_id,
            person_id=person_id,
            unit_id=seed_id(f"unit/days/{n + 1}"),
            presence=came,
        )

    def _mentor(self, place: Place, first: date) -> Id:
        """Somebody over fifty who was accepted some weeks before the series."""
        registered = min(first - timedelta(days=self.random.randint(30, 60)), self.today)
        member, person_id = cast.mentor(self.random, place.code, registered), self._id()
        name, at, host = str(member.person["email"]).partition("@")
        member.person["email"] = f"{name}.m{self._drawn}{at}{host}"
        colleague = place.colleagues[self._drawn % 2]
        self.story.tell(
            registered,
            Person,
            id=person_id,
            number=self.number(place.code),
            office_id=place.office_id,
            coordinator_id=colleague,
            **member.person,
        )
        self.story.tell(
            registered,
            Enrolment,
            id=self._id(),
            person_id=person_id,
            office_id=place.office_id,
            role=Role.MENTOR,
            status=Status.ACCEPTED,
            accepted_on=min(registered + timedelta(days=9), self.today),
            **member.enrolment,
        )
        self._facts(member, person_id, registered)
        return person_id

    def _facts(self, member: cast.Member, person_id: Id, day: date) -> None:
        tell = partial(self.story.tell, day)
        for language, level in member.languages.items():
            tell(PersonLanguage, id=self._id(), person_id=person_id, language=language, level=level)
        for occupation in member.occupations:
            tell(PersonOccupation, id=self._id(), person_id=person_id, **occupation)
        for interest in member.interests:
            tell(PersonInterest, id=self._id(), person_id=person_id, interest=interest)
        for topic in member.topics:
            tell(PersonTopic, id=self._id(), person_id=person_id, topic=topic, side=Side.STRENGTH)
        for weekday, start, end in member.windows:
            tell(
                Availability,
                id=self._id(),
                person_id=person_id,
                weekday=weekday,
                start=start,
                end=end,
            )
