"""Reads an exchange file by the words of resources/format/exchange.md alone: nothing of the program
is used here, and nothing may be.
"""

from __future__ import annotations

import bz2
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyrage import DecryptError, decrypt, x25519

SPOKEN = b"duodesk exchange file 1\x00"
HEAD = ["replica", "seq", "hlc", "wall", "author", "label", "words_com", "schema", "prev", "undoes"]
OPERATION = [
    "replica", "seq", "hlc", "wall", "author", "label", "words", "words_com", "words_salt",
    "schema", "prev", "salt", "undoes",
    "tables", "fields", "rows", "values", "parents", "kinds", "salts", "coms",
]  # fmt: skip
VALUE, DELETED, WITHHELD, ERASED = range(4)
pack, unpack = msgspec.msgpack.encode, msgspec.msgpack.decode


@dataclass(slots=True)
class Operation:
    """One operation, its identity computed."""

    id: bytes
    said: dict[str, Any]
    changes: list[dict[str, Any]]


@dataclass(slots=True)
class File:
    """A file whose seal, statements, operations and chains were all found good."""

    header: dict[str, Any]
    content: dict[str, Any]
    operations: dict[bytes, Operation]
    reveals: list[dict[str, Any]] = field(default_factory=list)


FIRST, VOWELS, LAST = "bdfghjklmnprstvz", "aeiu", "ao"


def opened(data: bytes, key: str, program: bool = False) -> bytes:
    """An age file, with the `age` program or a library."""
    if not program:
        return bytes(decrypt(data, [x25519.Identity.from_str(key)]))
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "key").write_text(key + "\n")
        age = shutil.which("age") or "age"
        command = [age, "--decrypt", "-i", f"{place}/key"]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def read(data: bytes, key: str, *, program: bool = False) -> File:
    """The whole file; raises ValueError where it does not follow the format."""
    plain = opened(data, key, program)
    need(plain[:8] == b"DUODESK1", "no exchange file")
    seal, sealed = plain[8:72], plain[72:]
    length = int.from_bytes(sealed[:4], "big")
    header = unpack(sealed[4 : 4 + length])
    need(header["format"] == 1 and header["codec"] == "bz2", "another format")
    laptops = [statement(said) for said in header["statements"]]
    signers = [one["sign_key"] for one in laptops if one["replica"] == header["sender"]]
    need(any(signed(k, sealed, seal) for k in signers), "not sealed by its sender")
    content = unpack(bz2.decompress(sealed[4 + length :]))
    operations = [operation(row, content) for row in content["operations"]]
    found = File(header, content, {op.id: op for op in operations})
    chains(found, laptops)
    for _office, box in content["kept"]:
        found.reveals += [reveal(row) for row in unpack(_box(box, key, program))]
    return found


def _box(box: bytes, key: str, program: bool) -> bytes:
    """A box; an empty array where it is closed for another office."""
    try:
        return opened(box, key, program)
    except (DecryptError, subprocess.CalledProcessError):
        return pack([])


def statement(said: list[bytes]) -> dict[str, Any]:
    """A signed statement about a laptop."""
    body, signer, seal = said
    need(signed(signer, b"statement\x00" + body, seal), "a statement that nobody signed")
    return dict(unpack(body))


def belonging(statements: list[list[bytes]], organisation: bytes) -> dict[bytes, dict[str, Any]]:
    """The laptops that follow from signed statements, by identity."""
    said = {blake2b(s[0] + s[1], digest_size=16).digest(): (s[1], statement(s)) for s in statements}
    said = {i: (signer, one) for i, (signer, one) in said.items() if _has_its_key(signer, one)}
    dealt_with: set[bytes] = set()
    stands: set[bytes] = set()
    while True:
        found = _believed(said, organisation)
        keys: dict[bytes, set[bytes]] = {}
        for one in found.values():
            keys.setdefault(one["replica"], set()).add(one["sign_key"])
        ends = {i: one["replica"] for i, one in found.items() if _gone(one)}
        own = {i for i, replica in ends.items() if said[i][0] in keys[replica]}
        if own:
            said = {i: s for i, s in said.items() if i not in own}
            continue
        ends = {i: r for i, r in ends.items() if r not in dealt_with}
        if not ends:
            return _standing(_believed(said, organisation))
        doubtful = set().union(*(keys[replica] for replica in ends.values()))
        apart = _believed({i: s for i, s in said.items() if s[0] not in doubtful}, organisation)
        ends = {i: r for i, r in ends.items() if i in apart} or ends
        dealt_with |= set(ends.values())
        gone = set().union(*(keys[replica] for replica in ends.values()))
        stands = stands.union(*(found[i]["stands"] for i in ends))
        said = {i: s for i, s in said.items() if s[0] not in gone or i in stands}


def _has_its_key(signer: bytes, one: dict[str, Any]) -> bool:
    key, held = one["sign_key"], b"key of\x00" + one["replica"]
    return bool(signer == key or signed(key, held, one.get("proof", b"")))


def _believed(said: dict[bytes, Any], organisation: bytes) -> dict[bytes, dict[str, Any]]:
    found: dict[bytes, dict[str, Any]] = {}
    while True:
        more = {
            i: one
            for i, (signer, one) in said.items()
            if i not in found and (signer == organisation or _may(one, signer, found))
        }
        if not more:
            return found
        found |= more


def _may(one: dict[str, Any], signer: bytes, found: dict[bytes, dict[str, Any]]) -> bool:
    speakers = [s for s in found.values() if s["sign_key"] == signer]
    return any(
        s["inviter"]
        or (
            not _gone(one)
            and all(s[name] == one[name] for name in ("office", "code", "block", "inviter"))
            and (_same(s, one) or _heir(s, one))
        )
        for s in speakers
    )


def _same(speaker: dict[str, Any], one: dict[str, Any]) -> bool:
    names = ("replica", "continues", "chance")
    return all(speaker.get(name) == one.get(name) for name in names)


def _heir(speaker: dict[str, Any], one: dict[str, Any]) -> bool:
    if speaker["replica"] != one["continues"] or not one.get("chance"):
        return False
    born = one["continues"] + one["sign_key"] + one["chance"]
    return one["replica"] == blake2b(born, digest_size=16, person=b"duodesk-heir").digest()


def _standing(found: dict[bytes, dict[str, Any]]) -> dict[bytes, dict[str, Any]]:
    ordered = sorted(found.items(), key=lambda item: (_gone(item[1]), item[1]["version"], item[0]))
    return {one["replica"]: one for _, one in ordered}


def _gone(one: dict[str, Any]) -> bool:
    return bool(one["state"] == "retired")


def operation(row: list[Any], content: dict[str, Any]) -> Operation:
    """One operation and its identity, from its columns and the lists of the content."""
    said = dict(zip(OPERATION, row, strict=True))
    said["replica"] = content["laptops"][said["replica"]]
    salt, n = said["salt"], len(said["tables"])
    changes = [
        {
            "table": content["names"][said["tables"][i]],
            "field": content["names"][said["fields"][i]],
            "row": content["rows"][said["rows"][i]],
            "kind": said["kinds"][i] if said["kinds"] else VALUE,
            "value": said["values"][i],
            "parents": b"".join(sorted(content["ids"][p] for p in said["parents"][i])),
            "salt": said["salts"][i] if said["salts"] else None,
            "com": said["coms"][i] if said["coms"] else None,
        }
        for i in range(n)
    ]
    for one in changes:
        name = cell_name(one["table"], one["field"], one["row"])
        if one["kind"] in {VALUE, DELETED}:
            one["com"] = commitment(one["salt"] or derived(salt, name), one["kind"], one["value"])
        one["name"] = name
    if said["words"] is not None:
        own = said["words_salt"] or derived(salt, b"words")
        said["words_com"] = commitment(own, VALUE, said["words"])
    return Operation(identity(said, changes), said, changes)


def identity(said: dict[str, Any], changes: list[dict[str, Any]]) -> bytes:
    head = [said[name] for name in HEAD]
    listed = sorted([one["name"], one["parents"], one["com"]] for one in changes)
    return blake2b(pack([head, listed]), digest_size=16, person=b"duodesk-op").digest()


def cell_name(table: str, column: str, row: bytes) -> bytes:
    return table.encode() + b"\x00" + column.encode() + b"\x00" + row


def derived(salt: bytes, name: bytes) -> bytes:
    return blake2b(name, key=salt, digest_size=16).digest()


def commitment(salt: bytes, kind: int, value: Any) -> bytes:
    return blake2b(pack([kind, value]), key=salt, digest_size=16).digest()


def chains(found: File, laptops: list[dict[str, Any]]) -> None:
    """Every operation is followed, link by link, by one that its own laptop signed."""
    covered = set()
    for replica, at, seq, seal in found.content["seals"]:
        message = pack(["head", replica, at, seq])
        keys = [one["sign_key"] for one in laptops if one["replica"] == replica]
        if not any(signed(k, message, seal) for k in keys):
            continue
        link, number = at, seq
        while link in found.operations:
            said = found.operations[link].said
            need((said["replica"], said["seq"]) == (replica, number), "a chain of another laptop")
            covered.add(link)
            link, number = said["prev"], number - 1
    need(covered == set(found.operations), "an operation that its laptop did not sign")


def reveal(row: list[Any]) -> dict[str, Any]:
    said = dict(zip(("operation", "table", "row", "field", "salt", "value"), row, strict=True))
    said["com"] = commitment(said["salt"], VALUE, said["value"])
    return said


def spoken(secret: bytes) -> str:
    """The six words of an invitation's secret."""
    check = blake2b(secret, digest_size=1).digest()[0] & 3
    number = int.from_bytes(secret, "big") << 2 | check
    words = [a + b + c + d for a in FIRST for b in VOWELS for c in FIRST for d in LAST]
    return " ".join(words[number >> 11 * place & 2047] for place in reversed(range(6)))


def proof(secret: bytes, body: bytes) -> bytes:
    return blake2b(body, key=secret, digest_size=32, person=b"duodesk-invite").digest()


def signed(key: bytes, message: bytes, seal: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(seal, SPOKEN + message)
    except InvalidSignature:
        return False
    return True


def need(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(what)
