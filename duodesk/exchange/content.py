"""The content of an exchange file: documented, typed, limited; MessagePack, so that any program can
read it.

Everything that repeats is named once (laptops, tables, fields, rows, operations) and then meant by
its place. See `resources/help/format.md` for the same in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from duodesk.store.codec import Header, Kind, Value
from duodesk.store.journal import PARENT
from duodesk.store.merge import KNOWN
from duodesk.store.travelling import Change, Foreign, identify

FORMAT = 1
# Limits before trust (reliability.md S-06).
MOST_SEALED, MOST_OPEN, MOST_RATIO = 200 << 20, 512 << 20, 100
MOST_CHANGES, MOST_TEXT = 5_000_000, 1_000_000

Id16 = Annotated[bytes, Meta(min_length=16, max_length=16)]
Place = Annotated[int, Meta(ge=0, lt=MOST_CHANGES)]
Whole = Annotated[int, Meta(ge=0, le=(1 << 63) - 1)]
Signed = Annotated[int, Meta(ge=-(1 << 63), le=(1 << 63) - 1)]
Name = Annotated[str, Meta(max_length=100, pattern=r"^[a-z_][a-z0-9_]*$")]
Short = Annotated[str, Meta(max_length=2_000)]
Words = Annotated[str, Meta(max_length=20_000)]
# NULL, an integer of 64 bits, a text or bytes; checked by `_value`.
Data = Any


class Tip(Struct, array_like=True, frozen=True):
    """The end of a laptop's chain."""

    replica: Id16
    operation: Id16
    seq: Whole


class Sealed(Struct, array_like=True, frozen=True):
    """The end of a laptop's chain as that laptop signed it."""

    replica: Id16
    operation: Id16
    seq: Whole
    seal: Annotated[bytes, Meta(max_length=64)]


class Said(Struct, array_like=True, frozen=True):
    """A signed statement about a laptop (registry.py)."""

    body: Annotated[bytes, Meta(max_length=10_000)]
    signer: Annotated[bytes, Meta(max_length=32)]
    seal: Annotated[bytes, Meta(max_length=64)]


class Want(Struct, array_like=True, frozen=True):
    """A value kept back that the sender is entitled to and lacks."""

    operation: Id16
    table: Name
    row: Id16
    field: Name


class Kept(Struct, array_like=True, frozen=True):
    """Values that stay in one office: an age file for its laptops, inside the file for all."""

    office: Id16
    box: bytes


class Reveal(Struct, array_like=True, frozen=True):
    """One value from such a box."""

    operation: Id16
    table: Name
    row: Id16
    field: Name
    salt: Id16
    value: Data


class Op(Struct, array_like=True, frozen=True):
    """One operation; `tables`, `fields`, `rows` are places in the lists of the content, one entry
    for each change. `parents`: for each change the places of the operations it replaced in `ids`.
    """

    replica: Place
    seq: Whole
    hlc: Whole
    wall: Signed
    author: Id16 | None
    label: Short
    words: Words | None
    words_com: Id16 | None
    words_salt: Id16 | None
    schema: Whole
    prev: Id16 | None
    salt: Id16 | None
    undoes: Id16 | None
    tables: list[Place]
    fields: list[Place]
    rows: list[Place]
    values: list[Data]
    parents: list[list[Place]]
    kinds: list[Annotated[int, Meta(ge=0, le=3)]]  # empty: all 0
    salts: list[Id16 | None]  # empty: derived from the operation's
    coms: list[Id16 | None]  # empty: none


class Content(Struct, frozen=True):
    """What a file says once it is opened and its seal is checked."""

    tips: list[Tip]
    seals: list[Sealed]
    laptops: list[Id16] = []
    names: list[Name] = []
    rows: list[Id16] = []
    ids: list[Id16] = []
    operations: list[Op] = []
    kept: list[Kept] = []
    wants: list[Want] = []


class Malformed(ValueError):
    """The content does not follow the format."""


class _Places:
    """Gives everything that repeats its place."""

    def __init__(self) -> None:
        self._places: dict[bytes | str, int] = {}

    def of(self, thing: bytes | str) -> int:
        return self._places.setdefault(thing, len(self._places))

    def listed(self) -> list[bytes | str]:
        return list(self._places)


def pack(operations: Iterable[Foreign], rest: Content) -> bytes:
    """The content with these operations, as bytes."""
    laptops, names, rows, ids = _Places(), _Places(), _Places(), _Places()
    packed = [_packed(op, (laptops, names, rows, ids)) for op in operations]
    content = msgspec.structs.replace(
        rest,
        laptops=laptops.listed(),
        names=names.listed(),
        rows=rows.listed(),
        ids=ids.listed(),
        operations=packed,
    )
    return msgspec.msgpack.encode(content)


def unpack(data: bytes) -> Content:
    """Read content; raises `Malformed` when it is none, or beyond a limit."""
    try:
        return msgspec.msgpack.decode(data, type=Content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Malformed(str(error)) from error


def operations(content: Content) -> list[Foreign]:
    """The operations of a content, each with the identity computed from what it says."""
    if sum(len(op.tables) for op in content.operations) > MOST_CHANGES:
        raise Malformed("too many changes")
    try:
        return [_unpacked(op, content) for op in content.operations]
    except (IndexError, ValueError) as error:
        raise Malformed(str(error)) from error


def _packed(op: Foreign, places: tuple[_Places, _Places, _Places, _Places]) -> Op:
    laptops, names, rows, ids = places
    h, changes = op.header, op.changes
    plain = all(c.kind == Kind.VALUE for c in changes)
    return Op(
        replica=laptops.of(h.replica),
        seq=h.seq,
        hlc=h.hlc,
        wall=h.wall,
        author=h.author,
        label=h.label,
        words=h.words,
        words_com=None if h.words is not None else op.words_com,
        words_salt=op.words_salt,
        schema=h.schema,
        prev=h.prev,
        salt=h.salt,
        undoes=h.undoes,
        tables=[names.of(c.table) for c in changes],
        fields=[names.of(c.field) for c in changes],
        rows=[rows.of(c.row) for c in changes],
        values=[c.value for c in changes],
        parents=[[ids.of(p) for p in _split(c.parents)] for c in changes],
        kinds=[] if plain else [int(c.kind) for c in changes],
        salts=[] if h.salt else [c.salt for c in changes],
        coms=[] if plain else [c.com if c.kind not in KNOWN else None for c in changes],
    )


def _unpacked(op: Op, content: Content) -> Foreign:
    n = len(op.tables)
    columns = (op.fields, op.rows, op.values, op.parents)
    optional = (op.kinds, op.salts, op.coms)
    if any(len(c) != n for c in columns) or any(c and len(c) != n for c in optional):
        raise Malformed("columns of different length")
    names, rows, ids = content.names, content.rows, content.ids
    kinds = op.kinds or [0] * n
    salts, coms = op.salts or [None] * n, op.coms or [None] * n
    changes = [
        Change(
            names[table],
            rows[row],
            names[field],
            kind,
            _value(kind, value),
            b"".join(sorted(ids[p] for p in parents)) if parents else b"",
            salt,
            com,
        )
        for table, row, field, kind, value, parents, salt, com in zip(
            op.tables, op.rows, op.fields, kinds, op.values, op.parents, salts, coms, strict=True
        )
    ]
    if len({(c.table, c.row, c.field) for c in changes}) != n:
        raise Malformed("a cell twice in one operation")
    header = Header(
        content.laptops[op.replica], op.seq, op.hlc, op.wall, op.author, op.label, op.words,
        op.schema, op.prev, op.salt, op.undoes,
    )  # fmt: skip
    return identify(header, op.words_com, op.words_salt, changes)


def fit(value: Any) -> bool:
    """Whether a value is of a kind that travels."""
    if type(value) is int:
        return -(1 << 63) <= value < 1 << 63
    return value is None or (type(value) in {str, bytes} and len(value) <= MOST_TEXT)


def _value(kind: int, value: Any) -> Value:
    if not fit(value) or (kind != Kind.VALUE and value is not None):
        raise Malformed("a value that cannot be")
    return value  # type: ignore[no-any-return]  # `fit` looked


def _split(parents: bytes) -> list[bytes]:
    return [parents[i : i + PARENT] for i in range(0, len(parents), PARENT)]
