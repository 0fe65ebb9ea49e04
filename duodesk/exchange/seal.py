"""The envelope of an exchange file: sealed by the sender (Ed25519), then closed for the laptops it
is meant for (age v1).

Inside the age file: the eight bytes `DUODESK1`, the seal (64 bytes), the length of the header (four
bytes, big end first), the header and the packed content (bz2). The seal is taken over everything
that follows it.
"""

from __future__ import annotations

import bz2
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from typing_extensions import Buffer

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.exchange.content import (
    FORMAT,
    MOST_OPEN,
    MOST_RATIO,
    MOST_SEALED,
    MOST_STATEMENTS,
    Id16,
    Said,
)

_MAGIC = b"DUODESK1"
_AGE = b"age-encryption.org/v1\n"
_SEAL, _LENGTH = 64, 4
_MOST_HEADER = 4 << 20
_SPOKEN = b"duodesk exchange file 1\x00"
# What packed content may at least unpack to, however small it is.
_ROOM = 1 << 20
_PIECE = 1 << 20
# What one step of bz2 packs at a time.
_BLOCK = 100_000

Kind = Literal["delta", "full", "request", "join"]


class Header(Struct, frozen=True):
    """What a file says of itself before its content is touched; covered by the seal."""

    format: Annotated[int, Meta(ge=1)]
    app: Annotated[str, Meta(max_length=40)]
    schema: int
    kind: Kind
    sender: Id16
    to: Annotated[list[Id16], Meta(max_length=MOST_STATEMENTS)]
    made: Annotated[int, Meta(ge=0, lt=1 << 53)]
    size: Annotated[int, Meta(ge=0)]
    statements: Annotated[list[Said], Meta(max_length=MOST_STATEMENTS)]
    codec: Literal["bz2"] = "bz2"
    # Of a file that asks to be taken in: the invitation, and proof that its words are known.
    invitation: Id16 | None = None
    proof: Annotated[bytes, Meta(max_length=32)] | None = None


class FileRefused(UserError):
    """This file is not taken; nothing was changed."""


class NewerFile(FileRefused):
    """Made by a newer program: to be kept until this one is renewed; it is told where it is."""


class NotForUs(FileRefused):
    """Closed for other laptops."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened envelope: whose seal is to be checked before its content is unpacked."""

    header: Header
    seal: bytes
    sealed: memoryview
    packed: memoryview


def close(header: Header, content: bytes, sign_key: bytes, recipients: Sequence[str]) -> bytes:
    """The file: content sealed with `sign_key` (32 bytes) and closed for `recipients` (age1…)."""
    from pyrage import encrypt, x25519

    head = msgspec.msgpack.encode(header)
    # Larger blocks than there is content save nothing, and are filled first.
    level = min(9, len(content) // _BLOCK + 1)
    sealed = struct.pack(">I", len(head)) + head + bz2.compress(content, level)
    opened = _MAGIC + sign(sign_key, sealed) + sealed
    return bytes(encrypt(opened, [x25519.Recipient.from_str(r) for r in recipients]))


def read_file(path: Path) -> bytes:
    """The bytes of a file, of one that is too large no more than shows it. Raises `OSError`."""
    with path.open("rb") as opened:
        return opened.read(MOST_SEALED + 1)


def open_file(data: bytes, identities: Iterable[str]) -> Opened:
    """Open a file with any of these identities; raises `FileRefused`, which says why."""
    if len(data) > MOST_SEALED:
        raise FileRefused(
            N_("This file is larger than any exchange file may be. Nothing was changed.")
        )
    opened = open_box(data, identities)
    if not opened.startswith(_MAGIC) or len(opened) < len(_MAGIC) + _SEAL + _LENGTH:
        raise damaged()
    # Views, for a file may be large.
    sealed = memoryview(opened)[len(_MAGIC) + _SEAL :]
    (length,) = struct.unpack(">I", sealed[:_LENGTH])
    if length > min(_MOST_HEADER, len(sealed) - _LENGTH):
        raise damaged()
    header = _header(bytes(sealed[_LENGTH : _LENGTH + length]))
    seal = opened[len(_MAGIC) : len(_MAGIC) + _SEAL]
    return Opened(header, seal, sealed, sealed[_LENGTH + length :])


def content_of(opened: Opened) -> bytearray:
    """The unpacked content; never more than the header says, never more than the limits. What was
    packed is let go of, for both may be large.
    """
    size = opened.header.size
    most = min(MOST_OPEN, len(opened.packed) * MOST_RATIO + _ROOM)
    if size > most:
        raise damaged()
    content = _unpacked(opened.packed, size)
    opened.packed.release()
    opened.sealed.release()
    return content


def open_box(data: bytes, identities: Iterable[str]) -> bytes:
    """Open an age file; raises `FileRefused`."""
    from pyrage import DecryptError, decrypt, x25519

    if not data.startswith(_AGE):
        raise FileRefused(
            N_("This is not an exchange file of Duodesk, or its beginning is damaged. "
               "Nothing was changed. Copy it again from where it came.")
        )  # fmt: skip
    try:
        return bytes(decrypt(data, [x25519.Identity.from_str(i) for i in identities]))
    except DecryptError as error:
        if "matching keys" in str(error):
            raise for_others() from error
        raise damaged() from error


def close_box(data: bytes, recipients: Sequence[str]) -> bytes:
    """An age file for these recipients."""
    from pyrage import encrypt, x25519

    return bytes(encrypt(data, [x25519.Recipient.from_str(r) for r in recipients]))


def sign(key: bytes, message: bytes) -> bytes:
    """The Ed25519 signature of a message by a private key of 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(key).sign(_SPOKEN + message)


def signed_by(public: bytes, message: Buffer, signature: bytes) -> bool:
    """Whether a public key of 32 bytes signed this message."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, b"".join((_SPOKEN, message)))
    except (InvalidSignature, ValueError):
        return False
    return True


def public_of(key: bytes) -> bytes:
    """The public key of a private one."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


def age_keys() -> tuple[str, str]:
    """A new age identity and its recipient."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def for_others() -> NotForUs:
    """Said of a file that is closed for others, or names others as those it is meant for."""
    return NotForUs(
        N_("This file was made for other laptops. Nothing was changed. "
           "Ask its sender for a file for this laptop.")
    )  # fmt: skip


def damaged() -> FileRefused:
    """Said of every file that opens and does not read."""
    return FileRefused(
        N_("This exchange file is damaged or was altered. Nothing was changed. "
           "Copy it again from where it came, or ask for it once more.")
    )  # fmt: skip


def _unpacked(packed: memoryview, size: int) -> bytearray:
    """So many bytes and no more, piece by piece: at once they would be in memory twice."""
    unpacker, content, at = bz2.BZ2Decompressor(), bytearray(size), 0
    try:
        piece = unpacker.decompress(packed, max_length=_PIECE)
        while at + len(piece) <= size:
            content[at : at + len(piece)] = piece
            at += len(piece)
            if unpacker.eof or (not piece and unpacker.needs_input):
                break
            piece = unpacker.decompress(b"", max_length=_PIECE)
    except (OSError, ValueError) as error:
        raise damaged() from error
    if at != size or not unpacker.eof or unpacker.unused_data:
        raise damaged()
    return content


class _Version(Struct):
    """Of a header, what is looked at first."""

    format: int


def _header(head: bytes) -> Header:
    try:
        version = msgspec.msgpack.decode(head, type=_Version).format
        if version > FORMAT:
            raise NewerFile(
                N_("This file was made by a newer Duodesk. Nothing was changed. "
                   "Install the newest version, then take it in.")
            )  # fmt: skip
        return msgspec.msgpack.decode(head, type=Header)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise damaged() from error
