"""What the other laptops of the demonstration wrote and sent in the last days, so that the screen
of the exchange has something to show: somebody late, two versions, a remark, a hand-over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Select, select

from duodesk.base.clock import FixedClock
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.demo.laptops import Laptop, Laptops, laptops
from duodesk.exchange import handover
from duodesk.model.interviews import Interview
from duodesk.model.pairing import Duo, DuoStage, Proposal, Stage
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.office.seeds import office_seed
from duodesk.people.commands import add_note, change_person, name_of
from duodesk.people.interviews import finish_interview
from duodesk.store.store import Store

_JOINED = 40  # days ago
_LATER = {
    "BRU": "Rappel par téléphone : a commencé un cours de néerlandais, le mardi soir.",
    "own": "Rencontre au bureau : le CV est prêt. Préfère commencer à mi-temps.",
}
_NOTE = "A rappelé : disponible aussi le vendredi matin."
_BUSY = (DuoStage.TO_SIGN, DuoStage.ACTIVE, DuoStage.PAUSED)
_OPEN = (Stage.PROPOSED, Stage.FIRST_MEETING, Stage.DECISION)
_PROPOSED = select(Proposal.mentor_id).where(Proposal.stage == Stage.FIRST_MEETING)


@dataclass(frozen=True, slots=True)
class People:
    """Whom the exchange of the demonstration is about; a small desk may lack some of them."""

    mentor_id: Id | None
    waiting_id: Id | None
    moving_id: Id | None
    interview_id: Id | None


class Exchange:
    """Three laptops join, follow the story, and write something of their own at its end."""

    def __init__(
        self,
        store: Store,
        clock: FixedClock,
        folder: Path,
        seed: int,
        author: Callable[[str], tuple[str, Id]],
    ) -> None:
        self._today = clock.today()
        self.all: Laptops = laptops(store, clock, folder, f"demo/{seed}")
        day = self._at(_JOINED, 8)
        self._ant, self._lie, self._bru = (
            self.all.join(code, *author(code), at=day + timedelta(minutes=20 * n))
            for n, code in enumerate(("ANT", "LIE", "BRU"))
        )

    def catch_up(self) -> None:
        """The others have what the story told so far."""
        self.all.catch_up()

    def tell(self) -> None:
        """The last two weeks, day by day."""
        own, bru, ant, lie = self.all.own, self._bru, self._ant, self._lie
        people = self._people(own.store)
        self._two_numbers(people)
        own.take(ant.make(own, at=self._at(12, 15)), at=self._at(12, 16))
        made = own.make(at=self._at(6, 8, 30))
        bru.take(made, at=self._at(6, 9))
        lie.take(made, at=self._at(5, 10))
        self._add_notes(bru, people, _LATER["BRU"], at=self._at(4, 13))
        self._hand_over(lie, people, at=self._at(2, 9))
        own.take(lie.make(own, at=self._at(2, 9, 30)), at=self._at(2, 10))
        self._add_notes(own, people, _LATER["own"], at=self._at(1, 14))
        if people.mentor_id is not None:
            add_note(own.store, people.mentor_id, _NOTE)
        bru.take(own.make(bru, at=self._at(0, 6)), at=self._at(0, 6, 10))
        own.take(bru.make(own, at=self._at(0, 6, 20)), at=self._at(0, 6, 30))

    def close(self) -> None:
        """The other laptops are gone."""
        self.all.close()

    def _two_numbers(self, people: People) -> None:
        """Brussels and Antwerp ring the same mentor, and both have something in mind with them."""
        own, ant = self.all.own, self._ant
        if people.mentor_id is None:
            return
        own.clock.set(self._at(13, 8))
        change_person(own.store, people.mentor_id, phone="+32 486 71 62 00")
        ant.clock.set(self._at(12, 9))
        change_person(ant.store, people.mentor_id, phone="+32 471 38 25 00")
        if people.waiting_id is None:
            return
        with ant.store.write(
            N_("Propose %(mentee)s × %(mentor)s"),
            mentee=name_of(ant.store, people.waiting_id),
            mentor=name_of(ant.store, people.mentor_id),
        ) as write:
            write.session.add(
                Proposal(
                    id=write.new_id(),
                    mentee_id=people.waiting_id,
                    mentor_id=people.mentor_id,
                    office_id=write.office_id,
                    stage=Stage.PROPOSED,
                    proposed_on=write.today,
                    proposed_by=write.author_id,
                )
            )

    def _add_notes(self, laptop: Laptop, people: People, text: str, *, at: datetime) -> None:
        laptop.clock.set(at)
        if people.interview_id is None:
            return
        with laptop.store.read() as session:
            before = session.get_one(Interview, people.interview_id).notes
        finish_interview(laptop.store, people.interview_id, f"{before}\n\n{text}")

    def _hand_over(self, laptop: Laptop, people: People, *, at: datetime) -> None:
        laptop.clock.set(at)
        if people.moving_id is not None:
            handover.offer(laptop.store, people.moving_id, self.all.own.store.office_id)

    def _people(self, store: Store) -> People:
        """The same people for the same story: the first by number of those who fit, and whom the
        other laptops know.
        """
        with self._ant.store.read() as session:
            known = {*session.scalars(select(Person.id)), *session.scalars(select(Interview.id))}
        with store.read() as session:

            def first(*queries: Select[Id]) -> Id | None:
                found = (i for query in queries for i in session.scalars(query) if i in known)
                return next(found, None)

            talked = (
                select(Interview.id)
                .join(Person, Person.id == Interview.person_id)
                .where(Person.office_id == _office("BRU"))
                .order_by(Person.number)
            )
            return People(
                mentor_id=first(
                    _of("BRU", Role.MENTOR).where(Person.id.in_(_PROPOSED)),
                    _of("BRU", Role.MENTOR, Status.IN_DUO),
                    _of("BRU", Role.MENTOR),
                ),
                waiting_id=first(_free("ANT")),
                moving_id=first(
                    _free("LIE"),
                    _of("LIE", Role.MENTEE, Status.IN_DUO),
                    _of("LIE", Role.MENTEE),
                ),
                interview_id=first(talked.where(Interview.person_id.in_(_free("BRU"))), talked),
            )

    def _at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """A moment so many days ago; what would be a weekend is the Friday before."""
        day = self._today - timedelta(days=days)
        day -= timedelta(days=max(0, day.weekday() - 4) if days else 0)
        return datetime.combine(day, time(hour, minute), UTC)


def _of(code: str, role: Role, status: Status | None = None) -> Select[Id]:
    """People of an office in a role, by number."""
    found = (
        select(Person.id)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Person.office_id == _office(code), Enrolment.role == role)
        .order_by(Person.number)
    )
    return found if status is None else found.where(Enrolment.status == status)


def _free(code: str) -> Select[Id]:
    """Mentees of an office who wait, and for whom nothing is under way."""
    return _of(code, Role.MENTEE, Status.ACCEPTED).where(
        Person.id.not_in(select(Proposal.mentee_id).where(Proposal.stage.in_(_OPEN))),
        Person.id.not_in(select(Duo.mentee_id).where(Duo.stage.in_(_BUSY))),
    )


def _office(code: str) -> Id | None:
    seed = office_seed(code)
    return seed.id if seed else None
