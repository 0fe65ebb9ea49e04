"""What stays in an office, what goes over with a person, who belongs, who is retired, what is
erased.
"""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import text

from duodesk.base.errors import UserError
from duodesk.exchange import erasure, handover, issues, laptops, review, rights, send, take
from duodesk.exchange.folder import Carried
from duodesk.exchange.seal import FileRefused, NewerFile, open_file
from duodesk.model.exchange import Identity
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Note, Person
from tests.conftest import KEY
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import name, only_the_last, rename, state
from tests.store.test_store import add

CANARY = "zzkanarie"


def raw(laptop: Laptop, folder: Path) -> bytes:
    """Everything the desk file holds, decrypted: what a reader with the key could find."""
    plain = folder / "plain.db"
    plain.unlink(missing_ok=True)
    connection = laptop.store.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
        cursor.execute("SELECT sqlcipher_export('plain')")
        cursor.execute("DETACH DATABASE plain")
    finally:
        connection.close()
    assert sqlite3.connect(plain).execute("SELECT count(*) FROM operation").fetchone()[0] > 0
    return plain.read_bytes()


def note(laptop: Laptop, person_id: UUID, words: str) -> UUID:
    with laptop.store.write("Note") as write:
        row = write.new_id()
        write.session.add(Note(id=row, text=words, person_id=person_id))
    return row


def text_of(laptop: Laptop, row: UUID) -> str | None:
    with laptop.store.read() as session:
        return session.get_one(Note, row).text


def test_notes_stay_in_their_office_and_go_over_with_the_person(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant, second = offices.join("ANT", "Koen"), offices.join("BRU", "Youssef")
    row = note(bru, person_id, f"{CANARY} said in confidence")
    offices.everybody()
    assert text_of(second, row) == f"{CANARY} said in confidence"
    assert text_of(ant, row) is None
    assert CANARY.encode() not in raw(ant, tmp_path)
    assert CANARY.encode() in raw(second, tmp_path)
    handover.offer(bru.store, person_id, ant.store.office_id)
    offices.everybody(1)
    with ant.store.read() as session:
        (offer,) = handover.transfers(session)
    handover.accept(ant.store, offer.id)
    offices.everybody(3)
    assert text_of(ant, row) == f"{CANARY} said in confidence"
    assert ant.store.agrees_with_journal()


def test_a_hand_over_can_be_refused_or_withdrawn_and_is_answered_once(offices: Offices) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    handover.offer(bru.store, person_id, ant.store.office_id)
    offices.everybody(1)
    with ant.store.read() as session:
        (offer,) = handover.transfers(session)
    with pytest.raises(UserError, match="other office"):
        handover.accept(bru.store, offer.id)
    handover.refuse(ant.store, offer.id, "no room")
    offices.everybody(1)
    with pytest.raises(UserError, match="already answered"):
        handover.withdraw(bru.store, offer.id)
    with bru.store.read() as session:
        assert session.get_one(Person, person_id).office_id == bru.store.office_id


def test_no_byte_of_an_erased_person_is_left_on_any_laptop(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    rename(bru, person_id, f"{CANARY}name")
    note(bru, person_id, f"{CANARY}note")
    offices.everybody()
    late = bru.make(ant, kind="full")
    with bru.store.read() as session:
        number = session.get_one(Person, person_id).number
    with pytest.raises(UserError, match="number"):
        erasure.erase_person(bru.store, person_id, typed="no", waiting=bru.folder / "waiting")
    erasure.erase_person(bru.store, person_id, typed=number, waiting=bru.folder / "waiting")
    assert [e.confirmed for e in erasure.erasures(bru.store)] == [1]
    offices.everybody()
    ant.take(late)
    for laptop in (bru, ant):
        assert CANARY.encode() not in raw(laptop, tmp_path)
        assert laptop.store.agrees_with_journal()
    (told,) = erasure.erasures(bru.store)
    assert (told.confirmed, told.laptops, told.missing) == (2, 2, ())


def test_a_retired_laptop_is_neither_written_for_nor_listened_to(offices: Offices) -> None:
    bru = offices.found()
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    offices.everybody()
    add(lie.store)
    stolen = lie.make()
    rights.retire(bru.store, lie.store.replica)
    assert "LIE-1" not in bru.make().to
    with pytest.raises(FileRefused, match="retired"):
        bru.take(stolen)
    ant.take(bru.make(ant))
    with pytest.raises(FileRefused, match="retired"):
        ant.take(stolen)


def test_a_parked_file_of_a_laptop_retired_since_is_waited_for_no_longer(
    offices: Offices,
) -> None:
    bru = offices.found()
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    offices.everybody()
    person_id, _ = add(lie.store)
    rename(lie, person_id, "the last word")
    assert bru.take(only_the_last(lie, bru)).waiting_for == ("LIE-1",)
    assert len(list((bru.folder / "waiting").glob("*.duo"))) == 1
    rights.retire(bru.store, lie.store.replica)
    add(ant.store)
    bru.take(ant.make(bru))
    assert not list((bru.folder / "waiting").glob("*.duo"))


def test_renewed_keys_open_old_files_for_sixty_days(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    person_id, _ = add(bru.store)
    before = bru.make(ant)
    laptops.renew(ant.store)
    ant.take(before)
    assert name(ant, person_id)
    bru.take(ant.make(bru))
    rename(bru, person_id, "sealed for the new key")
    ant.take(bru.make(ant))
    assert name(ant, person_id) == "sealed for the new key"
    ant.clock.advance(timedelta(days=61))
    laptops.keep_fresh(ant.store)
    with ant.store.read() as session:
        assert session.query(Identity).count() == 1


def test_a_file_of_a_newer_program_is_kept_and_changes_nothing(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    add(bru.store)
    monkeypatch.setattr(send, "FORMAT", 2)
    made, before = bru.make(ant), state(ant)
    with pytest.raises(NewerFile, match="newer"):
        ant.take(made)
    assert state(ant) == before
    assert len(list((ant.folder / "waiting").glob("*.duo"))) == 1


def test_any_age_program_opens_a_file_and_the_content_is_what_is_documented(
    offices: Offices,
) -> None:
    import bz2

    from pyrage import decrypt, x25519

    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    person_id, _ = add(bru.store)
    with ant.store.read() as session:
        key = session.query(Identity).one().age_key
    made = bru.make(ant)
    plain = decrypt(made.data, [x25519.Identity.from_str(key)])
    assert plain[:8] == b"DUODESK1"
    length = int.from_bytes(plain[72:76], "big")
    header = msgspec.msgpack.decode(plain[76 : 76 + length])
    content = msgspec.msgpack.decode(bz2.decompress(plain[76 + length :]))
    assert header["format"] == 1
    assert person_id.bytes in content["rows"]
    assert open_file(made.data, [key]).header.sender == bru.store.replica


def test_remarks_are_named_alike_everywhere_and_acknowledged_once_for_all(
    offices: Offices,
) -> None:
    bru = offices.found()
    mentor, _ = add(bru.store)
    mentee, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    for laptop in (bru, ant):
        with laptop.store.write("Duo") as write:
            write.session.add(
                Duo(
                    id=write.new_id(), number=f"D{laptop.store.office_id}", mentee_id=mentee,
                    mentor_id=mentor, office_id=laptop.store.office_id, stage=DuoStage.ACTIVE,
                )
            )  # fmt: skip
    offices.everybody()
    found = []
    for laptop in (bru, ant):
        with laptop.store.read() as session:
            found.append({(i.id, i.rule) for i in issues.issues(session)})
    assert found[0] == found[1]
    rules = {rule for _, rule in found[0]}
    assert {"promised_mentor_id", "promised_mentee_id", "two_duos"} <= rules
    for issue, rule in found[0]:
        issues.acknowledge(ant.store, issue, rule)
    offices.everybody()
    with bru.store.read() as session:
        assert issues.issues(session) == []


def test_two_versions_name_authors_and_the_text_before(offices: Offices) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    offices.everybody()
    rename(bru, person_id, "here")
    rename(ant, person_id, "there")
    offices.everybody()
    with ant.store.read() as session:
        (both,) = review.two_versions(session)
    assert {(v.value, v.author) for v in both.versions} == {("here", "Annick"), ("there", "Koen")}
    assert both.before == "Yusuf"
    review.choose(ant.store, both.table, both.row, both.field, "together")
    offices.everybody()
    assert name(bru, person_id) == "together"
    with bru.store.read() as session:
        assert review.to_look_at(session) == 0


def test_the_carried_folder_brings_everybody_together_without_a_click(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    folder = tmp_path / "shared"
    folder.mkdir()
    carried = [Carried(one.store, folder, one.folder / "waiting") for one in (bru, ant)]
    person_id, _ = add(bru.store)
    for _ in range(3):
        for one in carried:
            one.write()
            for other in carried:
                other.look()
    assert state(bru) == state(ant)
    rename(ant, person_id, "carried")
    carried[1].write()
    (seen,) = carried[0].look().taken
    assert (seen.sender, name(bru, person_id)) == ("ANT-1", "carried")
    for one in carried:
        one.write()
    assert [one.write() for one in carried] == [None, None]
    assert len(list(folder.glob("*.duo"))) == 2


def test_a_file_that_removes_very_much_stops_and_asks(offices: Offices) -> None:
    bru = offices.found()
    people = [add(bru.store)[0] for _ in range(8)]
    ant = offices.join("ANT", "Koen")
    add(ant.store)
    bru.take(ant.make(bru))
    with ant.store.write("Removed") as write:
        for person_id in people[:6]:
            write.session.delete(write.session.get_one(Person, person_id))
    made = ant.make(bru)
    seen = take.look(bru.store, made.data, made.name)
    assert seen.brake
    assert seen.removed["person"] == 6


def test_what_a_laptop_lost_comes_back_and_it_goes_on_under_a_new_name(offices: Offices) -> None:
    import shutil

    from duodesk.store.founding import open_store

    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    with ant.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(ant.folder / "desk.duo", ant.folder / "old")
    person_id, _ = add(ant.store)
    bru.take(ant.make(bru))
    before = ant.store.replica
    ant.store.close()
    shutil.copy(ant.folder / "old", ant.folder / "desk.duo")
    ant.store = open_store(ant.folder / "desk.duo", KEY, clock=ant.clock)
    add(ant.store)
    assert ant.take(bru.make(ant, kind="full")).ours_restored
    assert ant.store.replica != before
    assert name(ant, person_id)
    offices.everybody(3)
    assert state(bru) == state(ant)
    with bru.store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM person")).scalar_one() == 2


def test_one_person_registered_in_two_offices_is_remarked_with_the_reason_of_both(
    offices: Offices,
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    people = []
    for laptop, phone in ((bru, "0485 12 34 56"), (ant, "+32 485 12 34 56"), (ant, "02 000 00 00")):
        person_id, _ = add(laptop.store)
        people.append(person_id)
        with laptop.store.write("Phone") as write:
            person = write.session.get_one(Person, person_id)
            person.phone, person.birth_date = phone, None
    offices.everybody()
    for laptop in (bru, ant):
        with laptop.store.read() as session:
            (issue,) = [i for i in issues.issues(session) if i.rule == "registered_twice"]
        assert {subject.row for subject in issue.subjects} == set(people[:2])
