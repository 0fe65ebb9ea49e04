"""The list of all papers: what is to print, to sign and done; how papers were handed over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.documents.catalog import LETTERS
from duodesk.documents.commands import (
    HandedOver,
    hand_over,
    print_letter,
    take_back,
)
from duodesk.documents.information_note import (
    Receipt,
    information_note,
    not_received,
    receive,
)
from duodesk.documents.listed import ListedPaper, Medium, family_of, listed
from duodesk.model.people import Role
from duodesk.people.commands import accept, register
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.documents.every import KINDS, paper
from tests.documents.test_documents import formed

TODAY = date(2026, 11, 24)


def rows(store: Store) -> list[ListedPaper]:
    with store.read() as session:
        return listed(session, office_id=store.office_id)


def mentor(store: Store) -> tuple[Id, Id]:
    made = register(store, Role.MENTOR, values=PersonValues(given_name="Lieve"))
    return made.person_id, made.enrolment_id


def test_the_note_waits_from_the_training_on_until_its_receipt_is_back(store: Store) -> None:
    person_id, enrolment_id = mentor(store)
    assert rows(store) == []
    accept(store, enrolment_id)
    assert [(one.kind, one.state) for one in rows(store)] == [("information_note", "to_print")]
    with store.read() as session:
        note = information_note(session, enrolment_id, today=TODAY)
    print_letter(store, person_id, note)
    (one,) = rows(store)
    assert (one.state, one.printed[0].number) == ("to_sign", note.number)
    assert one.printed[0].printed_by == "Annick"
    receive(store, enrolment_id, Receipt(TODAY))
    (one,) = rows(store)
    assert (one.state, one.signed_on, one.done_on) == ("signed", TODAY, TODAY)
    not_received(store, enrolment_id)
    assert [one.state for one in rows(store)] == ["to_sign"]


def test_a_letter_is_done_when_it_is_printed_and_names_whose_it_is(store: Store) -> None:
    person_id, _enrolment = mentor(store)
    print_letter(store, person_id, paper(LETTERS[0], "fr"))
    (one,) = rows(store)
    assert (one.state, one.who, one.person_id) == ("signed", "Lieve", person_id)
    assert one.printed[0].printed_on == TODAY


def test_papers_of_a_duo_stand_beside_the_rest(store: Store) -> None:
    duo = formed(store, "Amina", "Paul")
    found = {(one.kind, one.state, one.duo_id) for one in rows(store)}
    assert found == {
        ("agreement", "to_print", duo),
        ("code_of_conduct", "to_print", duo),
        ("information_note", "to_print", None),
    }
    with store.read() as session:
        assert listed(session, office_id=Id(int=7)) == []


def test_how_a_paper_was_handed_over_is_noted_and_taken_back(store: Store) -> None:
    person_id, _enrolment = mentor(store)
    print_letter(store, person_id, paper(LETTERS[0], "fr"))
    document = rows(store)[0].printed[0].id
    day = TODAY - timedelta(days=1)
    hand_over(store, [document], HandedOver(Medium.POST, day))
    one = rows(store)[0].printed[0]
    assert (one.medium, one.handed_on, one.handed_by) == (Medium.POST, day, "Annick")
    store.undo()
    assert rows(store)[0].printed[0].medium is None
    store.redo()
    take_back(store, [document])
    one = rows(store)[0].printed[0]
    assert (one.medium, one.handed_on, one.handed_by) == (None, None, "")
    with pytest.raises(UserError, match="future"):
        hand_over(store, [document], HandedOver(Medium.POST, TODAY + timedelta(days=1)))


def test_every_kind_of_paper_has_a_chip() -> None:
    families = {family_of(kind.code) for kind in KINDS}
    assert families == {"duo", "note", "decision", "invitation", "certificate", "letter"}
    assert family_of("of a newer program") == "letter"
