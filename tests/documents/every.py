"""Every document there is, about made-up people, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from duodesk.base.dates import long
from duodesk.base.i18n import speaking
from duodesk.documents import (
    attendance_sheet,
    dossier,
    dossier_sheet,
    duo_summary,
    interview_papers,
    matching_minutes,
    month_sheet,
    my_day,
    questionnaire_paper,
    recovery_sheet,
    sign_in_sheet,
    training_sheets,
)
from duodesk.documents.catalog import (
    CATALOG,
    ENDING,
    INVITATION,
    LETTERS,
    NOTE,
    REQUESTS,
    TRAINING,
    DocumentKind,
)
from duodesk.documents.draw import Paper
from duodesk.documents.matching_minutes import Line, Minutes
from duodesk.documents.my_day import DayLine, DayPart, MyDay
from duodesk.documents.terms import BY_HAND
from duodesk.documents.wording import numbered, shipped
from duodesk.model.pairing import Duo
from duodesk.model.people import Role
from duodesk.office.queries import office
from duodesk.paper.keeping import kept_until
from duodesk.paper.layout import Grid
from duodesk.paper.listing import Column, Heading, list_pdf
from duodesk.people.requests import Holder
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.documents.ending import ending
from tests.documents.test_interview_papers import held
from tests.documents.training import LIEVE, TODAY, training

KINDS = (*CATALOG, NOTE, *LETTERS, INVITATION, *TRAINING, *ENDING, *REQUESTS)
ADDRESS = ("Amina Rahmani", "Rue Haute 7", "1000 Bruxelles")
# What is not sent: papers to sign, certificates.
_SHOWN = {*(kind.code for kind in CATALOG), NOTE.code, "training_certificate", "end_certificate"}
_VALUES = {
    "duo_number": "BRU-D10001",
    "mentee_name": "Amina Rahmani",
    "mentor_name": "Paul Verhaegen",
    "mentee_given_name": "Amina",
    "person_name": "Amina Rahmani",
    "office_name": "Bruxelles",
    "office_address": "Rue de l'Essai 1, 1000 Bruxelles",
    "office_phone": "02 000 00 00",
    "office_email": "bru@example.org",
    "coordinator_name": "Annick Delvaux",
    "duo_language": "français",
    "goal": "emploi",
    "insurer": "Assurance SA",
    "policy_number": "45.678.901",
    "other_cover": "Accidents corporels : 45.678.902",
    "accident_phone": "02 000 00 99",
    "second_contact": "Nadia Bouzid, 02 000 00 11",
    "costs_agreed": BY_HAND,
    "duo_weeks": "26",
    "plan_weeks": "4",
    "outcome_months": "12",
    "mentors_meetings": "2",
    "missed_meetings": "3",
    "silence_days": "14",
    "cap_year": "2026",
    "lump_sum_day": "43,60 €",
    "lump_sum_year": "1.743,92 €",
    "note_version": "1",
    "template_version": "1",
    "role": "mentee",
    "partner_name": "La Maison Bleue",
    "partner_details": "Nadia B.\nRue Basse 3, 1000 Bruxelles\n02 111 11 11",
    "session_hours": "18:00 – 19:30",
    "session_place": "Rue de l'Essai 1, 1000 Bruxelles",
    "session_language": "français",
    "series_name": "Mentors Bruxelles, novembre 2026",
    "training_place": "Salle des Capucins, rue Haute 12",
    "curriculum_name": "Quatre journées",
    "done": "23 rencontres, 40 heures",
    "what_next": "Nous vous appelons en janvier.",
    "wish": "Vous souhaitez voir les données que nous avons sur vous.",
    "identity": "Nous savons que c'est bien vous qui demandez.",
    "delay_reason": "beaucoup de papiers à relire",
    "answer": "Oui, en partie. Avec cette lettre, vous recevez une partie.\nLa raison : une note",
}
_DAYS = {
    "start_date": date(2026, 11, 30),
    "end_date": date(2027, 5, 31),
    "decision_date": TODAY,
    "received_on": TODAY - timedelta(days=20),
    "answer_by": TODAY + timedelta(days=10),
    "session_day": date(2026, 12, 3),
    "completed_on": date(2026, 11, 12),
    "note_received_on": date(2026, 11, 5),
}
_TABLES = {
    "training_invitation": Grid(
        ("Jour", "Contenu"),
        (0.4, 0.6),
        tuple((f"mardi {n} décembre 2026\n09:00 – 16:00", "Écouter et demander") for n in range(4)),
    ),
    "training_certificate": Grid(
        ("Contenu", "Demi-jours"), (0.78, 0.22), tuple((f"Journée {n}", "2") for n in range(1, 5))
    ),
}


def paper(kind: DocumentKind, language: str, values: Mapping[str, str] | None = None) -> Paper:
    """A paper of the catalogue; `values` stand for those it has."""
    number = numbered("BRU-10001", kind, shipped(kind, language), language)
    own = {name: long(day, language) for name, day in _DAYS.items()}
    own |= {"document_number": number, "place_and_day": f"Bruxelles, {long(TODAY, language)}"}
    told: dict[str, str | None] = {**_VALUES, **own, **(values or {})}
    sent = kind.code not in _SHOWN
    return Paper(
        kind,
        language,
        told,
        shipped(kind, language),
        address=(told["person_name"] or "", *ADDRESS[1:]) if sent else (),
        dated=own["place_and_day"] if sent else "",
        table=_TABLES.get(kind.code),
    )


class Sheets:
    """All other documents, each drawn in a language; the store is filled for them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._duo = ending(store, start=TODAY - timedelta(weeks=13), weeks="mmmxm-mmm mm").duo_id
        people = [LIEVE, *(PersonValues(family_name=f"Van Name {n:02}") for n in range(24))]
        self._training = training(store, people)
        self._interview = held(store, "fr")
        with store.read() as session:
            self._office = office(session, store.office_id)

    def attendance_sheet(self, code: str) -> bytes:
        with self._store.read() as session, speaking(code):
            series = self._training.series_id
            sheet = attendance_sheet.collect(session, series, today=TODAY)
        assert sheet is not None
        return attendance_sheet.draw(sheet)

    def dossier(self, code: str) -> bytes:
        with self._store.read() as session:
            mentee = session.get_one(Duo, self._duo).mentee_id
            wanted = dossier.Wanted(
                language=code, received=(Holder("LIE-1", "Liège", TODAY - timedelta(days=8)),)
            )
            told = dossier.dossier(session, mentee, today=TODAY, wanted=wanted)
        return dossier_sheet.draw_dossier(told)

    def duo_summary(self, code: str) -> bytes:
        with self._store.read() as session:
            sheet = duo_summary.duo_summary(session, self._duo, today=TODAY, language=code)
        return duo_summary.draw_summary(sheet)

    def interview_guide(self, code: str) -> bytes:
        with self._store.read() as session:
            place = self._store.office_id
            sheet = interview_papers.blank_guide(session, place, Role.MENTEE, code)
        return interview_papers.draw_guide(sheet)

    def interview_record(self, code: str) -> bytes:
        with self._store.read() as session:
            told = interview_papers.record(session, self._interview)
        return interview_papers.draw_record(replace(told, language=code))

    def list(self, code: str) -> bytes:
        rows = [[f"Van Name {n:03}", "Ixelles", f"{n % 60}"] for n in range(90)]
        columns = [Column("Name"), Column("Place"), Column("Age", right=True)]
        with speaking(code):
            heading = Heading(
                "People", "Bruxelles · 24/11/2026", "FR", keep_until=kept_until(TODAY)
            )
            return list_pdf(heading, columns, rows)

    def matching_minutes(self, code: str) -> bytes:
        lines = tuple(
            Line(f"Awa {n}", "Guy" if word == "propose" else "", word, "Both cook. " * 9, "")
            for n in range(8)
            for word in ("propose", "later")
        )
        present = ("Annick Delvaux", "Nadia (Actiris)")
        told = Minutes(self._office, code, TODAY, present, lines, "The list comes.", draft=True)
        return matching_minutes.draw(told)

    def month_sheet(self, code: str) -> bytes:
        with self._store.read() as session, speaking(code):
            place = self._store.office_id
            sheet = month_sheet.collect(session, office_id=place, day=TODAY, today=TODAY)
        return month_sheet.draw(sheet)

    def my_day(self, code: str) -> bytes:
        phones = (("Amina", "0470 12 34 56"),)
        lines = tuple(DayLine("14:00", f"Amina {n}", "The CV", phones) for n in range(9))
        parts = (DayPart("Today", lines), DayPart("Later", lines[:3]))
        return my_day.draw(MyDay(self._office, code, TODAY, "Annick", parts, phones))

    def questionnaire(self, code: str) -> bytes:
        with self._store.read() as session:
            place = self._store.office_id
            sheet = questionnaire_paper.blank_questionnaire(session, place, Role.MENTEE, code)
        return questionnaire_paper.draw_questionnaire(sheet)

    def recovery_sheet(self, code: str) -> bytes:
        words = tuple(f"word{n}" for n in range(12))
        of_all = tuple(f"other{n}" for n in range(24))
        sheet = recovery_sheet.RecoverySheet("Bruxelles", TODAY, words, of_all)
        return recovery_sheet.draw(sheet, code)

    def series_sheet(self, code: str) -> bytes:
        with self._store.read() as session, speaking(code):
            series = self._training.series_id
            sheet = training_sheets.collect_series(session, series, today=TODAY)
        assert sheet is not None
        return training_sheets.draw_series(sheet)

    def sign_in_sheet(self, code: str) -> bytes:
        names = tuple(f"Name {n:02}" for n in range(20))
        place = "Rue Haute 12"
        sheet = sign_in_sheet.SignInSheet(
            self._office, code, TODAY, "18:00 – 19:30", place, True, "Annick", names
        )
        return sign_in_sheet.draw(sheet)

    def training_day(self, code: str) -> bytes:
        with self._store.read() as session:
            sheet = training_sheets.collect_day(session, self._training.days[0].event_id)
        assert sheet is not None
        return training_sheets.draw_day(replace(sheet, language=code))


SHEETS = tuple(name for name in vars(Sheets) if not name.startswith("_"))
