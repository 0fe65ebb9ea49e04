"""Texts of papers in versions: written, approved, printed from, never changed after that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES
from duodesk.base.ids import Id
from duodesk.documents import editions, printed, proofreading
from duodesk.documents.catalog import CATALOG, KINDS, NOTE, DocumentKind, kind_of
from duodesk.documents.commands import Signing, print_paper, sign
from duodesk.documents.draw import Paper, draw
from duodesk.documents.editions import EditionRow
from duodesk.documents.queries import papers
from duodesk.documents.wording import in_force, shipped
from duodesk.model.documents import Document, Signatory, TemplateEdition, TemplateText
from duodesk.model.reference import Duty
from duodesk.office.commands import add_author, change_office, set_duty
from duodesk.store.store import Store
from tests.documents.test_documents import formed
from tests.documents.training import TODAY

AGREEMENT = CATALOG[0]


def started(store: Store) -> Id:
    return formed(store, "Amina", "Paul")


def rows(store: Store, kind: DocumentKind = AGREEMENT) -> list[EditionRow]:
    with store.read() as session:
        return editions.editions(session, kind)


def begun(store: Store, kind: DocumentKind = AGREEMENT) -> EditionRow:
    made = editions.begin_edition(store, kind).id
    return next(row for row in rows(store, kind) if row.id == made)


def again(store: Store, row: EditionRow) -> EditionRow:
    return next(one for one in rows(store, kind_of(row.kind)) if one.id == row.id)


def approved(store: Store, row: EditionRow, by: str = "Maître Peeters") -> EditionRow:
    editions.approve(store, again(store, row), by=by, on=TODAY)
    return again(store, row)


def rewritten(store: Store, row: EditionRow, old: str, new: str, code: str = "fr") -> None:
    editions.write_text(store, row.id, code, again(store, row).texts[code].replace(old, new))


def paper(store: Store, duo_id: Id, kind: DocumentKind = AGREEMENT) -> Paper:
    with store.read() as session:
        return papers(session, duo_id, kind, today=TODAY, language="fr")[0]


def said(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_what_comes_with_the_program_is_a_draft_without_a_mistake(
    store: Store, kind: DocumentKind
) -> None:
    (row,) = rows(store, kind)
    assert (row.shipped, row.in_force, row.fixed, row.approved_on) == (True, True, True, None)
    for code in LANGUAGES:
        assert proofreading.problems(kind, row.texts[code]) == []
        assert proofreading.remarks(kind, row.texts, code) == []
        assert proofreading.missing_places(kind, row.texts, code) == ()
        assert draw(proofreading.sample(kind, code, row.texts[code], number="1"))[:4] == b"%PDF"


def test_a_new_version_begins_with_the_words_of_today_and_changes_nothing_yet(
    store: Store,
) -> None:
    row = begun(store)
    assert (row.label, row.in_force, row.fixed) == ("2", False, False)
    assert row.texts == rows(store)[-1].texts
    rewritten(store, row, "# Accord de duo", "# Accord nouveau")
    duo = started(store)
    assert "Accord nouveau" not in said(draw(paper(store, duo)))


def test_once_approved_it_is_printed_and_no_page_says_draft(store: Store) -> None:
    duo = started(store)
    assert "PROJET" in said(draw(paper(store, duo)))
    row = begun(store)
    rewritten(store, row, "# Accord de duo", "# Accord nouveau")
    row = approved(store, row)
    assert (row.in_force, row.approved_by, row.approved_on) == (True, "Maître Peeters", TODAY)
    now = paper(store, duo)
    assert now.number.endswith("-A2-FR")
    words = said(draw(now))
    assert "Accord nouveau" in words
    assert "PROJET" not in words


def test_the_text_of_the_program_can_be_approved_as_it_is(store: Store) -> None:
    row = approved(store, rows(store)[0])
    assert (row.in_force, row.shipped, row.approved_on) == (True, True, TODAY)
    assert "PROJET" not in said(draw(paper(store, started(store))))
    assert begun(store).label == "2"


def test_withdrawn_it_is_printed_no_more(store: Store) -> None:
    row = approved(store, begun(store))
    editions.withdraw(store, row.id)
    shown = rows(store)
    assert [one.in_force for one in shown] == [False, True]
    assert shown[1].shipped
    assert approved(store, shown[0]).in_force  # and again, with a new approval


def test_what_was_approved_or_printed_stays_as_it_is(store: Store) -> None:
    row = approved(store, begun(store))
    for change in (
        lambda: editions.write_text(store, row.id, "fr", "# Autre"),
        lambda: editions.remove_edition(store, row.id),
        lambda: editions.remark_on(store, row.id, "x"),
    ):
        with pytest.raises(UserError, match="stays as it is"):
            change()
    print_paper(store, (duo := started(store)), paper(store, duo))
    editions.withdraw(store, row.id)
    assert again(store, row).printed == 1
    with pytest.raises(UserError, match="stays as it is"):
        editions.write_text(store, row.id, "fr", "# Autre")


def test_a_draft_can_be_taken_away(store: Store) -> None:
    row = begun(store)
    editions.remove_edition(store, row.id)
    assert [one.shipped for one in rows(store)] == [True]
    with store.read() as session:
        assert session.query(TemplateText).count() == 0
    with pytest.raises(UserError, match="not here any more"):
        editions.write_text(store, row.id, "fr", "# A")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "the text is empty"),
        ("# A\n{{boss}}\n[signatures]", "there is no place called “boss”"),
        ("Hello\n[signatures]", "the first line must be the title"),
        ("# A\nNo boxes", "[signatures] must stand in it 1 times, and it does 0"),
        ("# A\n[signatures]\n[signatures]", "1 times, and it does 2 times"),
        ("# A\n[table]\n[signatures]", "[table] must stand in it 0 times"),
    ],
)
def test_a_text_with_a_mistake_is_kept_and_cannot_be_approved(
    store: Store, words: str, told: str
) -> None:
    row = begun(store)
    editions.write_text(store, row.id, "nl", words)
    assert again(store, row).texts["nl"] == words
    (problem,) = proofreading.problems(AGREEMENT, words)
    assert told in str(problem)
    with pytest.raises(UserError) as error:
        approved(store, row)
    assert str(error.value).startswith("Nederlands")
    assert told in str(error.value)


def test_what_a_text_lacks_beside_the_others_is_remarked(store: Store) -> None:
    row = begun(store)
    rewritten(store, row, "{{goal}}", "son projet")
    rewritten(store, row, "[signatures]", "Un mot.\n[signatures]")
    texts = again(store, row).texts
    assert proofreading.missing_places(AGREEMENT, texts, "fr") == ("goal",)
    told = [str(one) for one in proofreading.remarks(AGREEMENT, texts, "fr")]
    assert len(told) == 3  # each of the other languages has one piece less


def test_an_approval_needs_a_name_and_no_day_to_come(store: Store) -> None:
    row = begun(store)
    with pytest.raises(UserError, match="who approved"):
        editions.approve(store, row, by=" ", on=TODAY)
    with pytest.raises(UserError, match="in the future"):
        editions.approve(store, row, by="A", on=date(2030, 1, 1))


def test_where_somebody_administers_the_office_nobody_else_approves(store: Store) -> None:
    row, founder = begun(store), store.author_id
    assert founder is not None
    set_duty(store, founder, Duty.OFFICE_ADMIN)
    ((_table, other),) = add_author(store, "Nadia").rows
    store.speak_as(other)
    with pytest.raises(UserError, match="Only who administers"):
        approved(store, row)


def test_two_versions_of_one_number_are_told_apart(store: Store) -> None:
    one = begun(store)
    with store.write("x") as write:
        write.session.add(
            TemplateEdition(id=write.new_id(), kind=AGREEMENT.code, version=one.version)
        )
    assert [row.label for row in rows(store)] == ["2b", "2", "1"]


def test_a_text_may_be_long_and_not_endless(store: Store) -> None:
    row = begun(store)
    with pytest.raises(UserError, match="60000 at most"):
        editions.write_text(store, row.id, "fr", "a" * (proofreading.MOST + 1))


def test_the_same_paper_is_made_again_whatever_changed_since(store: Store) -> None:
    duo = started(store)
    first = print_paper(store, duo, paper(store, duo))
    change_office(store, store.office_id, phone="02 999 99 99", name="Nouveau")
    approved(store, begun(store))
    (document,) = documents(store)
    with store.read() as session:
        made = printed.again(session, document)
    assert made.same
    assert made.content == first.content
    assert made.number == first.number


def test_a_paper_of_a_draft_that_was_approved_since_is_made_again_as_a_draft(store: Store) -> None:
    duo = started(store)
    first = print_paper(store, duo, paper(store, duo))
    approved(store, rows(store)[0])
    (document,) = documents(store)
    with store.read() as session:
        made = printed.again(session, document)
    assert made.same
    assert made.content == first.content


def test_a_text_that_was_written_over_is_found_in_its_history(store: Store) -> None:
    """Two laptops: one approves and prints while the other, not knowing, goes on writing."""
    duo, row = started(store), begun(store)
    row = approved(store, row)
    first = print_paper(store, duo, paper(store, duo))
    with store.write("x") as write:
        for text in write.session.query(TemplateText).filter_by(edition_id=row.id):
            text.text = (text.text or "").replace("Accord", "Pacte")
    (document,) = documents(store)
    with store.read() as session:
        made = printed.again(session, document)
    assert made.same
    assert made.content == first.content


def test_a_paper_that_is_drawn_otherwise_today_is_told_apart(store: Store) -> None:
    """Its text was typed in many steps; only the last of them are tried."""
    duo, row = started(store), begun(store)
    for n in range(30):
        rewritten(store, row, "# Accord", f"# {n} Accord")
    approved(store, row)
    first = print_paper(store, duo, paper(store, duo))
    (document,) = documents(store)
    with store.write("x") as write:
        write.session.get_one(Document, document).sha256 = "0" * 64
    with store.read() as session:
        made = printed.again(session, document)
    assert not made.same
    assert made.content == first.content


def test_a_paper_from_another_version_of_one_number_bears_its_own(store: Store) -> None:
    duo = started(store)
    one, other = sorted((begun(store), begun(store)), key=lambda row: row.id)
    with store.write("x") as write:
        for row in (one, other):
            write.session.get_one(TemplateEdition, row.id).version = 2
    for row, ending in ((one, "-A2-FR"), (other, "-A2b-FR")):
        approved(store, row)
        print_paper(store, duo, paper(store, duo))
        with store.read() as session:
            (number,) = [document.number for document in session.query(Document)]
        assert number.endswith(ending)


def test_a_list_of_versions_tells_what_is_printed(store: Store) -> None:
    """As papers ask it, kind by kind."""
    approved(store, begun(store))
    editions.withdraw(store, approved(store, begun(store, NOTE)).id)
    with store.read() as session:
        found = editions.every(session, KINDS)
        for kind in KINDS:
            (now,) = [row for row in found[kind.code] if row.in_force]
            wording = in_force(session, kind, LANGUAGES[0])
            assert (now.id, now.label) == (wording.edition_id, wording.label)


def test_what_was_signed_is_never_written_over(store: Store) -> None:
    duo = started(store)
    first = print_paper(store, duo, paper(store, duo))
    for side in (Signatory.MENTEE, Signatory.MENTOR):
        sign(store, duo, Signing(AGREEMENT.code, side, TODAY))
    change_office(store, store.office_id, phone="02 999 99 99")
    print_paper(store, duo, paper(store, duo))
    old, new = documents(store)
    with store.read() as session:
        assert printed.again(session, old).content == first.content
        assert "02 999 99 99" in said(printed.again(session, new).content)
        assert session.get_one(Document, old).number == session.get_one(Document, new).number


def test_of_a_paper_from_a_list_nothing_can_be_made(store: Store) -> None:
    with store.write("x") as write:
        document = Document(
            id=write.new_id(), kind=AGREEMENT.code, number="A", language="", template_version=0,
            office_id=write.office_id,
        )  # fmt: skip
        write.session.add(document)
        known = document.id
    with store.read() as session, pytest.raises(UserError, match="was not kept here"):
        printed.again(session, known)


def test_text_files_of_word_processors_are_read(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes("\ufeff# Été\r\nœuvre\r\n".encode())
    assert proofreading.read_file(file) == "# Été\nœuvre"
    file.write_bytes("# Été".encode("cp1252"))
    assert proofreading.read_file(file) == "# Été"
    file.write_bytes(b"PK\x03\x04\0\0")
    with pytest.raises(UserError, match="plain text"):
        proofreading.read_file(file)
    with pytest.raises(UserError, match="cannot be read"):
        proofreading.read_file(tmp_path / "none.txt")


def test_places_are_words_and_never_instructions(store: Store) -> None:
    row = begun(store)
    hostile = "{0.__class__} {{7*7}} %s %(name)s ${goal} <b>{{goal}}</b> {% x %}"
    rewritten(store, row, "Qui nous sommes", hostile)
    assert proofreading.problems(AGREEMENT, again(store, row).texts["fr"]) == []
    approved(store, row)
    words = said(draw(paper(store, started(store))))
    for piece in ("{0.__class__}", "{{7*7}}", "%s", "%(name)s", "${goal}", "<b>", "{% x %}"):
        assert piece in words


def test_a_language_that_has_not_arrived_leaves_it_to_the_program(store: Store) -> None:
    row = approved(store, begun(store, NOTE))
    with store.write("x") as write:
        for text in write.session.query(TemplateText).filter_by(edition_id=row.id, language="de"):
            write.session.delete(text)
    with store.read() as session:
        assert in_force(session, NOTE, "de") == shipped(NOTE, "de")
        assert in_force(session, NOTE, "fr").approved
        assert replace(in_force(session, NOTE, "fr"), approved=False).label == "2"


def documents(store: Store) -> list[Id]:
    with store.read() as session:
        return [row.id for row in session.query(Document).order_by(Document.id)]
