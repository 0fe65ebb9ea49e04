"""The ends of the demonstration's duos: questionnaires that came back or not, certificates, thanks,
and who of the mentors goes on; of the duos that ended lately something is still to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from duodesk.base.ids import Id, seed_id
from duodesk.demo.cast import Values
from duodesk.demo.story import Story
from duodesk.documents.catalog import kind_of
from duodesk.documents.wording import numbered, shipped
from duodesk.followup.endings import POSITIVE_REASON, TERM_REASON
from duodesk.followup.questions import CLOSING, question_sheet, versions
from duodesk.model.base import Record
from duodesk.model.documents import Document
from duodesk.model.followup import Questionnaire, Reply
from duodesk.model.pairing import Duo
from duodesk.model.people import Person, Role

# How many of the questionnaires come back, and how scores fall from 1 to 5.
_BACK = {Role.MENTEE: 0.74, Role.MENTOR: 0.86}
_SCORES = (1, 2, 3, 4, 5)
_WEIGHTS = {"satisfaction": (1, 2, 7, 34, 56), "": (1, 4, 14, 44, 37)}
_SAID = {
    ("fr", "best"): ("Les entretiens d'embauche préparés à deux.", "Avoir quelqu'un qui y croit."),
    ("fr", "better"): ("Un local calme pour se rencontrer.", "Commencer plus tôt."),
    ("fr", "generations"): ("La patience.", "Une autre façon de voir le travail."),
    ("fr", "cultures"): ("Nous avons cuisiné ensemble.", "Je pose plus de questions qu'avant."),
    ("nl", "best"): ("Samen sollicitatiegesprekken oefenen.", "Iemand die in mij gelooft."),
    ("nl", "better"): ("Een rustige plek om af te spreken.", "Vroeger beginnen."),
    ("nl", "generations"): ("Geduld.", "Anders naar werk kijken."),
    ("nl", "cultures"): ("We hebben samen gekookt.", "Ik vraag nu meer dan vroeger."),
}
# The last so many days: there something is still to do.
_LATELY = timedelta(days=24)
_WISHES, _SHARES = ("in_touch", "at_times", "apart"), (0.55, 0.3, 0.15)


@dataclass(slots=True)
class Closing:
    """Tells how duos were closed; draws from its own chance, so that all else stays."""

    story: Story
    today: date
    seed: int
    _drawn: int = field(default=0, init=False)
    _random: Random = field(init=False)

    def tell(self) -> None:
        """All duos that are over."""
        # A demonstration must come out the same.
        self._random = Random(self.seed + 11)  # noqa: S311
        languages = {one["id"]: one.get("contact_language") for one in self._rows(Person)}
        for duo in list(self._rows(Duo)):
            ended = duo.get("ended_on")
            if duo["stage"] == "ended" and isinstance(ended, date):
                self._close(duo, ended, languages)

    def _close(self, duo: Values, ended: date, languages: dict[object, object]) -> None:
        lately = self.today - ended < _LATELY
        well = duo.get("end_reason") in {TERM_REASON, POSITIVE_REASON}
        people = {Role.MENTEE: duo["mentee_id"], Role.MENTOR: duo["mentor_id"]}
        for role, person in people.items():
            if well or self._random.random() < 0.4:
                spoken = str(languages.get(person) or "fr")
                self._questionnaire(duo, role, person, spoken, ended)
        if lately and self._random.random() < 0.6:
            return
        duo["afterwards"] = self._random.choices(_WISHES, _SHARES)[0]
        duo["again"] = True
        duo["thanked_on"] = min(ended + timedelta(days=self._random.randint(0, 6)), self.today)
        if well:
            self._certificate(duo, str(languages.get(duo["mentee_id"]) or "fr"), ended)

    def _questionnaire(
        self, duo: Values, role: Role, person: object, code: str, ended: date
    ) -> None:
        answered = ended + timedelta(days=self._random.randint(0, 21))
        back = self._random.random() < _BACK[role] and answered <= self.today
        identity, told = self._id(), answered if back else ended
        self.story.tell(
            told, Questionnaire, id=identity, duo_id=duo["id"], person_id=person, kind=str(role),
            version=versions()[-1], language=code, due_on=ended,
            answered_on=answered if back else None,
            on_paper=self._random.random() < 0.7 if back else None,
        )  # fmt: skip
        for question in question_sheet(role, code).questions if back else ():
            words = self._random.choice(_SAID.get((code, question.key), ("",)))
            score = self._score(question.key) if question.scored else None
            spoke = question.words and self._random.random() < 0.5 and words
            if score is not None or spoke:
                self.story.tell(
                    told, Reply, id=self._id(), questionnaire_id=identity, person_id=person,
                    question=question.key, score=score, words=words if spoke else None,
                )  # fmt: skip

    def _score(self, question: str) -> int | None:
        """A score, now and then none; the exchange itself is what people praise most."""
        if self._random.random() < 0.04:
            return None
        praised = question in {"satisfaction", *CLOSING}
        return self._random.choices(_SCORES, _WEIGHTS["satisfaction" if praised else ""])[0]

    def _certificate(self, duo: Values, code: str, ended: date) -> None:
        kind = kind_of("end_certificate")
        self.story.tell(
            ended, Document, id=self._id(), kind=kind.code, language=code,
            number=numbered(str(duo["number"]), kind, shipped(kind, code), code),
            office_id=duo["office_id"],
            duo_id=duo["id"], printed_at=datetime.combine(ended, time(9), UTC),
            printed_by=duo["coordinator_id"], template_version=kind.version,
        )  # fmt: skip

    def _rows(self, table: type[Record]) -> Iterator[Values]:
        for day in sorted(self.story.rows):
            yield from [values for kind, values in self.story.rows[day] if kind is table]

    def _id(self) -> Id:
        self._drawn += 1
        return seed_id(f"demo/closing/{self.seed}/{self._drawn}")
