"""The pages of a desk file without their encryption, free ones and those of its journal included:
what a reader with the key could find.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

# SQLCipher 4: pages of 4,096 bytes that end in an initialisation vector and a code of 64 bytes;
# the first begins with the salt of the file. A raw key is used as it is.
PAGE, VECTOR, CODE, SALT = 4096, 16, 64, 16
_WAL, _FRAME = 32, 24


def plain(path: Path, key: bytes) -> bytes:
    """Everything that the file at `path` and its write-ahead journal hold."""
    data, wal = path.read_bytes(), path.with_name(path.name + "-wal")
    pages = [_open(data[at : at + PAGE], key, first=at == 0) for at in range(0, len(data), PAGE)]
    if wal.exists():
        pages += [_open(page, key, first=number == 1) for number, page in _frames(wal.read_bytes())]
    return b"".join(pages)


def _frames(wal: bytes) -> Iterator[tuple[int, bytes]]:
    for at in range(_WAL, len(wal) - _FRAME - PAGE + 1, _FRAME + PAGE):
        (number,) = struct.unpack(">I", wal[at : at + 4])
        yield number, wal[at + _FRAME : at + _FRAME + PAGE]


def _open(page: bytes, key: bytes, *, first: bool) -> bytes:
    end = PAGE - VECTOR - CODE
    opened = Cipher(algorithms.AES(key), modes.CBC(page[end : end + VECTOR])).decryptor()
    return opened.update(page[SALT if first else 0 : end]) + opened.finalize()
