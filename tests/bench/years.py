"""What three offices of four laptops write in the course of years, in the proportions of 800
duos a year: about 40,000 operations a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from tests.conftest import MORNING

WEEKS = 52
# An office in a week.
PEOPLE, DUOS, MEETINGS, CALLS, PROPOSALS, PAPERS = 10, 5, 133, 20, 15, 15
INTERVIEW = 60  # words; the estimate has 900
_BEGAN = MORNING - timedelta(weeks=10 * WEEKS)


@dataclass(slots=True)
class Op:
    """One operation: its laptop by number, its office, and each cell with the operation before."""

    laptop: int
    office: bytes
    table: str
    row: bytes
    values: dict[str, Any]
    before: Op | None = None
    id: bytes = b""
    n: int = 0


@dataclass(slots=True)
class Years:
    """Makes weeks; `offices` are those of the laptops, by their numbers."""

    offices: list[bytes]
    random: Random = field(default_factory=lambda: Random(38))
    weeks: int = 0
    _people: dict[bytes, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    _duos: dict[bytes, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    _words: list[str] = field(default_factory=list)

    def week(self) -> list[Op]:
        """What all offices write: new rows in any order, then second thoughts about some."""
        self.weeks += 1
        made = [op for office in sorted(set(self.offices)) for op in self._of_office(office)]
        edits = [edit for op in made if (edit := self._edit(op)) is not None]
        self.random.shuffle(made)
        return made + edits

    def moment(self, place: float = 0) -> int:
        """Milliseconds at this place of the present week, from 0 to 1."""
        at = _BEGAN + timedelta(weeks=self.weeks - 1 + place)
        return int(at.timestamp() * 1000)

    def _of_office(self, office: bytes) -> Iterator[Op]:
        people, duos = self._people[office], self._duos[office]
        for _ in range(PEOPLE):
            yield from self._person(office, people)
        for _ in range(DUOS):
            number = f"BRU-D{self.random.randrange(10**9):09}"
            yield self._row(office, "duo", self._two(office, people) | {"number": number})
            duos.append(self._last)
        for _ in range(MEETINGS):
            values = {"duo_id": self.random.choice(duos[-150:]), "held_on": self._day()}
            values |= {"state": "held", "minutes": 60, "note": self._text(6)}
            yield self._row(office, "meeting", values)
        for _ in range(CALLS):
            values = {"person_id": self.random.choice(people), "asked_on": self._day()}
            yield self._row(office, "status_check", values | {"situation": "employed"})
        for _ in range(PROPOSALS):
            values = self._two(office, people) | {"proposed_on": self._day()}
            yield self._row(office, "proposal", values | {"mentor_reason": self._text(8)})
        for _ in range(PAPERS):
            values = {"kind": "agreement", "number": f"BRU-S{self.random.randrange(10**9):09}"}
            values |= {"language": "fra", "office_id": office, "data": self._text(40)}
            yield self._row(office, "document", values | {"duo_id": self.random.choice(duos)})

    def _person(self, office: bytes, people: list[bytes]) -> Iterator[Op]:
        number = f"{self.random.randrange(10**8):08}"
        values = {"number": f"BRU-{number}", "office_id": office, "contact_language": "fra"}
        values |= {"given_name": self._text(1), "family_name": self._text(2)}
        values |= {"email": f"{self._text(1)}{number}@example.org", "phone": f"04{number}"}
        values |= {"street": self._text(2), "postcode": "1000", "municipality": self._text(1)}
        yield self._row(office, "person", values)
        person = self._last
        people.append(person)
        of = {"person_id": person, "office_id": office, "role": "mentee"}
        yield self._row(office, "enrolment", of | {"status": "accepted"})
        talk = of | {"held_on": self._day(), "notes": self._text(INTERVIEW)}
        yield self._row(office, "interview", talk)

    def _two(self, office: bytes, people: list[bytes]) -> dict[str, Any]:
        mentee, mentor = self.random.choice(people[-30:]), self.random.choice(people)
        return {"office_id": office, "mentee_id": mentee, "mentor_id": mentor, "stage": "closed"}

    def _edit(self, op: Op) -> Op | None:
        again = {
            "person": lambda: {"phone": f"03{self.random.randrange(10**8):08}"},
            "interview": lambda: {"notes": self._text(INTERVIEW)},
            "duo": lambda: {"stage": "ended"},
            "proposal": lambda: {"stage": "formed"},
        }.get(op.table)
        return Op(op.laptop, op.office, op.table, op.row, again(), op) if again else None

    def _row(self, office: bytes, table: str, values: dict[str, Any]) -> Op:
        # It begins with its time, as those of the program do.
        row = self.moment().to_bytes(6, "big") + self.random.randbytes(10)
        self._last = row
        ours = [n for n, of in enumerate(self.offices) if of == office]
        return Op(self.random.choice(ours), office, table, row, values)

    _last: bytes = b""

    def _day(self) -> str:
        return (_BEGAN + timedelta(weeks=self.weeks - 1)).date().isoformat()

    def _text(self, count: int) -> str:
        if not self._words:
            letters = "aeioubcdfghklmnprstv"
            self._words = [
                "".join(self.random.choices(letters, k=self.random.randint(3, 9)))
                for _ in range(5_000)
            ]
        return " ".join(self.random.choices(self._words, k=count))
