"""What was heard in the interviews of the demonstration: facts with the sentence they came from;
and a few notes shown to few.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any

from duodesk.base.ids import Id, seed_id
from duodesk.demo.cast import Values
from duodesk.demo.story import Story
from duodesk.model.interviews import Finding, Interview
from duodesk.model.people import Availability, Note, PersonOccupation, PersonTopic
from duodesk.people.guides import HEADING

# Which kind of fact a heading of the notes tells most likely.
_TELLS = {
    "Disponibilités": "free", "Beschikbaarheid": "free",
    "Souhaits": "target", "Wensen": "target",
    "Parcours": "experience", "Achtergrond": "experience",
    "Motivation": "need", "Motivatie": "need",
}  # fmt: skip
_OFTEN = 0.6  # of the interviews
_Facts = dict[tuple[Any, str], list[str]]
_CLOSED = (
    "A parlé d'un différend avec son propriétaire ; rendez-vous pris au service juridique.",
    "Demande que son ancien employeur ne soit pas appelé.",
)


@dataclass(slots=True)
class Listened:
    """Reads the story and adds to it; draws from its own randomness."""

    story: Story
    random: Random

    def tell(self, office_id: Id, author_id: Id) -> None:
        """The interviews of one office, oldest first."""
        facts = self._facts()
        talks = [
            (day, values)
            for day in sorted(self.story.rows)
            for table, values in self.story.rows[day]
            if table is Interview and values["office_id"] == office_id
        ]
        for day, values in talks:
            if self.random.random() < _OFTEN:
                self._listen(day, values, facts)
        for n, (day, values) in enumerate(talks[-len(_CLOSED) :]):
            self._note(day, values, author_id, _CLOSED[n])

    def _listen(self, day: date, values: Values, facts: _Facts) -> None:
        for kind, sentence in _sentences(str(values["notes"])):
            known = facts.get((values["person_id"], kind))
            if known:
                self.story.tell(
                    day,
                    Finding,
                    id=seed_id(f"demo/finding/{values['id']}/{kind}"),
                    interview_id=values["id"],
                    person_id=values["person_id"],
                    fact=f"{kind}:{known[0]}",
                    words=sentence,
                    author_id=values["author_id"],
                )

    def _note(self, day: date, values: Values, author_id: Id, text: str) -> None:
        self.story.tell(
            day,
            Note,
            id=seed_id(f"demo/few/{values['id']}"),
            text=text,
            author_id=author_id,
            written_at=datetime.combine(day, time(13), UTC),
            person_id=values["person_id"],
            restricted=True,
        )

    def _facts(self) -> _Facts:
        """What the profiles hold, by person and kind."""
        found: _Facts = defaultdict(list)
        for day in sorted(self.story.rows):
            for table, row in self.story.rows[day]:
                kind, code = _fact(table, row)
                if kind:
                    found[row["person_id"], kind].append(code)
        return found


def _fact(table: type[Any], row: Values) -> tuple[str, str]:
    if table is PersonOccupation:
        return str(row["relation"]), str(row["occupation"])
    if table is PersonTopic:
        return str(row["side"]), str(row["topic"])
    return ("free", str(row["weekday"])) if table is Availability else ("", "")


def _sentences(notes: str) -> list[tuple[str, str]]:
    """The first sentence below each heading, with the kind of fact it tells."""
    found = []
    for part in notes.split(HEADING)[1:]:
        title, _line, words = part.partition("\n")
        sentence = words.strip().split(". ")[0].strip(" .\n«»")
        if title in _TELLS and sentence:
            found.append((_TELLS[title], sentence))
    return found
