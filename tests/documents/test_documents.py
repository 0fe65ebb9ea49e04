"""The papers of a duo: every language, golden words, hostile names, signatures and refusals."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES
from duodesk.base.ids import Id
from duodesk.documents import commands, queries
from duodesk.documents.catalog import CATALOG, kind_of
from duodesk.documents.commands import Signing
from duodesk.documents.draw import draw
from duodesk.documents.recovery_sheet import RecoverySheet
from duodesk.documents.recovery_sheet import draw as draw_sheet
from duodesk.followup import queries as followup
from duodesk.followup.expenses import set_cap
from duodesk.model.documents import Signatory
from duodesk.model.pairing import Answer
from duodesk.model.people import Goal, Level, Role
from duodesk.office.commands import change_office
from duodesk.pairing import commands as pairing
from duodesk.pairing import first_meeting
from duodesk.pairing import queries as proposals
from duodesk.pairing.commands import Thought
from duodesk.people import commands as people
from duodesk.people.profile import set_availability, set_languages
from duodesk.people.values import EnrolmentValues, PersonValues, Slot
from duodesk.store.store import Store

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"


# All that an office, a mentee and a mentor tell once.
OFFICE = {
    "municipality": "Bruxelles",
    "postcode": "1000",
    "phone": "02 000 00 00",
    "email": "bru@example.org",
    "policy_number": "12.345.678",
    "accident_phone": "02 000 00 99",
    "other_cover": "Assurance SA, 12.345.679",
    "second_contact": "Nadia Bouzid, 02 000 00 11",
}
NOTHING = dict.fromkeys(Role, EnrolmentValues(goal=None))
TOLD = {
    Role.MENTEE: EnrolmentValues(goal=Goal.JOB),
    Role.MENTOR: EnrolmentValues(informed_on=date(2026, 11, 5)),
}


def member(
    store: Store,
    role: Role,
    names: tuple[str, str],
    letters: str,
    told: EnrolmentValues,
) -> Id:
    given, family = names
    values = PersonValues(given_name=given, family_name=family, contact_language=letters)
    made = people.register(store, role, values=values, enrolment=told)
    people.accept(store, made.enrolment_id)
    set_languages(store, made.person_id, {"fra": Level.B2})
    set_availability(store, made.person_id, [Slot(1, 20, 26)])
    return made.person_id


@pytest.fixture
def duo(store: Store) -> Id:
    return formed(store, "Amina", "Paul")


@pytest.fixture
def ready(store: Store) -> Id:
    """A duo that signs in a week, of which all is known that is ever known before."""
    made = formed(store, "Amina", "Paul", TOLD)
    change_office(store, store.office_id, **OFFICE)
    set_cap(store, 2026, per_day=4360, per_year=174392)
    on = store.clock.today() + timedelta(days=7)
    first_meeting.plan_signing(store, made, first_meeting.Appointment(on=on, start=600))
    return made


def formed(
    store: Store, mentee: str, mentor: str, told: Mapping[Role, EnrolmentValues] = NOTHING
) -> Id:
    one = member(store, Role.MENTEE, (mentee, "Rahmani"), "fr", told[Role.MENTEE])
    other = member(store, Role.MENTOR, (mentor, "Verhaegen"), "nl", told[Role.MENTOR])
    change_office(store, store.office_id, street="Rue de l'Essai 1", insurer="Assurance SA")
    thought = Thought(overruled_reason="the last day is next week")
    pairing.propose(store, mentee_id=one, mentor_id=other, thought=thought)
    with store.read() as session:
        found = proposals.proposals(session)
    proposal = next(row.id for row in found if row.mentee_id == one)
    for side in (Signatory.MENTEE, Signatory.MENTOR):
        first_meeting.answer(store, proposal, side, Answer.YES)
    with store.read() as session:
        duos = followup.duos(session, today=store.clock.today())
    return next(row.id for row in duos if row.mentee_id == one)


def words(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def paper(store: Store, duo: Id, kind: str, code: str) -> bytes:
    with store.read() as session:
        made = queries.papers(session, duo, kind_of(kind), today=store.clock.today(), language=code)
    return draw(made[0])


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", [kind.code for kind in CATALOG])
def test_each_paper_says_in_each_language_what_was_approved(
    store: Store, ready: Id, kind: str, code: str
) -> None:
    """After looking at the pages: DUODESK_APPROVE=1 writes the golden words anew."""
    said = words(paper(store, ready, kind, code))
    golden = GOLDEN / f"{kind}-{code}.txt"
    if os.environ.get("DUODESK_APPROVE"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    assert "Amina Rahmani" in said
    assert "Paul Verhaegen" in said


def test_nothing_is_open_where_everything_was_told_and_the_signing_is_planned(
    store: Store, ready: Id
) -> None:
    with store.read() as session:
        made = [
            paper
            for kind in CATALOG
            for paper in queries.papers(session, ready, kind, today=store.clock.today())
        ]
    assert [one.missing for one in made] == [()] * 4
    assert made[0].values["start_date"] == "1 décembre 2026"
    assert made[0].values["end_date"] == "1 juin 2027"


def test_two_readers_of_two_languages_get_two_texts(store: Store, duo: Id) -> None:
    with store.read() as session:
        made = queries.papers(session, duo, CATALOG[0], today=store.clock.today())
    assert [one.language for one in made] == ["fr", "nl"]
    assert "start_date" in made[0].missing
    assert "mentee_name" not in made[0].missing


def test_a_hostile_name_stays_a_name(store: Store) -> None:
    name = "<b>Ami</b>&{{goal}}"
    duo = formed(store, name, "=1+1")
    said = words(paper(store, duo, "agreement", "en")).replace("\n", " ")
    assert name in said
    assert "=1+1 Verhaegen" in said


def test_printing_again_adds_nothing_but_keeps_what_was_printed(store: Store, duo: Id) -> None:
    with store.read() as session:
        made = queries.papers(session, duo, CATALOG[0], today=store.clock.today())[0]
    first = commands.print_paper(store, duo, made)
    again = commands.print_paper(store, duo, made)
    assert first.content == again.content
    with store.read() as session:
        row = queries.paper_rows(session, duo_id=duo)
    printed = [one for one in row if one.printed_at]
    assert len(printed) == 1
    assert len(printed[0].document_ids) == 1
    assert printed[0].state == "to_sign"


def test_signatures_are_noted_and_taken_back(store: Store, duo: Id, clock: FixedClock) -> None:
    with store.read() as session:
        made = queries.papers(session, duo, CATALOG[0], today=clock.today())[0]
    signing = Signing("agreement", Signatory.MENTEE, clock.today(), "Bruxelles", "Classeur 3")
    with pytest.raises(UserError, match="not printed yet"):
        commands.sign(store, duo, signing)
    commands.print_paper(store, duo, made)
    late = Signing("agreement", Signatory.MENTEE, clock.today() + timedelta(days=1))
    with pytest.raises(UserError, match="in the future"):
        commands.sign(store, duo, late)
    commands.sign(store, duo, signing)
    commands.sign(store, duo, Signing("agreement", Signatory.MENTOR, clock.today()))
    assert states(store, duo)["agreement"] == "signed"
    commands.unsign(store, duo, "agreement", Signatory.MENTOR)
    assert states(store, duo)["agreement"] == "to_sign"
    store.undo()
    assert states(store, duo)["agreement"] == "signed"


def states(store: Store, duo: Id) -> dict[str, str]:
    with store.read() as session:
        return {row.kind: row.state for row in queries.paper_rows(session, duo_id=duo)}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_recovery_sheet_holds_its_words_on_one_page(clock: FixedClock, code: str) -> None:
    sheet = tuple(f"mot{n}" for n in range(12))
    content = draw_sheet(RecoverySheet("Bruxelles", clock.today(), sheet), code)
    said = words(content)
    assert all(word in said for word in sheet)
    assert len(PdfReader(BytesIO(content)).pages) == 1
