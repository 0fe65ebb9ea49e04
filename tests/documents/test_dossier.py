"""The dossier: nothing about the person is forgotten, nobody else is named, all of it in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import Table, insert, select

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, speaking
from duodesk.base.ids import Id, seed_id
from duodesk.documents import dossier_words as words
from duodesk.documents.dossier import OWNERS, Dossier, Wanted, about, as_json, dossier
from duodesk.documents.dossier_sheet import dossier_file, draw_dossier
from duodesk.model.documents import Signatory, Signature
from duodesk.model.interviews import Interview
from duodesk.model.pairing import Duo, Proposal
from duodesk.model.people import Note, Person, Role
from duodesk.model.reference import Author, Duty
from duodesk.model.vocabulary import record_classes
from duodesk.office.seeds import OFFICES
from duodesk.people.commands import change_person, register
from duodesk.people.requests import Holder
from duodesk.people.uniting import PEOPLE_COLUMNS
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.conftest import MORNING, new_store

TODAY = date(2026, 11, 24)
AWA = PersonValues(
    given_name="Awa", family_name="Diallo", contact_language="fr", email="awa@example.org",
    phone="0470 12 34 56",
)  # fmt: skip
PAUL = PersonValues(
    given_name="Paul", family_name="Van den Berg", email="paul@example.org", phone="0471 99 88 77"
)
FAR = PersonValues(given_name="Noémie", family_name="Peeters")
TABLES = {str(kind.__tablename__): kind for kind in record_classes()}


class Desk:
    """A duo of Awa and Paul, and one row about Awa in every table that can have one."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.awa = register(store, Role.MENTEE, values=AWA).person_id
        self.paul = register(store, Role.MENTOR, values=PAUL).person_id
        self.far = register(store, Role.MENTEE, values=FAR).person_id
        self.rows: dict[str, Id] = {"person": self.awa}
        with store.write("Filled") as write:
            for table in ("proposal", "duo", "meeting", "interview", "document", "questionnaire"):
                self.rows[table] = self._add(write.session, table)
            for table in words.listed_tables():
                if table not in self.rows:
                    self.rows[table] = self._add(write.session, table)

    def _add(self, session: Any, table: str) -> Id:
        kind = TABLES[table]
        made = seed_id(f"test/{table}")
        columns = kind.__table__.columns
        values = {column.name: self._value(column) for column in columns if column.name != "id"}
        session.execute(insert(kind).values(id=made, **values))
        return made

    def _value(self, column: Any) -> Any:
        """Something that fits the column, and leads to Awa."""
        name = column.name
        known = {"person_id": self.awa, "mentee_id": self.awa, "mentor_id": self.paul,
                 "office_id": self.store.office_id, "author_id": self.store.author_id}  # fmt: skip
        if name in known:
            return known[name]
        owner = next((table for table, by in OWNERS.items() if by == name), None)
        if owner is not None:
            return self.rows.get(owner)
        if name.endswith(("_id", "_by")):
            return None
        kind = getattr(column.type, "kind", None)
        if kind is not None:
            return next(iter(kind))
        if name == "side":
            return "mentee"
        python = type(column.type).__name__
        samples: dict[str, Any] = {
            "Day": TODAY, "Moment": datetime(2026, 11, 3, 10, tzinfo=UTC), "Boolean": True,
            "Integer": 3,
        }  # fmt: skip
        return samples.get(python, f"so-{name}")

    def told(self, person_id: Id | None = None, **wanted: Any) -> Dossier:
        with self.store.read() as session:
            return dossier(session, person_id or self.awa, today=TODAY, wanted=Wanted(**wanted))

    def note(self, text: str, **more: Any) -> None:
        with self.store.write("Note") as write:
            values = {"person_id": self.awa, "author_id": self.store.author_id} | more
            write.session.add(Note(id=write.new_id(), text=text, **values))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with speaking("en"):
        store = new_store(tmp_path_factory.mktemp("dossier") / "desk.duo", FixedClock(MORNING))
        yield Desk(store)
        store.close()


def said(told: Dossier) -> str:
    return as_json(told).decode()


def tables(told: Dossier) -> set[str]:
    return {kind.table for chapter in told.chapters for kind in chapter.kinds}


def test_every_table_is_in_the_dossier_or_declared_to_be_about_nobody() -> None:
    listed = words.listed_tables()
    assert len(listed) == len(set(listed))
    assert set(listed) | words.NOT_ABOUT == set(TABLES)
    assert not set(listed) & words.NOT_ABOUT


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_table_that_names_a_person_is_in_the_dossier(table: str) -> None:
    columns = {column.name for column in TABLES[table].__table__.columns}
    if columns & set(PEOPLE_COLUMNS):
        assert table in words.listed_tables()
    if table in words.listed_tables() and table != "person":
        assert about(TABLES[table])


@pytest.mark.parametrize("table", words.listed_tables())
def test_every_column_has_a_title_or_is_the_programs_own(table: str) -> None:
    mapped = TABLES[table].__table__
    assert isinstance(mapped, Table)
    for column in mapped.columns:
        hidden = words.is_hidden(table, column.name)
        assert hidden or words.column_title(table, column.name), f"{table}.{column.name}"
    assert words.table_title(table)


def test_a_row_of_every_table_is_told(desk: Desk) -> None:
    assert tables(desk.told()) == set(words.listed_tables())


def test_what_was_typed_is_told_as_it_was_typed(desk: Desk) -> None:
    told = said(desk.told())
    for text in ("so-notes", "so-text", "so-employer", "so-unsigned_reason", "0470 12 34 56"):
        assert text in told


def test_the_other_of_the_duo_is_told_about_themselves_alone(desk: Desk) -> None:
    told = desk.told(desk.paul)
    assert {"duo", "meeting", "proposal", "pair_rule"} <= tables(told)
    assert not {"interview", "outcome_event", "expense", "note", "reply"} & tables(told)
    proposals = [
        one for chapter in told.chapters for kind in chapter.kinds if kind.table == "proposal"
        for entry in kind.entries for one in entry.told
    ]  # fmt: skip
    assert {"mentor_reason", "mentor_answer"} <= {one.column for one in proposals}
    assert not {one.column for one in proposals if one.column.startswith("mentee_")}


def test_no_other_person_is_named_however_they_are_written(desk: Desk) -> None:
    desk.note(
        "Avec Paul et VAN DEN BERG, Paul. Noémie Peeters (noemie peeters) appelle Awa Diallo. "
        "paul@example.org, +32 471 99 88 77. Annick sait."
    )
    told = said(desk.told(language="en"))
    for name in ("Paul", "Berg", "BERG", "Peeters", "peeters", "paul@", "99 88 77"):
        assert name not in told, name
    assert "([another person]) appelle Awa Diallo" in told
    assert "Annick sait" in told


def test_notes_shown_to_few_are_told_by_those_few(desk: Desk) -> None:
    with desk.store.write("Colleague") as write:
        other = write.new_id()
        write.session.add(
            Author(id=other, name="Sara", office_id=write.office_id, duty=Duty.COORDINATION)
        )
        for author in write.session.scalars(select(Author).where(Author.id == write.author_id)):
            author.duty = Duty.COORDINATION
    desk.note("Rien que pour Sara", author_id=other, restricted=True)
    desk.note("Rien que pour Annick", restricted=True)
    told = said(desk.told(language="en"))
    assert "Rien que pour Annick" in told
    assert "Rien que pour Sara" not in told
    assert "restricted, by Sara" in told


def test_it_is_in_the_language_of_the_persons_letters(desk: Desk) -> None:
    assert desk.told().language == "fr"
    assert desk.told(language="nl").language == "nl"
    assert desk.told(desk.paul).language == "fr"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_pages_say_whose_they_are_who_has_the_data_and_how_many_there_are(
    desk: Desk, code: str
) -> None:
    holder = Holder("LIE-1", "Liège", date(2026, 11, 2))
    told = desk.told(language=code, received=(holder,))
    reader = PdfReader(BytesIO(draw_dossier(told)))
    first = reader.pages[0].extract_text()
    assert "Awa Diallo" in first
    assert "LIE-1 · Liège" in first
    assert reader.trailer["/Root"]["/Lang"] == f"{code}-BE"
    assert len(reader.outline) >= 1
    assert all(told.number in page.extract_text() for page in reader.pages)
    assert dossier_file(told).startswith(told.number)


def test_the_same_is_said_on_paper_and_to_programs(desk: Desk) -> None:
    told = desk.told(language="en")
    document = json.loads(as_json(told))
    entries = [e for part in document["parts"] for kind in part["kinds"] for e in kind["entries"]]
    assert len(entries) == told.entries
    assert document["person"] == {"number": told.number, "name": "Awa Diallo"}
    pages = PdfReader(BytesIO(draw_dossier(told))).pages
    paper = "".join("".join(page.extract_text().split()) for page in pages)
    for entry in entries:
        for one in entry.values():
            assert "".join(one["value"].split()) in paper


def test_what_changed_over_time_is_told_where_it_is_wanted(desk: Desk) -> None:
    change_person(desk.store, desk.awa, municipality="Ixelles")
    change_person(desk.store, desk.awa, municipality="Uccle")
    assert "Ixelles" not in said(desk.told(language="en"))
    assert "Ixelles → Uccle" in said(desk.told(language="en", with_changes=True))


def test_another_office_has_words_that_are_not_here(desk: Desk) -> None:
    elsewhere = next(one.id for one in OFFICES if one.id != desk.store.office_id)
    assert desk.told(office_id=desk.store.office_id).elsewhere == ""
    told = desk.told(office_id=elsewhere, language="en")
    assert told.elsewhere == "Brussels"
    assert "only the office Brussels keeps" in " ".join(
        PdfReader(BytesIO(draw_dossier(told))).pages[0].extract_text().split()
    )


def test_a_hostile_word_stays_a_word(desk: Desk) -> None:
    desk.note("<b>x</b> & {{goal}} =1+1 %(n)s")
    told = desk.told(language="en")
    assert "<b>x</b> & {{goal}} =1+1 %(n)s" in said(told)
    pages = PdfReader(BytesIO(draw_dossier(told))).pages
    flat = "".join("".join(page.extract_text().split()) for page in pages)
    assert "<b>x</b>&{{goal}}=1+1%(n)s" in flat


def test_nobody_is_told_about_somebody_who_is_gone(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no longer"):
        desk.told(seed_id("nobody"))


def test_two_entries_of_one_person_are_one_dossier(desk: Desk) -> None:
    with desk.store.write("Joined") as write:
        write.session.get_one(Person, desk.far).merged_into_id = desk.awa
        write.session.add(
            Interview(
                id=write.new_id(), person_id=desk.far, office_id=write.office_id,
                role=Role.MENTEE, held_on=TODAY, notes="Dit sous l'autre nom",
            )
        )  # fmt: skip
    told = desk.told(language="en")
    assert "Dit sous l'autre nom" in said(told)
    assert "Noémie" in said(told)
    desk.store.undo()


def test_a_duo_of_others_is_nobodys_business(desk: Desk) -> None:
    with desk.store.write("Another duo") as write:
        ids = {"mentee_id": desk.far, "mentor_id": desk.paul, "office_id": write.office_id}
        write.session.add(Duo(id=write.new_id(), number="BRU-D777", **ids))
        write.session.add(Proposal(id=write.new_id(), reason="Pour Noémie", **ids))
    told = said(desk.told(language="en"))
    assert "BRU-D777" not in told
    assert "Pour" not in told


def test_the_signature_of_the_other_is_theirs(desk: Desk) -> None:
    with desk.store.write("Signed") as write:
        for signatory, place in ((Signatory.MENTOR, "Namur"), (Signatory.MENTEE, "Mons")):
            write.session.add(
                Signature(
                    id=write.new_id(), document_id=desk.rows["document"], signatory=signatory,
                    signed_on=TODAY, place=place,
                )
            )  # fmt: skip
    told = said(desk.told(language="en"))
    assert "Mons" in told
    assert "Namur" not in told
