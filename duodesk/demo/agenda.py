"""What else stands in the calendars of the demonstration: mentors' meetings, workshops,
appointments of duos, who is away, and one room that is promised twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from duodesk.base.holidays import working_days_after
from duodesk.base.ids import Id, seed_id
from duodesk.demo.cast import Values
from duodesk.demo.story import Story
from duodesk.demo.welcome import Place
from duodesk.model.base import Record
from duodesk.model.pairing import Duo, Proposal
from duodesk.model.training import (
    Attendance,
    Attended,
    Away,
    Event,
    EventKind,
    Seat,
    SeatState,
)

_MEETINGS = (-14, -6, 2, 10)  # weeks from today
_WORKSHOPS = (-10, -5, 1, 6)
_MID_TERM, _CLOSING = 13, 25  # weeks from the start of a duo
_AHEAD, _BACK = timedelta(weeks=5), timedelta(weeks=8)
_TITLES = {
    "fr": ("Le CV et la lettre", "L'entretien d'embauche"),
    "nl": ("Cv en brief", "Het sollicitatiegesprek"),
}


@dataclass(slots=True)
class Agenda:
    """Tells what is dated besides training and information sessions; draws from its own chance."""

    story: Story
    today: date
    random: Random
    scale: float
    _drawn: int = field(default=0, init=False)

    def tell(self, places: Sequence[Place]) -> None:
        """The calendars of all offices."""
        for place in places:
            duos = [one for one in self._rows(Duo) if one["office_id"] == place.office_id]
            self._gatherings(place, duos)
            for duo in duos:
                self._appointments(place, duo)
            self._first_meetings(place)
            self._away(place)

    def _id(self) -> Id:
        self._drawn += 1
        return seed_id(f"demo/agenda/{self.scale}/{self._drawn}")

    def _rows(self, table: type[Record]) -> Iterator[Values]:
        for day in sorted(self.story.rows):
            yield from (values for kind, values in self.story.rows[day] if kind is table)

    def _event(self, place: Place, day: date, start: int, minutes: int, **values: object) -> Id:
        event_id = self._id()
        self.story.tell(
            min(day - timedelta(days=10), self.today),
            Event,
            id=event_id,
            office_id=place.office_id,
            held_on=day,
            start=start,
            minutes=minutes,
            **{"place": place.street, "led_by": self.random.choice(place.colleagues)} | values,
        )
        return event_id

    def _gatherings(self, place: Place, duos: Sequence[Values]) -> None:
        """Mentors meet every two months; workshops are open to mentees."""
        mentors = [one["mentor_id"] for one in duos if one["stage"] == "active"]
        for weeks in _MEETINGS:
            day = self._day(weeks, weekday=2)
            event_id = self._event(
                place, day, 17 * 60 + 30, 120, kind=EventKind.MENTORS_MEETING, capacity=20
            )
            for person_id in mentors:
                if self.random.random() < 0.55:
                    self._seat(event_id, person_id, day, came=self.random.random() < 0.85)
        for n, weeks in enumerate(_WORKSHOPS):
            self._event(
                place, self._day(weeks, weekday=3), 13 * 60 + 30, 150, kind=EventKind.WORKSHOP,
                title=_TITLES[place.language][n % 2], capacity=12,
            )  # fmt: skip
        # One room promised twice: the calendar warns of it.
        self._event(
            place, self._day(1, weekday=3), 15 * 60, 60, kind=EventKind.OTHER,
            title={"fr": "Réunion d'équipe", "nl": "Teamvergadering"}[place.language],
        )  # fmt: skip

    def _day(self, weeks: int, weekday: int) -> date:
        day = self.today + timedelta(weeks=weeks)
        day += timedelta(days=weekday - day.weekday())
        return working_days_after(day - timedelta(days=1), 1)

    def _seat(self, event_id: Id, person_id: object, day: date, *, came: bool) -> None:
        asked = min(day - timedelta(days=9), self.today)
        self.story.tell(
            asked, Seat, id=self._id(), person_id=person_id, event_id=event_id,
            state=SeatState.BOOKED, since=asked,
        )  # fmt: skip
        if day < self.today:
            self.story.tell(
                day, Attendance, id=self._id(), event_id=event_id, person_id=person_id,
                presence=Attended.PRESENT if came else Attended.EXCUSED,
            )  # fmt: skip

    def _appointments(self, place: Place, duo: Values) -> None:
        """The signing, the meeting halfway and the last one, where they are near today."""
        start, about = duo.get("start_date"), {"duo_id": duo["id"]}
        if duo["stage"] == "to_sign":
            day = working_days_after(self.today, 2)
            self._event(place, day, 14 * 60, 60, kind=EventKind.SIGNING, **about)
        if duo["stage"] != "active" or not isinstance(start, date):
            return
        for kind, weeks in ((EventKind.MID_TERM, _MID_TERM), (EventKind.CLOSING, _CLOSING)):
            day = working_days_after(start + timedelta(weeks=weeks), 1)
            if self.today - _BACK <= day <= self.today + _AHEAD:
                hour = self.random.choice((10, 11, 14, 15, 16)) * 60
                self._event(place, day, hour, 60, kind=kind, led_by=duo["coordinator_id"], **about)

    def _first_meetings(self, place: Place) -> None:
        for proposal in list(self._rows(Proposal)):
            day = proposal["meeting_on"]
            mine = proposal["office_id"] == place.office_id
            if mine and proposal["stage"] == "first_meeting" and isinstance(day, date):
                self._event(
                    place, day, 11 * 60, 60, kind=EventKind.FIRST_MEETING,
                    proposal_id=proposal["id"], led_by=proposal["proposed_by"],
                )  # fmt: skip

    def _away(self, place: Place) -> None:
        first = self._day(2, weekday=0)
        self.story.tell(
            self.today, Away, id=self._id(), author_id=place.colleagues[1], first_day=first,
            last_day=first + timedelta(days=4),
        )  # fmt: skip
