"""Two offices exchange what they know: everything arrives, two versions stay two until somebody
looks.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from duodesk.base.errors import UserError
from duodesk.exchange import joining, take, undoing
from duodesk.exchange.seal import FileRefused
from duodesk.model.people import Person
from duodesk.store import dump
from tests.exchange.desks import Laptop, Offices
from tests.store.test_store import add


def state(laptop: Laptop) -> dict[str, object]:
    with laptop.store.engine.connect() as connection:
        return dict(dump.state(connection))


def name(laptop: Laptop, person_id: object) -> str | None:
    with laptop.store.read() as session:
        return session.get_one(Person, person_id).given_name


def rename(laptop: Laptop, person_id: object, given: str) -> None:
    laptop.clock.advance(timedelta(minutes=1))
    with laptop.store.write("Rename") as write:
        write.session.get_one(Person, person_id).given_name = given


def conflicts(laptop: Laptop) -> int:
    with laptop.store.engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM conflict")).scalar_one())


def test_what_one_office_writes_arrives_in_the_other(offices: Offices) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    assert name(ant, person_id) == "Yusuf"
    rename(ant, person_id, "Aïssatou")
    seen = bru.take(ant.make(bru))
    assert (seen.sender, seen.changed.get("person"), seen.to_look_at) == ("ANT-1", 1, 0)
    assert name(bru, person_id) == "Aïssatou"
    assert state(bru) == state(ant)
    assert bru.store.agrees_with_journal()
    assert ant.store.agrees_with_journal()


def test_two_versions_stay_until_somebody_looks_and_then_are_closed_everywhere(
    offices: Offices,
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    rename(bru, person_id, "here")
    rename(ant, person_id, "there")
    offices.everybody()
    assert (conflicts(bru), conflicts(ant)) == (1, 1)
    assert name(bru, person_id) == name(ant, person_id)
    rename(bru, person_id, "an ordinary edit")
    offices.everybody()
    assert (conflicts(bru), conflicts(ant)) == (1, 1)
    with bru.store.write("Chosen") as write:
        write.session.get_one(Person, person_id).given_name = "chosen"
        write.review("person", person_id, "given_name")
    offices.everybody()
    assert (conflicts(bru), conflicts(ant)) == (0, 0)
    assert name(ant, person_id) == "chosen"


def test_a_file_taken_twice_changes_nothing(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    add(bru.store)
    made = bru.make(ant)
    ant.take(made)
    before = state(ant)
    assert ant.take(made).already
    assert state(ant) == before


def test_a_deletion_there_never_hides_an_edit_here(offices: Offices) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    with ant.store.write("Removed") as write:
        write.session.delete(write.session.get_one(Person, person_id))
    rename(bru, person_id, "still here")
    offices.everybody()
    assert name(bru, person_id) == name(ant, person_id) == "still here"
    with ant.store.read() as session:  # the rest of the row is shown again as it was
        assert session.get_one(Person, person_id).family_name == "Çelik"
    assert conflicts(bru) == conflicts(ant) == 1
    assert bru.store.agrees_with_journal()


def test_a_gap_waits_for_the_earlier_file(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    person_id, _ = add(bru.store)
    first = bru.make(ant)
    with bru.store.local() as session:  # as if Antwerp had said that it has the first file
        session.execute(text("UPDATE peer SET tips = NULL"))
    rename(bru, person_id, "later")
    second = only_the_last(bru, ant)
    assert ant.take(second).waiting_for == ("BRU-1",)
    ant.take(first)
    assert name(ant, person_id) == "later"
    assert not list((ant.folder / "waiting").glob("*.duo"))


def only_the_last(bru: Laptop, ant: Laptop) -> object:
    """A file that leaves out what was sent before, as if Antwerp had it."""
    import msgspec

    from duodesk.exchange import send

    with bru.store.local() as session:
        tips = send.tips(session.connection())
        before = session.execute(
            text("SELECT id, seq FROM operation WHERE replica = :r ORDER BY seq DESC LIMIT 1, 1"),
            {"r": bru.store.replica},
        ).one()
        told = [
            send.Tip(t.replica, before.id, before.seq) if t.replica == bru.store.replica else t
            for t in tips
        ]
        session.execute(
            text("UPDATE peer SET tips = :tips WHERE replica = :r"),
            {"tips": msgspec.msgpack.encode(told), "r": ant.store.replica},
        )
    return bru.make(ant)


@pytest.mark.parametrize("at", [0, 10, 200, -1])
def test_an_altered_file_changes_nothing(offices: Offices, at: int) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    add(bru.store)
    made = bru.make(ant)
    data = bytearray(made.data)
    data[at] ^= 1
    before = dump.dump(ant.store)
    with pytest.raises(FileRefused):
        take.take(ant.store, bytes(data), made.name, ant.folder / "waiting")
    assert dump.dump(ant.store) == before


def test_a_file_for_others_is_refused_in_a_sentence(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    lie = offices.join("LIE", "Marie")
    with pytest.raises(FileRefused, match="other laptops"):
        lie.take(bru.make(ant))


def test_the_words_prove_the_invitation(offices: Offices) -> None:
    bru = offices.found()
    invitation = joining.invite(bru.store, "LIE")
    with pytest.raises(UserError, match="six words"):
        joining.read_invitation(invitation.data, "bada bada bada bada bada bada")


def test_an_exchange_can_be_undone_and_taken_again(offices: Offices) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    rename(ant, person_id, "there")
    before, made = state(bru), ant.make(bru)
    bru.take(made)
    undoing.undo(bru.store)
    assert state(bru) == before
    assert bru.store.agrees_with_journal()
    bru.take(made)
    assert name(bru, person_id) == "there"


def test_looking_writes_nothing(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    add(bru.store)
    made, before = bru.make(ant), dump.dump(ant.store)
    assert take.look(ant.store, made.data, made.name).added == {"person": 1}
    assert dump.dump(ant.store) == before
