"""The papers for the signatures of a day: whose, in which languages, how many copies, in one file
and one step.
"""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

from pypdf import PdfReader

from duodesk.base.ids import Id
from duodesk.documents.commands import draw_several, print_several
from duodesk.documents.draw import draw_together
from duodesk.documents.for_signing import (
    LABEL,
    SigningDuo,
    copies,
    for_signing,
    signing_days,
    usual_day,
)
from duodesk.model.documents import Document
from duodesk.pairing import first_meeting
from duodesk.store.store import Store
from tests.documents.test_documents import TOLD, formed

TOMORROW = date(2026, 11, 25)


def planned(store: Store, duo: Id, on: date, start: int = 600) -> None:
    first_meeting.plan_signing(store, duo, first_meeting.Appointment(on=on, start=start))


def signing(store: Store, day: date | None) -> list[SigningDuo]:
    with store.read() as session:
        return for_signing(session, day, office_id=store.office_id, today=store.clock.today())


def told(one: SigningDuo, each: int = 1) -> dict[str, int]:
    return {"-".join(owned.paper.number.split("-")[-2:]): n for owned, n in copies(one.needs, each)}


def test_a_duo_of_two_languages_gets_a_copy_each_and_the_office_one_in_its_own(
    store: Store,
) -> None:
    duo = formed(store, "Amina", "Paul")
    planned(store, duo, TOMORROW)
    (one,) = signing(store, TOMORROW)
    assert one.who == "Amina Rahmani × Paul Verhaegen"
    assert told(one) == {"A1-FR": 2, "A1-NL": 1, "C1-FR": 2, "C1-NL": 1, "N1-NL": 1}
    assert told(one, each=2)["A1-FR"] == 4


def test_a_mentor_who_signed_for_the_note_gets_no_second_one(store: Store) -> None:
    planned(store, formed(store, "Amina", "Paul", TOLD), TOMORROW)
    (one,) = signing(store, TOMORROW)
    assert {need.kind for need in one.needs} == {"agreement", "code_of_conduct"}


def test_days_are_those_of_duos_that_still_sign(store: Store) -> None:
    duo = formed(store, "Amina", "Paul")
    today = store.clock.today()
    with store.read() as session:
        assert signing_days(session, office_id=store.office_id, today=today) == []
    assert usual_day([], today) == TOMORROW
    assert [one.duo_id for one in signing(store, None)] == [duo]
    later = TOMORROW + timedelta(days=3)
    planned(store, duo, TOMORROW)
    planned(store, duo, later)
    with store.read() as session:
        days = signing_days(session, office_id=store.office_id, today=today)
    assert days == [later]
    assert usual_day([today, *days], today) == later
    assert signing(store, TOMORROW) == signing(store, None) == []


def test_one_file_holds_all_copies_each_paper_on_sheets_of_its_own(store: Store) -> None:
    planned(store, formed(store, "Amina", "Paul"), TOMORROW)
    (one,) = signing(store, TOMORROW)
    wanted = [(owned.paper, n) for owned, n in copies(one.needs, 1)]
    content = draw_together(wanted, "Papers")
    assert draw_together(wanted, "Papers") == content
    reader = PdfReader(BytesIO(content))
    texts = [page.extract_text() for page in reader.pages]
    firsts = [n for n, text in enumerate(texts) if "1 sur" in text or "1 van" in text]
    assert len(firsts) == sum(n for _paper, n in wanted)
    assert all(n % 2 == 0 for n in firsts)
    assert reader.metadata is not None
    assert reader.metadata.title == "Papers"


def test_all_are_written_down_in_one_step_that_is_undone_as_one(store: Store) -> None:
    planned(store, formed(store, "Amina", "Paul"), TOMORROW)
    (one,) = signing(store, TOMORROW)
    print_several(store, draw_several([need.owned for need in one.needs]), LABEL)
    with store.read() as session:
        found = session.query(Document).all()
        assert {row.kind for row in found} == {"agreement", "code_of_conduct", "information_note"}
        assert {bool(row.duo_id) for row in found if row.kind != "information_note"} == {True}
        assert {bool(row.person_id) for row in found if row.kind == "information_note"} == {True}
    assert str(store.undo_label) == "Print papers for signatures: 5"
    store.undo()
    with store.read() as session:
        assert session.query(Document).count() == 0
