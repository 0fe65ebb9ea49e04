"""The organisation that hostile files are made in: whom they are for, and the keys of a laptop that
was taken in and turned.
"""

from __future__ import annotations

import bz2
import struct
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from pyrage import encrypt, x25519

from duodesk.demo.build import Builder
from duodesk.exchange import seal
from duodesk.exchange.laptops import Us, us
from duodesk.exchange.send import make
from duodesk.model.people import Note, Person
from duodesk.model.vocabulary import record_tables
from duodesk.store.store import Store
from tests.campaigns.hostile_desk import Place, rows
from tests.conftest import KEY, MORNING
from tests.exchange.desks import Laptop, Offices


@dataclass(frozen=True, slots=True)
class Known:
    """What the attacker knows of the attacked desk: rows by table, the heads of cells, the
    operations of everybody, the columns of each table with their types.
    """

    rows: dict[str, list[bytes]]
    heads: dict[tuple[str, bytes, str], bytes]
    operations: list[tuple[bytes, bytes, int]]
    columns: dict[str, dict[str, str]]


@dataclass(slots=True, eq=False)
class World:
    """Everything that is needed to make hostile files. `files`: genuine ones for the attacked desk;
    `others`: genuine ones for other laptops only.
    """

    place: Place
    attacker: Us
    attacked: Us
    known: Known
    stranger: bytes
    files: list[bytes] = field(default_factory=list)
    others: list[bytes] = field(default_factory=list)

    def close(self, opened: bytes) -> bytes:
        """Closed for the attacked desk, whatever it is."""
        return bytes(encrypt(opened, [self.recipient]))

    @property
    def recipient(self) -> Any:
        return x25519.Identity.from_str(self.attacked.age_identities[0]).to_public()

    def open(self, data: bytes) -> bytes:
        """A genuine file opened by who may."""
        keys = (*self.attacked.age_identities, *self.attacker.age_identities)
        return seal.open_box(data, keys)


def world(folder: Path) -> World:
    """Found it: the attacked desk with a small demonstration, a hostile and an honest laptop."""
    made = Offices(folder)
    attacked = made.found()
    Builder(attacked.store, attacked.clock, seed=1, scale=0.03).build()
    attacked.clock.set(MORNING)
    hostile, honest = made.join("ANT", "Koen"), made.join("LIE", "Marie")
    _converse(attacked, hostile, honest)
    made.everybody()
    paths = [
        _copied(one, folder / name) for one, name in ((attacked, "attacked"), (honest, "honest"))
    ]
    place = Place(
        attacked=str(paths[0]), honest=str(paths[1]), folder=str(folder / "play"), key=KEY,
        file=str(folder / "hostile.duo"),
        moment=MORNING + timedelta(days=2), attacker=hostile.store.replica,
    )  # fmt: skip
    with hostile.store.read() as session, attacked.store.read() as other:
        found = World(
            place, us(hostile.store, session), us(attacked.store, other),
            _known(attacked.store), Random(7).randbytes(32),
        )  # fmt: skip
    _files(found, attacked, hostile, honest)
    made.close()
    return found


def _converse(attacked: Laptop, hostile: Laptop, honest: Laptop) -> None:
    """Some history of each, and two versions of something."""
    for laptop in (hostile, honest):
        for n in range(3):
            with laptop.store.write("Registered") as write:
                write.session.add(
                    Person(
                        id=write.new_id(), number=f"{n}", office_id=write.office_id,
                        given_name=f"G{n}", family_name=f"F{n}",
                    )
                )  # fmt: skip
    (row,) = rows(attacked.store, "SELECT id FROM person LIMIT 1")[0]
    for laptop in (attacked, hostile):
        with laptop.store.write("Renamed") as write:
            write.session.connection().exec_driver_sql(
                "UPDATE person SET phone = ? WHERE id = ?", (str(laptop.folder.name), row)
            )


def _copied(laptop: Laptop, place: Path) -> Path:
    """The desk file as it stands now, in one piece."""
    rows(laptop.store, "PRAGMA wal_checkpoint(TRUNCATE)")
    place.write_bytes((laptop.folder / "desk.duo").read_bytes())
    return place


def _known(store: Store) -> Known:
    by_table = {
        str(table.name): [
            row for (row,) in rows(store, f'SELECT id FROM "{table.name}" ORDER BY id')
        ]
        for table in record_tables()
    }
    heads = rows(
        store,
        "SELECT t.txt, c.row, f.txt, o.id FROM change c JOIN name t ON t.n = c.tbl JOIN name f"
        " ON f.n = c.fld JOIN operation o ON o.n = c.operation WHERE c.head = 1 ORDER BY 1, 2, 3",
    )
    return Known(
        rows={table: found for table, found in by_table.items() if found},
        heads={(table, row, full.split(".")[-1]): head for table, row, full, head in heads},
        operations=rows(store, "SELECT id, replica, seq FROM operation ORDER BY id"),
        columns={
            str(t.name): {str(c.name): type(c.type).__name__ for c in t.columns if c.name != "id"}
            for t in record_tables()
        },
    )


def _files(found: World, attacked: Laptop, hostile: Laptop, honest: Laptop) -> None:
    """Genuine files that the attacked desk does not have yet: small, of several chunks, whole, and
    one that only asks; and files that are not for it.
    """
    for laptop in (hostile, honest):
        made = [make(laptop.store, kind="request"), make(laptop.store, to=[attacked.store.replica])]
        with laptop.store.write("Notes") as write:
            for n in range(60):
                text = Random(n).randbytes(1500).hex()
                write.session.add(
                    Note(id=write.new_id(), text=text, person_id=None, author_id=None)
                )
            person = Person(id=write.new_id(), number=text[:9], office_id=write.office_id)
            person.street = text
            write.session.add(person)
        made += [make(laptop.store), make(laptop.store, kind="full")]
        found.files += [one.data for one in made]
    found.others.append(make(hostile.store, to=[honest.store.replica]).data)
    found.others.append(make(honest.store, to=[hostile.store.replica]).data)
    found.others.append(make(attacked.store).data)


@dataclass(slots=True)
class Forged:
    """A file in the making: content (plain data or bytes), what its header says otherwise, and, in
    place of what follows from these, packed bytes, header bytes, seal.
    """

    content: Any
    header: dict[str, Any] = field(default_factory=dict)
    packed: bytes | None = None
    head: bytes | None = None
    key: bytes | None = None
    operations: list[bytes] | None = None

    def file(self, world: World) -> bytes:
        """As a file for the attacked desk, sealed with the attacker's own key."""
        content = self.content
        if not isinstance(content, bytes):
            content = msgspec.msgpack.encode(content)
        packed = bz2.compress(content, 1) if self.packed is None else self.packed
        head = self.head
        if head is None:
            head = msgspec.msgpack.encode(genuine_header(world, len(content)) | self.header)
        sealed = struct.pack(">I", len(head)) + head + packed
        seal_ = seal.sign(self.key or world.attacker.sign_key, sealed)
        return world.close(b"DUODESK1" + seal_ + sealed)


def genuine_header(world: World, size: int) -> dict[str, Any]:
    """What the attacker's program would have said."""
    return {
        "format": 1, "app": "1.0", "schema": 3, "kind": "delta",
        "sender": world.attacker.replica, "to": [world.attacked.replica],
        "made": int(world.place.moment.timestamp() * 1000), "size": size,
        "statements": [list(msgspec.structs.astuple(one)) for one in world.attacker.statements],
        "codec": "bz2",
    }  # fmt: skip
