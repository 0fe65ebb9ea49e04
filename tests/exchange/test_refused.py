"""What is refused is refused in one sentence with the way out, and nothing is changed by it: no
table, no file beside the desk.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from duodesk.base.i18n import LANGUAGES, speaking
from duodesk.exchange import content, laptops, rights, seal, send
from duodesk.exchange.content import MOST_SEALED, Sealed
from duodesk.exchange.laptops import head_message, us
from duodesk.exchange.seal import FileRefused
from duodesk.exchange.send import Made
from duodesk.model.people import Person
from duodesk.store.founding import open_store
from tests.campaigns.hostile_desk import content as all_of
from tests.conftest import KEY, new_store
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import conflicts, rename
from tests.store.test_store import add

CHUNK = (64 << 10) + 16


def beside(laptop: Laptop) -> list[tuple[str, bytes]]:
    """Every file beside the desk."""
    folder = laptop.folder / "waiting"
    return sorted((str(p.relative_to(folder)), p.read_bytes()) for p in folder.rglob("*.duo"))


def refused(laptop: Laptop, data: bytes, *, kept: bool = False) -> str:
    """What is said of a file; nothing may change, but that it may be kept."""
    before, files = all_of(laptop.store), beside(laptop)
    with pytest.raises(FileRefused) as found:
        laptop.take(Made("file.duo", data, 0, ()))
    assert all_of(laptop.store) == before
    assert beside(laptop) == files or kept
    said = str(found.value)
    for code in LANGUAGES:
        with speaking(code):
            told = str(found.value)
            assert "\n" not in told
            assert told.endswith(".")
            assert "%" not in told
    return said


@pytest.fixture
def three(offices: Offices) -> tuple[Laptop, Laptop, Laptop]:
    bru = offices.found()
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    offices.everybody()
    for laptop in (ant, lie):
        person_id, _row = add(laptop.store)
        with laptop.store.write("Long words") as write:  # a file of several chunks
            text = Random(1).randbytes(150_000).hex()
            write.session.get_one(Person, person_id).street = text
    return bru, ant, lie


Spoil = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda data: b"", "not an exchange file"),
        (lambda data: b"words", "not an exchange file"),
        (lambda data: data[1:], "not an exchange file"),
        (lambda data: data[:30], "damaged"),
        (lambda data: data[:-1], "damaged"),
        (lambda data: data[: header(data) + CHUNK], "damaged"),
        (lambda data: data[: header(data) + 2 * CHUNK], "damaged"),
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data + b"\n", "damaged"),
        (lambda data: data[:-100] + bytes(100), "damaged"),
        (lambda data: data[: header(data) + 9] + b"\x00" + data[header(data) + 10 :], "damaged"),
        (lambda data: data.replace(b"v1\n", b"v2\n", 1), "not an exchange file"),
        (lambda data: bytes(MOST_SEALED + 1), "larger than any"),
        (lambda data: data + bytes(MOST_SEALED), "larger than any"),
    ],
)
def test_what_was_damaged_cut_or_is_too_large(
    three: tuple[Laptop, ...], spoil: Spoil, says: str
) -> None:
    bru, ant, _ = three
    assert says in refused(bru, spoil(ant.make(bru).data))


def header(data: bytes) -> int:
    """Where the header of an age file and its nonce end."""
    return data.index(b"\n", data.index(b"\n---") + 4) + 1 + 16


def test_what_is_for_others_even_when_somebody_closed_it_anew(three: tuple[Laptop, ...]) -> None:
    bru, ant, lie = three
    made = ant.make(lie)
    assert "for other laptops" in refused(bru, made.data)
    assert "for other laptops" in refused(bru, anew(made, opened_by=lie, to=bru))
    before = ant.make(lie)
    assert lie.take(before).operations > 0  # as it was made it is good


def anew(made: Made, *, opened_by: Laptop, to: Laptop) -> bytes:
    """The same sealed words in an envelope for somebody else."""
    with opened_by.store.read() as session, to.store.read() as other:
        plain = seal.open_box(made.data, us(opened_by.store, session).age_identities)
        (key,) = us(to.store, other).age_identities[:1]
    from pyrage import x25519

    return seal.close_box(plain, [str(x25519.Identity.from_str(key).to_public())])


def test_what_a_stranger_sealed(three: tuple[Laptop, ...], tmp_path: Path) -> None:
    bru, ant, _ = three
    theirs = new_store(tmp_path / "elsewhere.duo", ant.clock, seed=77)
    laptops.settle(theirs)
    with theirs.local() as session, bru.store.read() as other:
        ours = us(bru.store, other)
        envelope = send.Envelope("delta", [ours.registry.laptops[ours.replica]], 0)
        packed = content.pack([], content.Content(tips=[], seals=[]))
        made = send.enclose(theirs, us(theirs, session), packed, envelope)
    theirs.close()
    assert "nobody took in" in refused(bru, made.data)
    assert "damaged or was altered" in refused(bru, resealed(ant, bru, key=bytes(32)))


def resealed(by: Laptop, to: Laptop, **said: Any) -> bytes:
    """A file of a laptop in which something else is said, sealed as it should be, or with a `key`
    of somebody else.
    """
    with by.store.read() as session, to.store.read() as other:
        we, they = us(by.store, session), us(to.store, other)
    opened = seal.open_file(by.make(to).data, they.age_identities)
    key, recipient = said.pop("key", we.sign_key), they.registry.laptops[to.store.replica].age_key
    head, plain = opened.header, seal.content_of(opened)
    changed = said.pop("content", lambda inside: inside)(msgspec.msgpack.decode(plain))
    packed = msgspec.msgpack.encode(changed)
    head = msgspec.structs.replace(head, **{"size": len(packed)} | said)
    return seal.close(head, packed, key, [recipient])


def test_what_a_retired_laptop_sealed(three: tuple[Laptop, ...]) -> None:
    bru, ant, lie = three
    made = lie.make(bru)
    rights.retire(bru.store, lie.store.replica)
    assert "LIE-1, which was retired" in refused(bru, made.data)
    ant.take(bru.make(ant))
    assert "retired" in refused(ant, anew(lie.make(ant), opened_by=ant, to=ant))


def test_what_a_newer_program_made_is_kept(three: tuple[Laptop, ...]) -> None:
    bru, ant, _ = three
    data = resealed(ant, bru, format=2)
    assert "newer Duodesk" in refused(bru, data, kept=True)
    assert [kept for _, kept in beside(bru) if kept == data]


@pytest.mark.parametrize("by", ["another", "nobody"])
def test_an_operation_that_its_own_laptop_did_not_sign(three: tuple[Laptop, ...], by: str) -> None:
    """Antwerp forges what Liège wrote, and seals its file as it should."""
    bru, ant, lie = three
    ant.take(lie.make(ant))

    def forged(said: dict[str, Any]) -> dict[str, Any]:
        place = said["laptops"].index(lie.store.replica)
        operation = next(op for op in said["operations"] if op[0] == place)
        operation[3] += 1
        found = content.operations(content.unpack(msgspec.msgpack.encode(said)))
        (theirs,) = [op for op in found if op.header.wall == operation[3]]
        end = (lie.store.replica, theirs.id, theirs.header.seq)
        with ant.store.read() as session:
            own = seal.sign(us(ant.store, session).sign_key, head_message(*end))
        kept = [one for one in said["seals"] if one[0] != lie.store.replica]
        said["seals"] = [*kept, Sealed(*end, own if by == "another" else bytes(64))]
        return said

    assert "damaged or was altered" in refused(bru, resealed(ant, bru, content=forged))


def test_a_copied_laptop_is_told_of_and_both_its_branches_are_kept(
    three: tuple[Laptop, ...],
) -> None:
    """Nothing of it is refused, for both of its users wrote in good faith."""
    bru, ant, lie = three
    person_id, _row = add(ant.store)
    bru.take(ant.make(bru))
    with ant.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    (ant.folder / "twin").mkdir()
    shutil.copy(ant.folder / "desk.duo", ant.folder / "twin" / "desk.duo")
    store = open_store(ant.folder / "twin" / "desk.duo", KEY, clock=ant.clock, random=Random(9))
    twin = Laptop(store, ant.clock, ant.folder / "twin")
    rename(ant, person_id, "one")
    rename(twin, person_id, "other")
    assert bru.take(ant.make(bru)).copied == ()
    seen = bru.take(twin.make(bru))
    assert (seen.copied, seen.to_look_at) == (("ANT-1",), 1)
    assert bru.store.agrees_with_journal()
    twin.store.close()
    rename(lie, add(lie.store)[0], "of somebody else")
    assert bru.take(lie.make(bru)).copied == ()
    assert bru.take(ant.make(bru, kind="request")).copied == ()


def test_new_versions_are_told_also_where_as_many_are_closed(offices: Offices) -> None:
    bru = offices.found()
    people = [add(bru.store)[0] for _ in range(3)]
    ant = offices.join("ANT", "Koen")
    for laptop in (bru, ant):
        for person_id in people[:2]:
            rename(laptop, person_id, f"of {laptop.folder.name}")
    offices.everybody()
    assert (conflicts(bru), conflicts(ant)) == (2, 2)
    for person_id in people[:2]:
        with ant.store.write("This one") as write:
            write.review("person", person_id, "given_name")
            write.session.get_one(Person, person_id).given_name = "Settled"
    for laptop in (bru, ant):
        rename(laptop, people[2], f"of {laptop.folder.name}")
    assert bru.take(ant.make()).to_look_at == 1
    assert conflicts(bru) == 1
