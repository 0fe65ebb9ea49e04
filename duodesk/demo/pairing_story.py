"""Pairs on their way in every office: suggested, asked, about to meet, thinking it over, about to
sign; some lapsed, some overruled, some that came to nothing. And what mentors were told, and what
people said they have or wish.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from duodesk.base.holidays import working_days_after
from duodesk.base.ids import Id, seed_id
from duodesk.demo import cast
from duodesk.demo.cast import Values
from duodesk.demo.facts import facts_by_person, profile_of, rows_of
from duodesk.demo.story import Story
from duodesk.demo.welcome import Place
from duodesk.model.base import Record
from duodesk.model.pairing import Answer, Duo, DuoStage, Proposal, Stage
from duodesk.model.people import Enrolment, Person, PersonTrait, Role, Stance, Status
from duodesk.model.training import Event, EventKind
from duodesk.pairing.kept import kept_text
from duodesk.pairing.score import Round, score

_YES, _NO = Answer.YES, Answer.NO
_CAFES = {"BRU": "Café Belga", "ANT": "Café De Muze", "LIE": "Café Lequet"}
_WORDS = {
    "fr": ("Même métier, même patience.", "À l'aise ensemble dès l'entretien.",
           "La formation se termine mardi.", "Pas de temps avant l'été."),
    "nl": ("Zelfde vak, zelfde geduld.", "Voelden zich meteen op hun gemak.",
           "De opleiding eindigt dinsdag.", "Geen tijd voor de zomer."),
}  # fmt: skip
# What they have or wish, and how rarely it is said.
_SAID = (
    (Stance.HAS, "car", 0.12), (Stance.HAS, "dog", 0.08), (Stance.HAS, "smoker", 0.08),
    (Stance.HAS, "online", 0.15), (Stance.WISHES, "online", 0.08),
    (Stance.WISHES, "step_free", 0.03), (Stance.REFUSES, "smoker", 0.03),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far a pair has come: days since it stands there, days from today to its meeting."""

    stage: Stage
    days: int
    meets: int | None = None
    hour: int = 11
    mentee: Answer | None = None
    mentor: Answer | None = None
    trained: bool = True
    code: str = ""
    signed: bool = False


# In an order in which a small demonstration has something of each.
_COURSES = (
    Course(stage=Stage.PROPOSED, days=2),
    Course(stage=Stage.DECISION, days=4, meets=-4, mentee=_YES),
    Course(stage=Stage.FIRST_MEETING, days=3, meets=2),
    Course(stage=Stage.SUGGESTED, days=1),
    Course(stage=Stage.PROPOSED, days=9),
    Course(stage=Stage.PROPOSED, days=4, trained=False),
    Course(stage=Stage.REFUSED, days=6, meets=-8, mentee=_YES, mentor=_NO),
    Course(stage=Stage.FIRST_MEETING, days=6, meets=-1, hour=15),
    Course(stage=Stage.ACCEPTED, days=3, meets=-5, mentee=_YES, mentor=_YES, signed=True),
    Course(stage=Stage.SUGGESTED, days=16),
    Course(stage=Stage.DECISION, days=0, meets=0, hour=9),
    Course(stage=Stage.FIRST_MEETING, days=1, meets=6, hour=14),
    Course(stage=Stage.WITHDRAWN, days=5, code="not_available"),
    Course(stage=Stage.SUGGESTED, days=4, trained=False),
)


@dataclass(slots=True)
class PairingStory:
    """Tells the pairs; draws from its own chance, so that all else stays."""

    story: Story
    today: date
    random: Random
    scale: float
    number: Callable[..., str]
    _drawn: int = field(default=0, init=False)

    def tell(self, places: Sequence[Place]) -> None:
        """The board of each office."""
        self._told()
        self._said()
        for place in places:
            free = self._free(place)
            count = max(3, round(len(_COURSES) * min(self.scale, 1.0)))
            for course in _COURSES[:count]:
                mentors = [one for one in free if (one["trained_on"] is not None) == course.trained]
                if len(mentors) > 2:
                    chosen = self._pair(place, course, mentors)
                    free = [one for one in free if one["person_id"] != chosen]

    def _id(self) -> Id:
        self._drawn += 1
        return seed_id(f"demo/pairing/{self.scale}/{self._drawn}")

    def _rows(self, table: type[Record]) -> Iterator[Values]:
        for day in sorted(self.story.rows):
            yield from (values for kind, values in self.story.rows[day] if kind is table)

    def _told(self) -> None:
        """Most who are trained have the information note; some take two at once."""
        for row in self._rows(Enrolment):
            known = row.get("accepted_on")
            if row["role"] != Role.MENTOR or not isinstance(known, date):
                continue
            if self.random.random() < (0.9 if row.get("trained_on") else 0.3):
                row["informed_on"] = known
            if self.random.random() < 0.05:
                row["capacity"] = 2

    def _said(self) -> None:
        for row in list(self._rows(Person)):
            for stance, trait, often in _SAID:
                if self.random.random() < often:
                    self.story.tell(
                        self.today, PersonTrait, id=self._id(), person_id=row["id"], trait=trait,
                        stance=stance, said_on=self.today,
                    )  # fmt: skip

    def _free(self, place: Place) -> list[Values]:
        """Mentors of the office whom no pair holds."""
        held = {row["mentor_id"] for row in self._rows(Proposal) if row["stage"] in _HOLDING}
        held |= {row["mentor_id"] for row in self._rows(Duo) if row["stage"] in _RUNNING}
        return [
            {"trained_on": None} | row
            for row in self._rows(Enrolment)
            if row["role"] == Role.MENTOR
            and row["status"] == Status.ACCEPTED
            and row["office_id"] == place.office_id
            and row["person_id"] not in held
            and row.get("free_from") is None
        ]

    def _pair(self, place: Place, course: Course, mentors: Sequence[Values]) -> Id:
        """A mentee of its own with the mentor who fits best; gives the mentor."""
        mentee_id, colleague = self._mentee(place, course), self.random.choice(place.colleagues)
        facts = facts_by_person(self.story)
        mine = profile_of(mentee_id, facts[mentee_id])
        others = [profile_of(_id_of(one), facts[one["person_id"]]) for one in mentors]
        found = [score(mine, other, Round()) for other in others]
        best = max(found, key=lambda one: (one.total, str(one.mentor)))
        moved = self.today - timedelta(days=course.days)
        words, proposal_id = _WORDS[place.language], self._id()
        over = course.stage in {Stage.REFUSED, Stage.WITHDRAWN, Stage.ACCEPTED}
        met = self._day(course)
        asked = None if course.stage == Stage.SUGGESTED else min(moved, met or moved)
        answered = met + timedelta(days=1) if met and met < self.today else None
        doubtful = not course.trained and course.stage == Stage.PROPOSED
        self.story.tell(
            moved,
            Proposal,
            id=proposal_id,
            mentee_id=mentee_id,
            mentor_id=best.mentor,
            office_id=place.office_id,
            stage=course.stage,
            proposed_on=asked,
            proposed_by=colleague,
            reason=self.random.choice(words[:2]),
            reasons=kept_text(best),
            meeting_on=met,
            meeting_place=_CAFES[place.code] if met else None,
            mentee_answer=course.mentee,
            mentee_answered_on=answered if course.mentee else None,
            mentor_answer=course.mentor,
            mentor_answered_on=answered if course.mentor else None,
            closed_on=moved if over else None,
            closed_code=course.code or None,
            closed_reason=words[3] if course.code else None,
            moved_on=moved,
            overruled="training" if doubtful else None,
            overruled_reason=words[2] if doubtful else None,
        )
        if met is not None:
            self._meeting(place, course, proposal_id, colleague, met)
        if course.signed:
            self._duo(place, mentee_id, best.mentor, proposal_id, colleague)
        return best.mentor

    def _day(self, course: Course) -> date | None:
        if course.meets is None:
            return None
        day = self.today + timedelta(days=course.meets)
        return working_days_after(day - timedelta(days=1), 1) if course.meets > 0 else day

    def _meeting(
        self, place: Place, course: Course, proposal_id: Id, colleague: Id, day: date
    ) -> None:
        self.story.tell(
            min(day, self.today), Event, id=self._id(), office_id=place.office_id,
            kind=EventKind.FIRST_MEETING, held_on=day, start=course.hour * 60, minutes=60,
            place=_CAFES[place.code], led_by=colleague, proposal_id=proposal_id,
        )  # fmt: skip

    def _duo(
        self, place: Place, mentee_id: Id, mentor_id: Id, proposal_id: Id, colleague: Id
    ) -> None:
        """Both said yes; the day of signing stands in the calendar."""
        duo_id, day = self._id(), working_days_after(self.today, 1)
        self.story.tell(
            self.today, Duo, id=duo_id, number=self.number(place.code, "D"), mentee_id=mentee_id,
            mentor_id=mentor_id, office_id=place.office_id, proposal_id=proposal_id,
            coordinator_id=colleague, stage=DuoStage.TO_SIGN, formed_on=self.today,
            language="nld" if place.language == "nl" else "fra",
        )  # fmt: skip
        self.story.tell(
            self.today, Event, id=self._id(), office_id=place.office_id, kind=EventKind.SIGNING,
            held_on=day, start=15 * 60, minutes=60, place=place.street, led_by=colleague,
            duo_id=duo_id,
        )  # fmt: skip
        for row in self._rows(Enrolment):
            if row["person_id"] in {mentee_id, mentor_id}:
                row["status"] = Status.IN_DUO

    def _mentee(self, place: Place, course: Course) -> Id:
        """Somebody who waited some weeks before these days."""
        registered = self.today - timedelta(days=self.random.randint(20, 45) + course.days)
        member, person_id = cast.mentee(self.random, place.code, registered), self._id()
        name, at, host = str(member.person["email"]).partition("@")
        member.person["email"] = f"{name}.p{self._drawn}{at}{host}"
        self.story.tell(
            registered, Person, id=person_id, number=self.number(place.code),
            office_id=place.office_id, coordinator_id=self.random.choice(place.colleagues),
            **member.person,
        )  # fmt: skip
        self.story.tell(
            registered, Enrolment, id=self._id(), person_id=person_id, office_id=place.office_id,
            role=Role.MENTEE, status=Status.ACCEPTED,
            accepted_on=registered + timedelta(days=self.random.randint(4, 12)),
            **member.enrolment,
        )  # fmt: skip
        for table, values in rows_of(member):
            self.story.tell(registered, table, id=self._id(), person_id=person_id, **values)
        return person_id


_HOLDING = frozenset({Stage.PROPOSED, Stage.FIRST_MEETING, Stage.DECISION})
_RUNNING = frozenset({DuoStage.TO_SIGN, DuoStage.ACTIVE, DuoStage.PAUSED})


def _id_of(row: Values) -> Id:
    found = row["person_id"]
    if not isinstance(found, Id):
        raise TypeError(type(found).__name__)
    return found
