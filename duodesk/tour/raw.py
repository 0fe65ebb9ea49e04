"""A desk file as whoever has its key could read it: every page, those no longer used too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from duodesk.store.access import OpenDesk
from duodesk.tour.stage import TourError

# SQLCipher 4: pages of 4096 bytes that end in 16 of initial vector and 64 of seal; the first begins
# with 16 bytes of salt. In a write-ahead log 32 bytes stand before all pages, 24 before each.
_PAGE, _RESERVED, _VECTOR, _SALT = 4096, 80, 16, 16
_LOG, _FRAME = 32, 24
_BEGINNING = b"operation"  # a name that stands in every desk file


def plain_bytes(opened: OpenDesk) -> bytes:
    """Every byte of the desk file and of its log, deciphered."""
    path = opened.profile.database
    log = path.with_name(path.name + "-wal")
    plain = b"".join(_pages(path, opened.key, 0, 0)) + b"".join(
        _pages(log, opened.key, _LOG, _FRAME)
    )
    if _BEGINNING not in plain:
        raise TourError(f"{path} could not be read page by page")
    return plain


def _pages(path: Path, key: bytes, before: int, each: int) -> Iterator[bytes]:
    if not path.exists():
        return
    data = path.read_bytes()
    for start in range(before + each, len(data) - _PAGE + 1, each + _PAGE):
        page = data[start : start + _PAGE]
        first = start == before + each and not each
        yield _deciphered(page[_SALT:] if first else page, key)


def _deciphered(page: bytes, key: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    vector = page[-_RESERVED:][:_VECTOR]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return decryptor.update(page[:-_RESERVED]) + decryptor.finalize()
