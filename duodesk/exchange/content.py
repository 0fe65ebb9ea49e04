"""The content of an exchange file: documented, typed, limited; MessagePack, so that any program can
read it.

Everything that repeats is named once (laptops, tables, fields, rows, operations) and then meant by
its place. See `resources/format/exchange.md` for the same in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Raw, Struct
from msgspec.msgpack import Decoder
from typing_extensions import Buffer

from duodesk.store.codec import Header, Kind, Value
from duodesk.store.heads import PARENT
from duodesk.store.merge import KNOWN
from duodesk.store.travelling import Change, Foreign, identify

FORMAT = 1
# Limits before trust, against files that are packed to burst: whatever one says, looking at it
# takes less than 300 MB. Ten years of three offices are some hundred thousand changes.
MOST_SEALED, MOST_OPEN, MOST_RATIO = 40 << 20, 56 << 20, 100
MOST_OPERATIONS, MOST_CHANGES, MOST_TEXT = 300_000, 1_000_000, 1_000_000
MOST_STATEMENTS, MOST_WANTS = 5_000, 5_000
_MOST_NAMES, _MOST_ENDS, MOST_ROWS = 20_000, 20_000, 500_000
# Of kept values: so many boxes, bytes and values in one, and values for one office.
_MOST_BOXES, MOST_BOX, MOST_IN_BOX, MOST_REVEALS = 100, 16 << 20, 50_000, 200_000
# Lists of lists take sixty times their bytes in memory: so many bytes of parents beside eight for
# each change, and so many of values before each is looked at by itself.
_MOST_PARENTS, _FEW = 4 << 20, 256 << 10

Id16 = Annotated[bytes, Meta(min_length=16, max_length=16)]
Place = Annotated[int, Meta(ge=0, lt=MOST_CHANGES)]
Whole = Annotated[int, Meta(ge=0, le=(1 << 63) - 1)]
Signed = Annotated[int, Meta(ge=-(1 << 63), le=(1 << 63) - 1)]
Name = Annotated[str, Meta(max_length=100, pattern=r"^[a-z_][a-z0-9_]*\Z")]
Short = Annotated[str, Meta(max_length=2_000)]
Words = Annotated[str, Meta(max_length=20_000)]
# NULL, an integer of 64 bits, a text or bytes; checked by `_value`.
Data = Any
T = TypeVar("T")
_Each = Meta(max_length=MOST_CHANGES)


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

    # A retirement may name as many others as there may be.
    body: Annotated[bytes, Meta(max_length=100_000)]
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
    box: Annotated[bytes, Meta(max_length=MOST_BOX)]


class Reveal(Struct, array_like=True, frozen=True):
    """One value from such a box."""

    operation: Id16
    table: Name
    row: Id16
    field: Name
    salt: Id16
    value: Data


class _Hidden(Struct, array_like=True, frozen=True):
    """The same, its value not looked at yet."""

    operation: Id16
    table: Name
    row: Id16
    field: Name
    salt: Id16
    value: Raw


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
    tables: Annotated[list[Place], _Each]
    fields: Annotated[list[Place], _Each]
    rows: Annotated[list[Place], _Each]
    values: Annotated[list[Data], _Each]
    parents: Annotated[list[list[Place]], _Each]
    kinds: Annotated[list[Annotated[int, Meta(ge=0, le=3)]], _Each]  # empty: all 0
    salts: Annotated[list[Id16 | None], _Each]  # empty: derived from the operation's
    coms: Annotated[list[Id16 | None], _Each]  # empty: none


class _Measure(Struct, array_like=True, frozen=True):
    """An operation of which only the size is looked at."""

    header: Raw
    seq: Raw
    hlc: Raw
    wall: Raw
    author: Raw
    label: Raw
    words: Raw
    words_com: Raw
    words_salt: Raw
    schema: Raw
    prev: Raw
    salt: Raw
    undoes: Raw
    tables: Annotated[list[Place], _Each]
    fields: Raw
    rows: Raw
    values: Raw
    parents: Raw


class Content(Struct, frozen=True):
    """What a file says once it is opened and its seal is checked; its operations are measured
    before they are read.
    """

    tips: Annotated[list[Tip], Meta(max_length=_MOST_ENDS)]
    seals: Annotated[list[Sealed], Meta(max_length=_MOST_ENDS)]
    laptops: Annotated[list[Id16], Meta(max_length=_MOST_ENDS)] = []
    names: Annotated[list[Name], Meta(max_length=_MOST_NAMES)] = []
    rows: Annotated[list[Id16], Meta(max_length=MOST_ROWS)] = []
    ids: Annotated[list[Id16], Meta(max_length=MOST_ROWS)] = []
    operations: Raw = Raw(b"\x90")
    kept: Annotated[list[Kept], Meta(max_length=_MOST_BOXES)] = []
    wants: Annotated[list[Want], Meta(max_length=MOST_WANTS)] = []


class _Packed(Content, frozen=True):
    """The same with what is long still packed."""

    rows: Raw = Raw(b"\x90")  # type: ignore[assignment]
    ids: Raw = Raw(b"\x90")  # type: ignore[assignment]


class Malformed(ValueError):
    """The content does not follow the format."""


_CONTENT = Decoder(_Packed)
_IDS: Decoder[list[bytes]] = Decoder(Annotated[list[Id16], Meta(max_length=MOST_ROWS)])
_OPERATIONS: Decoder[list[Raw]] = Decoder(Annotated[list[Raw], Meta(max_length=MOST_OPERATIONS)])
_MEASURE, _OP = Decoder(_Measure), Decoder(Op)
_VALUES, _VALUE = Decoder(list[Raw]), Decoder(Any)
_BOX: Decoder[list[_Hidden]] = Decoder(Annotated[list[_Hidden], Meta(max_length=MOST_IN_BOX)])


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
        operations=Raw(msgspec.msgpack.encode(packed)),
    )
    return msgspec.msgpack.encode(content)


def unpack(data: bytes | bytearray) -> Content:
    """Read content; raises `Malformed` when it is none, or beyond a limit. A bytearray is empty
    afterwards: read, the long lists take three times their room, and both are not needed at once.
    """
    packed = _decoded(data, _CONTENT)
    # Of their own: else they would hold on to all of the file.
    operations, rows, ids = (raw.copy() for raw in (packed.operations, packed.rows, packed.ids))
    said: dict[str, Any] = {"operations": operations, "rows": [], "ids": []}
    for name in Content.__struct_fields__:
        said.setdefault(name, getattr(packed, name))
    del packed
    if isinstance(data, bytearray):
        data.clear()
    said["rows"], said["ids"] = _decoded(rows, _IDS), _decoded(ids, _IDS)
    return Content(**said)


def operations(content: Content) -> list[Foreign]:
    """The operations of a content, each with the identity computed from what it says."""
    each = _decoded(content.operations, _OPERATIONS)
    left = MOST_CHANGES
    for raw in each:
        left -= _measured(_decoded(raw, _MEASURE))
        if left < 0:
            raise Malformed("too many changes")
    try:
        return [_unpacked(_decoded(raw, _OP), content) for raw in each]
    except (IndexError, ValueError) as error:
        raise Malformed(str(error)) from error


def revealed(data: bytes) -> list[Reveal]:
    """What a box of kept values holds; raises `Malformed` when it is none."""
    found = []
    for one in _decoded(data, _BOX):
        value: Any = _decoded(one.value, _VALUE) if simple(one.value) else []
        if fit(value):
            found.append(Reveal(one.operation, one.table, one.row, one.field, one.salt, value))
    return found


def simple(value: Raw) -> bool:
    """Whether what is packed here is no list of things, whose size in memory nobody can foresee."""
    first = memoryview(value)[0]
    return not (0x80 <= first <= 0x9F or 0xDC <= first <= 0xDF)


def _measured(op: _Measure) -> int:
    """How many changes an operation has; raises `Malformed` where it would take more memory than
    they need.
    """
    n = len(op.tables)
    if len(memoryview(op.parents)) > _MOST_PARENTS + 8 * n:
        raise Malformed("too many parents")
    if len(memoryview(op.values)) > _FEW:
        values = _decoded(op.values, _VALUES)
        if not all(map(simple, values)):
            raise Malformed("a value that cannot be")
    return n


def _decoded(data: Buffer, decoder: Decoder[T]) -> T:
    try:
        return decoder.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
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
