"""Texts of papers between offices: a version that one office approved is printed by all; two that
were begun apart stay two; a text of the program that two offices print from is one.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from duodesk.documents import editions, printed
from duodesk.documents.catalog import CATALOG
from duodesk.documents.commands import print_paper
from duodesk.documents.queries import papers
from duodesk.documents.wording import in_force
from duodesk.model.documents import Document
from tests.documents.test_documents import formed
from tests.exchange.desks import Laptop, Offices

AGREEMENT = CATALOG[0]


def rows(laptop: Laptop) -> list[editions.EditionRow]:
    with laptop.store.read() as session:
        return editions.editions(session, AGREEMENT)


def begin(laptop: Laptop, title: str) -> editions.EditionRow:
    laptop.clock.advance(timedelta(minutes=1))
    made = editions.begin_edition(laptop.store, AGREEMENT).id
    row = next(one for one in rows(laptop) if one.id == made)
    words = row.texts["fr"].replace("# Accord de duo", f"# {title}")
    editions.write_text(laptop.store, made, "fr", words)
    return next(one for one in rows(laptop) if one.id == made)


def approve(laptop: Laptop, row: editions.EditionRow) -> None:
    editions.approve(laptop.store, row, by="HQ", on=laptop.store.clock.today())


def title(laptop: Laptop) -> tuple[str, str]:
    with laptop.store.read() as session:
        now = in_force(session, AGREEMENT, "fr")
    return now.text.splitlines()[0], now.label


def test_what_one_office_approves_all_print(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    approve(bru, begin(bru, "Accord de tous"))
    assert title(ant)[0] == "# Accord de duo"
    offices.everybody()
    assert title(ant) == title(bru) == ("# Accord de tous", "2")
    assert bru.store.agrees_with_journal()
    assert ant.store.agrees_with_journal()


def test_two_versions_begun_apart_stay_two_and_are_called_alike_everywhere(
    offices: Offices,
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    approve(bru, begin(bru, "De Bruxelles"))
    approve(ant, begin(ant, "Van Antwerpen"))
    offices.everybody()
    assert [row.label for row in rows(bru)] == [row.label for row in rows(ant)] == ["2b", "2", "1"]
    assert title(bru) == title(ant)


def test_two_offices_print_from_the_programs_text_and_nothing_is_to_look_at(
    offices: Offices,
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    for laptop in (bru, ant):
        duo = formed(laptop.store, "Amina", "Paul")
        with laptop.store.read() as session:
            (paper,) = papers(
                session, duo, AGREEMENT, today=laptop.store.clock.today(), language="fr"
            )
        print_paper(laptop.store, duo, paper)
    offices.everybody()
    for laptop in (bru, ant):
        with laptop.store.engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM conflict")).scalar_one() == 0
        with laptop.store.read() as session:
            found = [row.id for row in session.query(Document)]
            assert len(found) == 2
            # A paper of the other office is made again here, to the last byte.
            assert all(printed.again(session, one).same for one in found)
