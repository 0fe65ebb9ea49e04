"""The exchange file is what its description says: an independent reader, made from the text alone,
reads what the program makes, and refuses what was altered.
"""

from __future__ import annotations

import bz2
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import encrypt, x25519
from sqlalchemy import select

from duodesk.base.assets import resource
from duodesk.exchange import content, erasure, joining, laptops, parts, registry, rights, seal
from duodesk.model.exchange import Identity
from duodesk.model.people import Person
from duodesk.model.vocabulary import record_classes
from duodesk.store import codec, dump
from tests.exchange import reader
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import rename
from tests.exchange.test_offices import note
from tests.store.test_store import add

TEXT = resource("format", "exchange.md").read_text(encoding="utf-8")
GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "exchange"


def key_of(laptop: Laptop) -> str:
    with laptop.store.read() as session:
        return session.scalars(select(Identity.age_key).order_by(Identity.n.desc())).first() or ""


@pytest.fixture
def told(offices: Offices) -> Offices:
    """Three laptops with two versions, a note kept in Brussels, an erased person."""
    bru = offices.found()
    people = [add(bru.store)[0] for _ in range(3)]
    ant = offices.join("ANT", "Koen")
    offices.join("BRU", "Youssef")
    offices.everybody()
    note(bru, people[0], "in confidence")
    rename(bru, people[1], "here")
    rename(ant, people[1], "there")
    offices.everybody()
    with bru.store.read() as session:
        number = session.get_one(Person, people[2]).number
    erasure.erase_person(bru.store, people[2], typed=number, waiting=bru.folder / "waiting")
    return offices


def journal(laptop: Laptop) -> dict[str, dict[tuple[str, str, str], Any]]:
    """What a desk itself says of its operations."""
    return {
        entry["id"]["hex"]: {
            (c["table"], c["row"], c["field"]): (c["kind"], c.get("value"))
            for c in entry["changes"]
        }
        for entry in dump.dump(laptop.store)["journal"]
    }


def as_told(found: reader.File) -> dict[str, dict[tuple[str, str, str], Any]]:
    return {
        op.id.hex(): {
            (c["table"], c["row"].hex(), c["field"]): (c["kind"], dump._plain(c["value"]))
            for c in op.changes
        }
        for op in found.operations.values()
    }


@pytest.mark.parametrize("program", [False, True])
def test_an_independent_reader_reads_what_the_program_makes(told: Offices, program: bool) -> None:
    if program and not shutil.which("age"):
        if os.environ.get("DUODESK_CI"):
            pytest.fail("age is not installed")
        pytest.skip("age is not installed")
    bru, ant, _ = told.laptops
    made = bru.make(kind="full")
    found = reader.read(made.data, key_of(ant), program=program)
    assert found.header["sender"] == bru.store.replica
    ours, theirs = journal(bru), as_told(found)
    assert set(theirs) == set(ours)
    kinds = {kind for changes in theirs.values() for kind, _ in changes.values()}
    assert kinds == {reader.VALUE, reader.WITHHELD, reader.ERASED}
    for operation, changes in theirs.items():
        assert set(changes) == set(ours[operation])
        for at, (kind, value) in changes.items():
            if kind != reader.WITHHELD:
                assert (kind, value) == ours[operation][at], at
    assert found.reveals == []  # the box is for Brussels


def test_the_office_opens_its_box_and_finds_what_was_committed_to(told: Offices) -> None:
    bru, _, second = told.laptops
    found = reader.read(bru.make(kind="full").data, key_of(second))
    kept = {
        (op.id, c["table"], c["row"], c["field"]): c["com"]
        for op in found.operations.values()
        for c in op.changes
        if c["kind"] == reader.WITHHELD
    }
    assert {r["value"] for r in found.reveals} == {"in confidence"}
    for r in found.reveals:
        assert kept[r["operation"], r["table"], r["row"], r["field"]] == r["com"]


def resealed(plain: bytes, laptop: Laptop, to: Laptop, said: dict[str, Any]) -> bytes:
    """The same file with other content, sealed again by its sender."""
    length = int.from_bytes(plain[72:76], "big")
    packed = msgspec.msgpack.encode(said)
    header = {**msgspec.msgpack.decode(plain[76 : 76 + length]), "size": len(packed)}
    head = msgspec.msgpack.encode(header)
    sealed = len(head).to_bytes(4, "big") + head + bz2.compress(packed)
    with laptop.store.read() as session:
        sign_key = session.scalars(select(Identity.sign_key).order_by(Identity.n.desc())).first()
    whole = b"DUODESK1" + seal.sign(sign_key or b"", sealed) + sealed
    recipient = x25519.Identity.from_str(key_of(to)).to_public()
    return bytes(encrypt(whole, [recipient]))


@pytest.mark.parametrize("place", ["label", "seq", "wall", "values", "prev"])
def test_nobody_alters_what_another_laptop_wrote(told: Offices, place: str) -> None:
    bru, ant, second = told.laptops
    key = key_of(second)
    plain = reader.opened(bru.make(kind="full").data, key)
    length = int.from_bytes(plain[72:76], "big")
    said = msgspec.msgpack.decode(bz2.decompress(plain[76 + length :]))
    reader.read(resealed(plain, bru, second, said), key)
    of_ant = said["laptops"].index(ant.store.replica)
    operation = next(row for row in said["operations"] if row[0] == of_ant)
    _alter(operation, reader.OPERATION.index(place))
    altered = resealed(plain, bru, second, said)
    with pytest.raises((ValueError, TypeError)):
        reader.read(altered, key)


def _alter(operation: list[Any], place: int) -> None:
    old = operation[place]
    if isinstance(old, list):
        operation[place] = ["forged", *old[1:]]
    elif isinstance(old, int):
        operation[place] = old + 1
    else:
        operation[place] = "forged" if isinstance(old, str) else bytes(16)


def test_an_altered_envelope_is_refused(told: Offices) -> None:
    bru, ant, _ = told.laptops
    plain = bytearray(reader.opened(bru.make(kind="full").data, key_of(ant)))
    plain[20] ^= 1
    recipient = x25519.Identity.from_str(key_of(ant)).to_public()
    with pytest.raises(ValueError, match="sealed"):
        reader.read(bytes(encrypt(bytes(plain), [recipient])), key_of(ant))


def test_a_file_of_format_1_is_read_forever() -> None:
    key = (GOLDEN / "exchange-1.key").read_text().strip()
    data = (GOLDEN / "exchange-1.duo").read_bytes()
    expected = json.loads((GOLDEN / "exchange-1.json").read_text(encoding="utf-8"))
    found = reader.read(data, key)
    told = {
        operation: {" ".join(at): list(said) for at, said in changes.items()}
        for operation, changes in as_told(found).items()
    }
    assert told == expected
    opened = seal.open_file(data, [key])
    operations = content.operations(content.unpack(seal.content_of(opened)))
    assert {op.id.hex() for op in operations} == set(expected)


def vectors() -> Any:
    (found,) = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    return json.loads(found)


def test_the_vectors_hold_for_the_reader_and_for_the_program() -> None:
    told = vectors()
    for name, prev in (("first", None), ("second", told["first"]["identity"])):
        _check_operation(told, told[name], prev)
    end = told["end"]
    message = msgspec.msgpack.encode(
        ["head", bytes.fromhex(told["replica"]), bytes.fromhex(told["second"]["identity"]), 2]
    )
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(end["sign_key"]))
    assert (message.hex(), key.public_key().public_bytes_raw().hex()) == (
        end["message"],
        end["public"],
    )
    assert seal.sign(bytes.fromhex(end["sign_key"]), message).hex() == end["signature"]
    assert reader.signed(bytes.fromhex(end["public"]), message, bytes.fromhex(end["signature"]))
    secret, body = (bytes.fromhex(told["invitation"][name]) for name in ("secret", "body"))
    assert reader.spoken(secret) == told["invitation"]["words"]
    assert reader.proof(secret, body).hex() == told["invitation"]["proof"]
    assert joining._proof(secret, body).hex() == told["invitation"]["proof"]


def _check_operation(told: Any, vector: Any, prev: str | None) -> None:
    salt, row = bytes.fromhex(vector["salt"]), bytes.fromhex(told["row"])
    words_com = reader.commitment(reader.derived(salt, b"words"), 0, vector["words"])
    changes = []
    for one in vector["changes"]:
        name = reader.cell_name(one["table"], one["field"], row)
        own = reader.derived(salt, name)
        com = reader.commitment(own, 0, one["value"])
        if "name" in one:
            shown = (name, own, reader.pack([0, one["value"]]), com)
            wanted = (one["name"], one["salt"], one["packed"], one["commitment"])
            assert tuple(part.hex() for part in shown) == wanted
        changes.append({"name": name, "parents": bytes.fromhex(one.get("parents", "")), "com": com})
    said = {
        **vector, "replica": bytes.fromhex(told["replica"]), "undoes": None,
        "author": bytes.fromhex(told["author"]), "words_com": words_com,
        "prev": bytes.fromhex(prev) if prev else None,
    }  # fmt: skip
    assert reader.identity(said, changes).hex() == vector["identity"]
    header = codec.Header(
        **{name: said[name] for name in codec.Header.__slots__ if name != "salt"}, salt=salt
    )
    listed = [(c["name"], c["parents"], c["com"]) for c in changes]
    assert codec.operation_id(header, words_com, listed).hex() == vector["identity"]


def named(section: str, column: int) -> list[str]:
    """The words in code of one column of the tables in a section of the text."""
    part = TEXT.split(f"\n## {section}", 1)[1].split("\n## ", 1)[0]
    rows = [line.split("|") for line in part.splitlines() if line.startswith("| ")]
    return [name for row in rows for name in re.findall(r"`(\w+)`", row[column])]


def test_the_text_names_every_field_in_its_order() -> None:
    fields = msgspec.structs.fields
    header = [f.name for f in fields(seal.Header)]
    assert [n for n in named("1.", 1) if n != "DUODESK1"] == header
    laptop = [f.name for f in fields(registry.Laptop)]
    assert named("3.", 1) == laptop
    operation = [f.name for f in fields(content.Op)]
    assert named("2.", 2)[-len(operation) :] == operation == reader.OPERATION
    assert set(named("2.", 1)) == {f.name for f in fields(content.Content)}


def test_the_text_names_the_limits_that_hold() -> None:
    part = TEXT.split("\n## 9.", 1)[1].split("\n## ", 1)[0]
    told = dict(re.findall(r"^\| (.+?) \| ([\d,]+(?: MiB)?).*\|$", part, re.MULTILINE))
    limits = {
        "a file": content.MOST_SEALED,
        "its header": seal._MOST_HEADER,
        "its content": content.MOST_OPEN,
        "operations in a file": content.MOST_OPERATIONS,
        "changes in a file": content.MOST_CHANGES,
        "parents of one operation": content._MOST_PARENTS,
        "statements, and laptops in `to`": content.MOST_STATEMENTS,
        "statements that one laptop is in use, by all its names": registry.MOST_OF_ONE,
        "names of one laptop": registry.MOST_NAMES_OF_ONE,
        "`tips`, `seals`, `laptops`, `names`": content._MOST_ENDS,
        "`wants`": content.MOST_WANTS,
        "boxes in `kept`": content._MOST_BOXES,
        "a box": content.MOST_BOX,
        "values in a box": content.MOST_IN_BOX,
        "values for one office": content.MOST_REVEALS,
        "`rows`, `ids`": content.MOST_ROWS,
        "a value": content.MOST_TEXT,
    }
    for name in ("`label`, `words` of an operation, the body of a statement",
                 "`app`, the `label` of a laptop"):  # fmt: skip
        told.pop(name)
    shown = f"another at {parts.MOST:,} changes, {parts.MOST_OPERATIONS:,} operations or 20 × 2^20"
    assert shown in part
    assert parts.MOST_LETTERS == 20 << 20
    assert content._MOST_NAMES == content._MOST_ENDS
    assert {name: _number(number) for name, number in told.items()} == limits


def _number(told: str) -> int:
    number = int(told.removesuffix(" MiB").replace(",", ""))
    return number << 20 if told.endswith("MiB") else number


def test_the_text_names_what_stays_in_its_office_and_whose_it_is() -> None:
    told = {
        tuple(value.split(".")): tuple(re.findall(r"`(\w+)`", owners))
        for values, owners in re.findall(r"^\| (`\w+\.\w+`.*?) \| (.*) \|$", TEXT, re.MULTILINE)
        for value in re.findall(r"`([\w.]+)`", values)
    }
    ours = {
        (str(kind.__tablename__), column): kind.__owner__
        for kind in record_classes()
        for column in kind.__office_only__
    }
    assert told == ours


def test_reader_and_program_believe_the_same_statements(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen", inviter=True)
    lie, second = offices.join("LIE", "Marie"), offices.join("BRU", "Youssef")
    offices.everybody()
    laptops.renew(ant.store)
    laptops.go_on_as_new(second.store)
    offices.everybody()
    laptops.rename(lie.store, "Marie's laptop")
    rights.retire(ant.store, lie.store.replica)
    bru.take(ant.make())
    laptops.rename(lie.store, "stolen")
    with lie.store.read() as session:
        stolen = laptops.statements(session)
    with bru.store.read() as session:
        we = laptops.us(bru.store, session)
    statements = [*we.statements, *stolen]
    ours = registry.registry(statements, we.organisation)
    theirs = reader.belonging([[s.body, s.signer, s.seal] for s in statements], we.organisation)
    assert len(theirs) == 5
    assert {one["label"] for one in theirs.values()} >= {"Annick", "Koen", "Youssef"}
    assert "stolen" not in {one["label"] for one in theirs.values()}
    assert theirs == {
        replica: msgspec.msgpack.decode(msgspec.msgpack.encode(laptop))
        for replica, laptop in ours.laptops.items()
    }


def test_the_reader_uses_nothing_of_the_program() -> None:
    text = Path(reader.__file__).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(from|import) (duodesk|tests)", text, re.MULTILINE)
