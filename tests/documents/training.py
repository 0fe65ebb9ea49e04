"""A series with mentors, as the papers of the training show it; and what those papers say."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from duodesk.base.ids import Id
from duodesk.model.people import Role
from duodesk.model.training import Attended
from duodesk.office.commands import change_office
from duodesk.people import commands
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from duodesk.training import attendance, seats, series
from duodesk.training.curricula import FOUR_DAYS
from duodesk.training.events import TrainerValues
from duodesk.training.series import DayRow, DayValues, SeriesRow, SeriesValues

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"
DAYS = (date(2026, 11, 3), date(2026, 11, 5), date(2026, 11, 10), date(2026, 11, 12))
TODAY = date(2026, 11, 24)
LIEVE = PersonValues(
    given_name="Lieve", family_name="De Smet", contact_language="nl", street="Rue Haute 7",
    postcode="1000", municipality="Bruxelles",
)  # fmt: skip


@dataclass(frozen=True)
class Training:
    """A series and those who have a seat in it."""

    store: Store
    series_id: Id
    people: tuple[Id, ...]

    @property
    def row(self) -> SeriesRow:
        with self.store.read() as session:
            found = series.series(session, self.series_id)
        assert found is not None
        return found

    @property
    def days(self) -> tuple[DayRow, ...]:
        return self.row.days

    def present(self, person_id: Id, days: Sequence[int] = (0, 1, 2, 3)) -> None:
        """Somebody followed these days."""
        for day in days:
            attendance.mark(self.store, self.days[day].event_id, [person_id], Attended.PRESENT)


def training(
    store: Store,
    people: Sequence[PersonValues] = (LIEVE,),
    name: str = "Mentors Bruxelles, novembre 2026",
    days: Sequence[date] = DAYS,
) -> Training:
    """A series of the four days in French, in one hall, with these mentors."""
    change_office(
        store, store.office_id, street="Rue de l'Essai 1", municipality="Bruxelles",
        phone="02 000 00 00", email="bru@example.org",
    )  # fmt: skip
    made = series.plan_series(
        store,
        SeriesValues(
            name=name, curriculum_id=FOUR_DAYS.id, language="fr", capacity=40,
            place="Salle des Capucins, rue Haute 12",
        ),
        [
            DayValues(
                held_on=day, start=9 * 60, minutes=420, unit_ids=(FOUR_DAYS.unit_id(n % 4 + 1),),
                trainers=(TrainerValues(name="Koen Peeters"),),
            )
            for n, day in enumerate(days)
        ],
    ).id  # fmt: skip
    ids = tuple(commands.register(store, Role.MENTOR, values=one).person_id for one in people)
    if ids:
        seats.book(store, ids, series_id=made)
    return Training(store, made, ids)


def pages(content: bytes) -> list[str]:
    """The words of each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def approved(name: str, said: str) -> str:
    """The golden words; after looking at the pages, DUODESK_APPROVE=1 writes them anew."""
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("DUODESK_APPROVE"):
        golden.write_text(said, encoding="utf-8")
    return golden.read_text(encoding="utf-8")
