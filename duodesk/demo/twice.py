"""Two people of the demonstration who stand in the register twice: a slip of the keys, and a name
shortened on the telephone. All of it is made up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from duodesk.base.ids import Id, seed_id
from duodesk.demo.cast import Values
from duodesk.demo.story import Story
from duodesk.demo.welcome import Place
from duodesk.model.people import Enrolment, Note, Person, PersonLanguage, Status

# The entry that came first, and the second one of the same person, with what each knows.
_PAIRS: tuple[tuple[Values, Values], ...] = (
    (
        {"given_name": "Giorgi", "family_name": "Beridze", "birth_date": date(2000, 6, 17),
         "phone": "0465 10 20 30", "contact_language": "fr", "postcode": "1030",
         "municipality": "Schaerbeek"},
        {"given_name": "Giorgi", "family_name": "Berizde", "birth_date": date(2000, 6, 17),
         "email": "giorgi.b@example.org", "contact_language": "en"},
    ),
    (
        {"given_name": "Thi Mai", "family_name": "Nguyen", "birth_date": date(2001, 4, 30),
         "phone": "0466 40 50 60", "contact_language": "fr", "postcode": "1060",
         "municipality": "Saint-Gilles"},
        {"given_name": "Mai", "family_name": "Nguyen", "phone": "+32 466 40 50 60",
         "contact_language": "nl"},
    ),
)  # fmt: skip
_SPOKEN = ((("kat", "native"), ("fra", "A2")), (("vie", "native"), ("fra", "B1")))
_SAID = (
    "A appelé pour demander où en est son inscription.",
    "Rappeler en soirée : suit un cours de français le matin.",
)


@dataclass(slots=True)
class Twice:
    """Tells both pairs of one office; draws from its own chance."""

    story: Story
    today: date
    random: Random
    number: Callable[[str], str]

    def tell(self, place: Place) -> None:
        """Each person weeks ago, and once more by another colleague not long ago."""
        for which, pair in enumerate(_PAIRS):
            days = (self.random.randint(80, 120), self.random.randint(30, 50))
            for turn, values in enumerate(pair):
                day = self.today - timedelta(days=days[turn])
                self._entry(place, which, turn, values, day)

    def _entry(self, place: Place, which: int, turn: int, values: Values, day: date) -> None:
        name = f"demo/twice/{place.code}/{which}/{turn}"
        person_id = seed_id(name)
        colleague = place.colleagues[turn % len(place.colleagues)]
        self.story.tell(
            day, Person, id=person_id, number=self.number(place.code), office_id=place.office_id,
            coordinator_id=colleague, **values,
        )  # fmt: skip
        self.story.tell(
            day, Enrolment, id=seed_id(f"{name}/enrolment"), person_id=person_id,
            office_id=place.office_id, role="mentee", status=str(Status.REDIRECTED),
            registered_on=day, source="friend",
        )  # fmt: skip
        language, level = _SPOKEN[which][turn]
        self.story.tell(
            day, PersonLanguage, id=seed_id(f"{name}/language"), person_id=person_id,
            language=language, level=level,
        )  # fmt: skip
        if turn:
            self._note(seed_id(f"{name}/note"), person_id, colleague, (day, _SAID[which]))

    def _note(self, note_id: Id, person_id: Id, author_id: Id, said: tuple[date, str]) -> None:
        day, text = said
        self.story.tell(
            day, Note, id=note_id, person_id=person_id, author_id=author_id, text=text,
            written_at=datetime.combine(day, time(10), UTC),
        )  # fmt: skip
