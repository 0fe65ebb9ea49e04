"""A duo near its end, as its last papers show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from duodesk.base.ids import Id
from duodesk.followup import commands
from duodesk.followup.commands import MeetingValues
from duodesk.model.followup import Held
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Goal, Role
from duodesk.office.commands import change_office
from duodesk.people.commands import register
from duodesk.people.values import PersonValues
from duodesk.store.store import Store

START = date(2026, 5, 25)
END = date(2026, 11, 23)
AMINA = PersonValues(
    given_name="Amina", family_name="Rahmani", contact_language="fr", street="Rue Haute 7",
    postcode="1000", municipality="Bruxelles",
)  # fmt: skip
LIEVE = PersonValues(
    given_name="Lieve", family_name="De Smet", contact_language="nl", street="Nieuwstraat 3",
    postcode="1000", municipality="Brussel",
)  # fmt: skip
_WEEKS = "mmmxm-mmm mmmmmxmmm-mmmmo"
_STATES = {"m": Held.MET, "x": Held.NOT_MET, "-": Held.EXCUSED, "o": Held.MET}
_TOPICS = (("cv",), ("cv", "cover_letter"), ("interview_practice",), ("network", "cv"))


@dataclass(frozen=True)
class Ending:
    """A duo with its two people."""

    store: Store
    duo_id: Id
    mentee_id: Id
    mentor_id: Id


def ending(
    store: Store,
    *,
    mentee: PersonValues = AMINA,
    mentor: PersonValues = LIEVE,
    start: date = START,
    weeks: str = _WEEKS,
) -> Ending:
    """A duo of 26 weeks with a meeting, or none, in each of the first ones."""
    change_office(
        store, store.office_id, street="Rue de l'Essai 1", municipality="Bruxelles",
        phone="02 000 00 00", email="bru@example.org",
    )  # fmt: skip
    one = register(store, Role.MENTEE, values=mentee).person_id
    other = register(store, Role.MENTOR, values=mentor).person_id
    with store.write("Add") as write:
        duo = Duo(
            id=write.new_id(),
            number="BRU-D10001",
            mentee_id=one,
            mentor_id=other,
            office_id=write.office_id,
            coordinator_id=write.author_id,
            stage=DuoStage.ACTIVE,
            language="fra",
            goal=Goal.JOB,
            start_date=start,
            expected_end=start + timedelta(weeks=26),
        )
        write.session.add(duo)
        duo_id = duo.id
    for n, sign in enumerate(weeks):
        if sign in _STATES:
            values = MeetingValues(
                start + timedelta(days=7 * n + 2), state=_STATES[sign], minutes=105,
                topics=_TOPICS[n % len(_TOPICS)],
            )  # fmt: skip
            commands.log_meeting(store, duo_id, values)
    return Ending(store, duo_id, one, other)
