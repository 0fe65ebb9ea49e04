"""A second laptop's desk that begins with all the first one knows: copied, where sending it would
cost seconds. For desks that are made up.
"""

from __future__ import annotations

from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from duodesk.store.backup import copy_desk
from duodesk.store.store import Store

# What a laptop keeps for itself, and keeps when it learns everything at once.
_OWN = ("fact", "identity", "statement", "signed_head", "peer", "file_log", "invitation")


def know_the_same(of: Store, own: Path, key: bytes) -> None:
    """Put everything the desk `of` knows into the closed desk file `own`, which stays the laptop it
    was.
    """
    fresh = own.with_name(own.name + ".fresh")
    copy_desk(of.engine, key, fresh)
    connection = driver.connect(str(fresh), isolation_level=None)
    try:
        spoken = f"x'{key.hex()}'"
        connection.execute(f'PRAGMA key = "{spoken}"')
        connection.execute("ATTACH DATABASE ? AS own KEY ?", (str(own), spoken))
        for table in _OWN:
            connection.execute(f"DELETE FROM main.{table}")
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM own.{table}")
        connection.execute("DETACH DATABASE own")
    finally:
        connection.close()
    for path in (own.with_name(own.name + "-wal"), own.with_name(own.name + "-shm")):
        path.unlink(missing_ok=True)
    fresh.replace(own)
