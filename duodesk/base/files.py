"""Files that exist whole or not at all; the one way to write any file beside the desk file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_


@contextmanager
def atomic_path(path: Path) -> Generator[Path]:
    """A `.part` path to write to; on success it is flushed to disk and takes the place of `path`.

    Raises `UserError` when the place cannot be written or is full; then `path` is as it was.
    """
    part = path.with_name(path.name + ".part")
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(path)
        _settle(path.parent)
    except OSError as error:
        raise UserError(
            N_("%(name)s could not be written (%(reason)s). Choose another place or make room."),
            name=path.name,
            reason=error.strerror or type(error).__name__,
        ) from error
    finally:
        with suppress(OSError):  # a place that cannot even be looked at has nothing to remove
            part.unlink(missing_ok=True)


def atomic_write(path: Path, data: bytes) -> None:
    """Write `data`, read it back to be sure, then put it in place of `path`."""
    with atomic_path(path) as part:
        part.write_bytes(data)
        with part.open("rb") as written:
            read_back = hashlib.file_digest(written, "blake2b").digest()
        if read_back != hashlib.blake2b(data).digest():
            raise OSError(None, "it reads back differently")


def _settle(folder: Path) -> None:
    """Make the new name itself durable; Windows has no way to, and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
