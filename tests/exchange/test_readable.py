"""Whatever another laptop wrote, screens can be read and the exchange goes on."""

from __future__ import annotations

from typing import Any

import pytest

from duodesk.base.errors import UserError
from duodesk.exchange import review
from duodesk.exchange.parked import finish_erasing
from duodesk.model.journal import Fact
from duodesk.store import erase
from tests.campaigns.reading import read_everything
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import name, rename, state
from tests.store.test_store import add


def wrote(laptop: Laptop, table: str, **values: Any) -> bytes:
    """A row as no command would write it."""
    with laptop.store.write("Odd") as write:
        row = write.new_id().bytes
        columns = ", ".join(f'"{column}"' for column in ("id", *values))
        marks = ", ".join("?" for _ in range(len(values) + 1))
        write.session.connection().exec_driver_sql(
            f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', (row, *values.values())
        )
    return row


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("person", {"given_name": "Ana"}),
        ("person", {"office_id": b"fifteen bytes..", "birth_date": "20260230"}),
        ("person", {"birth_date": "0001-01-01", "given_name": "\x00\u202e"}),
        ("availability", {"weekday": 1, "start": None, "end": 1 << 62}),
        ("availability", {"weekday": None, "start": 3, "end": 1 << 20}),
        ("person_language", {"language": None, "level": "C2"}),
        ("outcome_event", {"kind": None, "started_on": None}),
        ("status_check", {"asked_on": None, "situation": "none of them"}),
        ("signature", {"signatory": None, "signed_on": None}),
        ("duo", {"stage": "active", "start_date": "9999-12-31", "office_id": None}),
        ("setting", {"name": "duo_weeks", "value": "99999999999"}),
        ("setting", {"name": "outcome_months", "value": None}),
        ("setting", {"name": "least_level", "value": "Z9"}),
    ],
)
def test_odd_rows_are_taken_shown_and_carried_on(
    offices: Offices, table: str, values: dict[str, Any]
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    about = {"person_id": person_id.bytes} if table in {"availability", "person_language"} else {}
    wrote(ant, table, **values, **about)
    bru.take(ant.make(bru))
    assert bru.store.agrees_with_journal()
    read_everything(bru.store)
    lie.take(bru.make(lie))
    assert state(lie) == state(bru)


def test_a_version_that_cannot_stand_in_its_field_is_shown_and_not_chosen(offices: Offices) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    for laptop, day in ((ant, "2026-02-30"), (bru, "1990-01-01")):
        with laptop.store.write("Born") as write:
            write.session.connection().exec_driver_sql(
                "UPDATE person SET birth_date = ? WHERE id = ?", (day, person_id.bytes)
            )
    bru.take(ant.make(bru))
    with bru.store.read() as session:
        (both,) = review.two_versions(session)
    assert {version.value for version in both.versions} == {"2026-02-30", "1990-01-01"}
    with pytest.raises(UserError, match="another version"):
        review.choose(bru.store, both.table, both.row, both.field, "2026-02-30")
    review.choose(bru.store, both.table, both.row, both.field, "1990-01-01")
    read_everything(bru.store)
    assert bru.store.agrees_with_journal()


def test_what_an_erasure_left_to_destroy_is_destroyed_at_the_next_opening(
    offices: Offices,
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    person_id, _ = add(ant.store)
    bru.take(ant.make(bru))
    rename(ant, person_id, "later")
    bru.take(ant.make(bru))
    waiting = bru.folder / "waiting"
    assert list(waiting.rglob("*.duo"))
    with bru.store.local() as session:  # as if the program had ended right after an erasure
        session.add_all(
            [Fact(name=erase.FILES_DUE, value=""), Fact(name=erase.PAGES_DUE, value="")]
        )
    finish_erasing(bru.store, waiting)
    assert not list(waiting.rglob("*.duo"))
    assert not erase.due(bru.store.engine, erase.FILES_DUE)
    assert not erase.due(bru.store.engine, erase.PAGES_DUE)
    assert name(bru, person_id) == "later"
