"""Who else has somebody's data, and what stays of a request once its person is erased."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from duodesk.base.ids import Id
from duodesk.exchange.holders import holders
from duodesk.people import requests
from duodesk.people.requests import Answer, Wish
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_kin import clean, erase
from tests.exchange.test_offices import CANARY
from tests.store.test_store import add


def names(laptop: Laptop, person_id: Id) -> list[tuple[str, str]]:
    return [(one.name, one.office) for one in holders(laptop.store, person_id)]


def test_a_laptop_has_somebody_once_a_file_was_made_for_it_or_it_says_so(
    offices: Offices,
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    bru.clock.advance(timedelta(days=1))
    person_id, _ = add(bru.store)
    assert names(bru, person_id) == []
    made = bru.make(ant)
    assert [(one.name, one.on) for one in holders(bru.store, person_id)] == [
        ("ANT-1", date(2026, 11, 25))
    ]
    ant.take(made)
    assert names(ant, person_id) == [("BRU-1", "Brussels")]
    offices.everybody()
    assert names(bru, person_id) == [("ANT-1", "Antwerp")]


def test_the_proof_of_a_request_stays_on_every_laptop_and_says_no_word_of_the_person(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    second = offices.join("BRU", "Youssef")
    person_id, _ = add(bru.store)
    today = bru.clock.today()
    requests.receive(bru.store, person_id, Wish.ERASURE, on=today, note=f"{CANARY} called")
    offices.everybody()
    assert not clean(offices.laptops, tmp_path)
    erase(bru, person_id)
    offices.everybody()
    assert clean([bru, second], tmp_path)
    for one in (bru, second):
        with one.store.read() as session:
            (left,) = requests.requests(session)
        assert (left.person_id, left.note, left.answer) == (None, "", Answer.GRANTED)
        assert one.store.agrees_with_journal()
