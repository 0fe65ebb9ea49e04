"""Information sessions of the last months and the next weeks: who came, who was missed, who is
still to be called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from duodesk.base.holidays import working_days_after
from duodesk.base.ids import Id, seed_id
from duodesk.demo import cast
from duodesk.demo.cast import Values
from duodesk.demo.plan import SHARES, scaled
from duodesk.demo.story import Story
from duodesk.model.people import Enrolment, Person, PersonLanguage, Role, Status
from duodesk.model.recruitment import Channel, Contact, InfoSession, Invited, Presence
from duodesk.people.contacts import About

# Days from today, early ones first; the others are coming.
_PAST, _COMING = (-76, -62, -48, -34, -20, -6), (8, 22)
_THURSDAY = 3
_NEW = 30  # people who registered lately, in all offices
# What became of those who registered lately: how many of each nine, in this order.
_FATES = (
    "fresh", "expected", "tried", "missed", "fresh", "expected", "expected", "excused", "missed",
)  # fmt: skip
# Days since those were registered whom nobody called yet.
_LATELY = (0, 1, 4, 6)
_SAID = {
    "fr": ("Vient volontiers, préfère le soir.", "Rappeler après 17 h.", "Cherche un emploi.",
           "A reçu notre adresse d'une amie."),
    "nl": ("Komt graag, liefst 's avonds.", "Terugbellen na 17 uur.", "Zoekt voltijds werk.",
           "Kreeg ons adres van een vriendin."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """What is the same for all sessions of an office."""

    office_id: Id
    code: str
    street: str
    colleagues: tuple[Id, ...]

    @property
    def language(self) -> str:
        """The language in which the office speaks to most people."""
        return "nl" if self.code == "ANT" else "fr"


@dataclass(slots=True)
class Welcome:
    """Tells the sessions of each office; draws from its own chance, so that all else stays."""

    story: Story
    today: date
    random: Random
    scale: float
    number: Callable[[str], str]
    _drawn: int = field(default=0, init=False)

    def tell(self, places: Iterable[Place], enrolments: Iterable[Values]) -> None:
        """All sessions with those who came to them, and the people who registered lately."""
        known = list(enrolments)
        for place in places:
            here = [one for one in known if one["office_id"] == place.office_id]
            past = [self._session(place, days) for days in _PAST]
            coming = [self._session(place, days) for days in _COMING]
            self._session(place, _PAST[3] + 2, role=Role.MENTOR)
            self._session(place, _COMING[1] + 2, role=Role.MENTOR)
            self._came(place, past, here)
            for n in range(scaled(_NEW, self.scale, SHARES[place.code])):
                self._candidate(place, _FATES[n % len(_FATES)], n, past[-1], coming[n % 2])

    def _id(self) -> Id:
        self._drawn += 1
        return seed_id(f"demo/welcome/{self.scale}/{self._drawn}")

    def _session(self, place: Place, days: int, role: Role = Role.MENTEE) -> tuple[Id, date]:
        """A session on the Thursday of that week, in the afternoon or in the evening."""
        day = self.today + timedelta(days=days)
        day += timedelta(days=_THURSDAY - day.weekday())
        session_id = self._id()
        self.story.tell(
            min(day, self.today) - timedelta(days=14),
            InfoSession,
            id=session_id,
            office_id=place.office_id,
            held_on=day,
            role=role,
            start=self.random.choice((14 * 60, 18 * 60)),
            minutes=90,
            place=place.street,
            online=False,
            language=place.language,
            capacity=12,
            led_by=self.random.choice(place.colleagues),
        )
        return session_id, day

    def _came(self, place: Place, past: list[tuple[Id, date]], here: list[Values]) -> None:
        """Mentees had a first call; those who went further came to the session after it."""
        for one in here:
            registered = one["registered_on"]
            if one["role"] != Role.MENTEE or not isinstance(registered, date):
                continue
            later = [s for s in past if timedelta() < s[1] - registered <= timedelta(days=20)]
            waits, person_id = one["status"] == Status.REGISTERED, one["person_id"]
            if (self.today - registered).days > _LATELY[-1] and (waits or later):
                self._call(place, person_id, working_days_after(registered, 1), reached=True)
            if later and not waits:
                self._invite(later[0], person_id, Presence.ATTENDED)

    def _candidate(
        self, place: Place, fate: str, n: int, last: tuple[Id, date], coming: tuple[Id, date]
    ) -> None:
        """Somebody new: just registered, tried in vain, expected, missed or excused."""
        invited = {
            "expected": (coming, Presence.INVITED),
            "missed": (last, Presence.ABSENT),
            "excused": (last, Presence.EXCUSED),
        }.get(fate)
        days = {"fresh": _LATELY[n // 4 % len(_LATELY)], "tried": 3}.get(fate, 12 + 2 * n)
        registered = self.today - timedelta(days=days)
        status = Status.INVITED if invited else Status.REGISTERED
        person_id = self._person(place, registered, status)
        called = working_days_after(registered, 1)
        if fate == "tried":
            self._call(place, person_id, min(called, self.today), reached=False)
        elif invited is not None:
            self._call(place, person_id, called, reached=True)
            self._invite(invited[0], person_id, invited[1])

    def _person(self, place: Place, registered: date, status: Status) -> Id:
        member, person_id = cast.mentee(self.random, place.code, registered), self._id()
        name, at, host = str(member.person["email"]).partition("@")
        member.person["email"] = f"{name}.{self._drawn}{at}{host}"
        tell = self.story.tell
        tell(
            registered,
            Person,
            id=person_id,
            number=self.number(place.code),
            office_id=place.office_id,
            coordinator_id=place.colleagues[self._drawn % 2],
            **member.person,
        )
        tell(
            registered,
            Enrolment,
            id=self._id(),
            person_id=person_id,
            office_id=place.office_id,
            role=Role.MENTEE,
            status=status,
            **member.enrolment,
        )
        for language, level in member.languages.items():
            tell(
                registered, PersonLanguage, id=self._id(), person_id=person_id, language=language,
                level=level,
            )  # fmt: skip
        return person_id

    def _call(self, place: Place, person_id: object, day: date, *, reached: bool) -> None:
        hour = time(self.random.randint(8, 15), self.random.choice((5, 20, 40)))
        said = self.random.choice(_SAID[place.language])
        self.story.tell(
            day,
            Contact,
            id=self._id(),
            happened_at=datetime.combine(day, hour, UTC),
            channel=Channel.PHONE,
            reached=reached,
            person_id=person_id,
            about=str(About.FIRST_CALL),
            text=said if reached else None,
            author_id=self.random.choice(place.colleagues),
        )

    def _invite(self, session: tuple[Id, date], person_id: object, presence: Presence) -> None:
        session_id, day = session
        invited_on = min(day - timedelta(days=7), self.today - timedelta(days=1))
        self.story.tell(
            invited_on,
            Invited,
            id=self._id(),
            session_id=session_id,
            person_id=person_id,
            presence=presence,
            invited_on=invited_on,
        )
