"""The information note to volunteers: every language, golden words, its receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES
from duodesk.base.ids import Id
from duodesk.documents.commands import print_letter
from duodesk.documents.draw import Paper, draw
from duodesk.documents.information_note import Receipt, information_note, informed_on, receive
from duodesk.model.documents import Document, Signature
from duodesk.model.people import Role
from duodesk.office.commands import change_office
from duodesk.people.commands import register
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.documents.training import LIEVE, approved, pages

TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Volunteer:
    """A mentor to be."""

    store: Store
    person_id: Id
    enrolment_id: Id

    def note(self, language: str | None = None, today: date = TODAY) -> Paper:
        with self.store.read() as session:
            return information_note(session, self.enrolment_id, today=today, language=language)

    def informed(self) -> date | None:
        with self.store.read() as session:
            return informed_on(session, self.enrolment_id)


def volunteer(store: Store, values: PersonValues = LIEVE, role: Role = Role.MENTOR) -> Volunteer:
    change_office(
        store, store.office_id, street="Rue de l'Essai 1", municipality="Bruxelles",
        phone="02 000 00 00", email="bru@example.org", insurer="Assurance SA",
        policy_number="12.345.678", accident_phone="02 000 00 99",
        other_cover="Assurance SA, 12.345.679",
    )  # fmt: skip
    made = register(store, role, values=values)
    return Volunteer(store, made.person_id, made.enrolment_id)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_note_is_one_page_and_its_receipt_another(store: Store, code: str) -> None:
    paper = volunteer(store).note(code)
    note, receipt = pages(draw(paper))
    said = f"{note}\n\f\n{receipt}"
    assert said == approved(f"information_note-{code}", said)
    for part in ("Assurance SA", "12.345.678", "458", "C45B", "112"):
        assert part in note.replace("\n", " ")
    assert "Lieve De Smet" in receipt
    assert "BRU-10001-N1" in receipt
    assert paper.missing == ()


def test_it_is_in_the_language_of_the_mentors_letters(store: Store) -> None:
    assert volunteer(store).note().language == "nl"


def test_without_a_cap_for_the_year_its_amounts_stay_open(store: Store) -> None:
    paper = volunteer(store).note("en", today=date(2031, 1, 5))
    assert {"lump_sum_day", "lump_sum_year"} <= set(paper.missing)
    assert paper.values["cap_year"] == "2031"


def test_a_mentee_is_no_volunteer(store: Store) -> None:
    with pytest.raises(UserError, match="Lieve De Smet is no mentor"):
        volunteer(store, role=Role.MENTEE).note()


def test_a_hostile_name_stays_a_name(store: Store) -> None:
    values = PersonValues(given_name="<b>A</b>&{{goal}}", family_name="=1+1")
    said = "".join(pages(draw(volunteer(store, values).note("en")))).replace("\n", " ")
    assert said.count("<b>A</b>&{{goal}} =1+1") >= 2


def test_a_signed_receipt_informs_the_mentor_and_undo_takes_it_back(store: Store) -> None:
    one = volunteer(store)
    day = store.clock.today() - timedelta(days=2)
    print_letter(store, one.person_id, one.note())
    receive(store, one.enrolment_id, Receipt(day, " Bruxelles ", "Classeur 3"))
    assert one.informed() == day
    with store.read() as session:
        (signature,) = session.query(Signature).all()
        assert signature.document_id == session.query(Document).one().id
        assert (signature.person_id, signature.signed_on) == (one.person_id, day)
        assert (signature.place, signature.filed_at) == ("Bruxelles", "Classeur 3")
    store.undo()
    assert one.informed() is None
    with store.read() as session:
        assert session.query(Signature).count() == 0


def test_a_receipt_noted_again_corrects_the_first_one(store: Store) -> None:
    one = volunteer(store)
    day = store.clock.today()
    for code in ("nl", "fr"):
        print_letter(store, one.person_id, one.note(code))
    receive(store, one.enrolment_id, Receipt(day - timedelta(days=3)))
    receive(store, one.enrolment_id, Receipt(day))
    assert one.informed() == day
    with store.read() as session:
        assert [row.signed_on for row in session.query(Signature)] == [day]


def test_what_cannot_be_is_refused(store: Store, clock: FixedClock) -> None:
    one = volunteer(store)
    with pytest.raises(UserError, match="not printed yet"):
        receive(store, one.enrolment_id, Receipt(clock.today()))
    print_letter(store, one.person_id, one.note())
    with pytest.raises(UserError, match="in the future"):
        receive(store, one.enrolment_id, Receipt(clock.today() + timedelta(days=1)))
    assert one.informed() is None
