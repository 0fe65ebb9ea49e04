"""The follow-up of the demonstration's duos: their plans, what was done on time, late or not
yet, two duos that rest and one that goes on for longer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from duodesk.base.ids import Id, seed_id
from duodesk.demo.cast import Values
from duodesk.demo.story import Story
from duodesk.demo.welcome import Place
from duodesk.followup.plan_rows import PlannedStep, drawn
from duodesk.followup.schedule import Span, Terms, carried
from duodesk.followup.standard import TEMPLATE_ID
from duodesk.followup.templates import standard_template
from duodesk.model.base import Record
from duodesk.model.followup import (
    DuoStep,
    Meeting,
    OutcomeEvent,
    Party,
    Pause,
    StatusCheck,
    StepKind,
)
from duodesk.model.pairing import Duo
from duodesk.model.people import Note
from duodesk.model.recruitment import Channel, Contact

# By which ways, and how often each.
_CHANNELS = ((Channel.PHONE, Channel.MESSAGE, Channel.IN_PERSON), (0.7, 0.15, 0.15))
_MOODS = (3, 4, 4, 5, 5)
_PAUSES = {
    "fr": ("Examens", "Voyage à l'étranger"),
    "nl": ("Examens", "Reis naar het buitenland"),
}
_LONGER = {"fr": "Un examen d'entrée en juin", "nl": "Een toelatingsproef in juni"}
_LOST = {"fr": "Pas joint après trois essais", "nl": "Niet bereikt na drie pogingen"}
_SAID = {
    "fr": ("Le CV avance bien.", "Se voient chaque mardi.", "Prépare un entretien.", ""),
    "nl": ("Het cv vordert goed.", "Zien elkaar elke dinsdag.", "Bereidt een gesprek voor.", ""),
}
# So long after its last day, nobody calls any more about an outcome.
_GIVEN_UP = timedelta(days=30)
# A duo that has not met for so long was not reached either.
_SILENT = timedelta(days=20)
_EXTENSION = 28
# Steps of which no talk is told.
_UNTALKED = frozenset({StepKind.LETTER, StepKind.CHECK, StepKind.FIRST_MEETING})


@dataclass(slots=True)
class FollowUp:
    """Tells how duos are accompanied; draws from its own chance, so that all else stays."""

    story: Story
    today: date
    random: Random
    scale: float
    _drawn: int = field(default=0, init=False)
    _entries: dict[object, list[date]] = field(default_factory=dict, init=False)
    _known: set[object] = field(default_factory=set, init=False)

    def tell(self, places: Sequence[Place]) -> None:
        """The plans of all duos that have begun."""
        self._entries = defaultdict(list)
        for one in self._rows(Meeting):
            self._entries[one["duo_id"]].append(_day(one["held_on"]))
        for table in (OutcomeEvent, StatusCheck):
            self._known |= {one["duo_id"] for one in self._rows(table)}
        for place in places:
            duos = [one for one in self._rows(Duo) if one["office_id"] == place.office_id]
            begun = [one for one in duos if one.get("start_date") is not None]
            rests = self._pauses(place, [one for one in begun if one["stage"] == "active"])
            for duo in begun:
                self._accompany(place, duo, rests.get(duo["id"]))

    def _id(self) -> Id:
        self._drawn += 1
        return seed_id(f"demo/follow_up/{self.scale}/{self._drawn}")

    def _rows(self, table: type[Record]) -> Iterator[Values]:
        for day in sorted(self.story.rows):
            yield from [values for kind, values in self.story.rows[day] if kind is table]

    def _pauses(self, place: Place, running: Sequence[Values]) -> dict[object, Span]:
        """In the first office the second and the third longest silent duos rest: one until somebody
        says that it goes on, the other for two more weeks. The one nearest to its end goes on for
        longer.
        """
        if place.code != "BRU" or len(running) < 4:
            return {}
        near = min(running, key=lambda one: _day(one["start_date"]))
        near["extended_days"] = _EXTENSION
        near["expected_end"] = _day(near["expected_end"]) + timedelta(days=_EXTENSION)
        self.story.tell(
            self.today, Note, id=self._id(), text=_LONGER[place.language], duo_id=near["id"],
            author_id=near["coordinator_id"], written_at=_at(self.today),
        )  # fmt: skip
        silent = sorted((one for one in running if one is not near), key=self._last_entry)
        found: dict[object, Span] = {}
        for duo, reason, more in zip(
            silent[1:3], _PAUSES[place.language], (None, timedelta(days=14)), strict=True
        ):
            first = min(self._last_entry(duo) + timedelta(days=1), self.today)
            rest = Span(first, None if more is None else self.today + more)
            before = Terms(_day(duo["start_date"]))
            after = replace(before, pauses=(rest,))
            duo["stage"] = "paused"
            duo["expected_end"] = carried(_day(duo["expected_end"]), before, after)
            self.story.tell(
                first, Pause, id=self._id(), duo_id=duo["id"], first_day=first,
                last_day=rest.last, reason=reason,
            )  # fmt: skip
            found[duo["id"]] = rest
        return found

    def _last_entry(self, duo: Values) -> date:
        return max(self._entries[duo["id"]], default=_day(duo["start_date"]))

    def _accompany(self, place: Place, duo: Values, rest: Span | None) -> None:
        """The plan of one duo, and what was done of it."""
        start, extended = _day(duo["start_date"]), int(str(duo.get("extended_days") or 0))
        duo["template_id"] = TEMPLATE_ID
        written = start + timedelta(days=self.random.randint(20, 38))
        if written <= self._last(duo) and self.random.random() < 0.93:
            duo["plan_written_on"] = written
        terms = Terms(start, (rest,) if rest is not None else (), extended)
        duo_id = duo["id"]
        if not isinstance(duo_id, Id):
            raise TypeError("a duo has an identity")
        for step in drawn(duo_id, standard_template(), terms, today=start, extra=extended):
            done = self._done(duo, step, rest)
            lost = step.kind == StepKind.OUTCOME and step.closes_on + _GIVEN_UP < self.today
            skipped = self.today if lost and done is None else None
            self.story.tell(
                start, DuoStep, id=step.id, duo_id=duo_id, step_id=step.step_id, kind=step.kind,
                party=step.party, due_on=step.due_on, done_on=done, skipped_on=skipped,
                skipped_reason=_LOST[place.language] if skipped else None,
            )  # fmt: skip
            if done is not None and step.kind not in _UNTALKED:
                self._talk(place, duo, step, done)
            elif done is None and step.opens_on <= self.today and self._asks(duo, step):
                self._attempt(duo, step)

    def _done(self, duo: Values, step: PlannedStep, rest: Span | None) -> date | None:
        """When a step was done; None for what lies ahead, was forgotten or nobody answered."""
        start, last = _day(duo["start_date"]), self._last(duo)
        if step.kind == StepKind.CHECK and step.party == Party.TOGETHER:
            return start
        if step.kind == StepKind.CLOSING and duo["stage"] == "ended":
            return last
        if step.kind == StepKind.OUTCOME:
            answered = duo["id"] in self._known and step.due_on <= self.today
            return step.due_on if answered else None
        late = self.random.choices((0, 8, None), (0.86, 0.08, 0.06))[0]
        if late is None:
            return None
        day = step.due_on + timedelta(days=late + self.random.randint(-4, 4))
        day = max(min(day, step.closes_on) if step.kind == StepKind.LETTER else day, start)
        silent = duo["stage"] != "ended" and day > self._last_entry(duo) + _SILENT
        if day > last or silent or (rest is not None and rest.covers(day)):
            return None
        return day

    def _last(self, duo: Values) -> date:
        """The last day on which a duo was accompanied."""
        ended = duo.get("ended_on")
        return ended if isinstance(ended, date) else self.today

    def _asks(self, duo: Values, step: PlannedStep) -> bool:
        """Whether somebody would have tried to reach the two for this step."""
        apart = step.party in {Party.MENTEE, Party.MENTOR}
        active = duo["stage"] == "active" or step.kind == StepKind.OUTCOME
        return apart and active and self.random.random() < 0.5

    def _talk(self, place: Place, duo: Values, step: PlannedStep, day: date) -> None:
        if self.random.random() < 0.2 and day > _day(duo["start_date"]):
            self._contact(duo, step, day - timedelta(days=1), reached=False)
        self._contact(
            duo, step, day, minutes=self.random.choice((10, 15, 20, 25, 60)),
            mood=self.random.choice(_MOODS),
            text=self.random.choice(_SAID[place.language]) or None,
        )  # fmt: skip

    def _attempt(self, duo: Values, step: PlannedStep) -> None:
        day = min(max(step.due_on, _day(duo["start_date"])), self.today - timedelta(days=1))
        self._contact(duo, step, day, reached=False)

    def _contact(
        self, duo: Values, step: PlannedStep, day: date, *, reached: bool = True, **told: object
    ) -> None:
        person = {Party.MENTEE: duo["mentee_id"], Party.MENTOR: duo["mentor_id"]}.get(step.party)
        self.story.tell(
            day, Contact, id=self._id(), happened_at=_at(day, self.random.randint(8, 15)),
            channel=self.random.choices(*_CHANNELS)[0], reached=reached, person_id=person,
            duo_id=duo["id"], side=str(step.party), author_id=duo["coordinator_id"], **told,
        )  # fmt: skip


def _at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError("a day of the story is known")
    return value
