"""Opening an encrypted desk file for SQLAlchemy: its key, its pragmas, its kinds of transaction."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2 as driver
from typing_extensions import override

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, Message

# So many statements stay prepared; each that is not is worked out anew, with the triggers that it
# sets off.
_KEPT = 500
# SQLite below this version can damage a file in WAL mode when two connections meet: the WAL-reset
# bug that its release notes of 3.51.3 tell of.
_SOUND_SINCE = (3, 51, 3)
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = OFF",
    "mmap_size = 0",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "busy_timeout = 5000",
    # 32 MB instead of 2: pages spilled from a small cache would be encrypted twice.
    "cache_size = -32000",
)


class DamagedFile(UserError):
    """The desk file cannot be read with this key."""


class NotSaved(UserError):
    """The disk did not take a change; what was typed is still in the window."""


# What SQLite says when a disk fails it, and what a person can do about it.
_DISK = {
    "disk is full": N_("the disk is full. Make room on it, then do it again."),
    "readonly database": N_(
        "the desk file cannot be written to. Ask for write access to its folder."
    ),
    "unable to open database": N_("the desk file cannot be reached. Is its disk still there?"),
    "disk I/O error": N_("the disk does not answer as it should. Make a backup on another disk."),
    "database is locked": N_("another program holds the desk file. Close it, then do it again."),
}


class DeskDialect(SQLiteDialect_pysqlite):
    """SQLite as every desk file speaks it: what was worked out for one serves the next, also when a
    desk is locked and opened again.
    """

    supports_statement_cache = True

    @override
    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    @override
    def __hash__(self) -> int:
        return hash(type(self))


registry.register("sqlite.desk", __name__, DeskDialect.__name__)
# The statements of the program, whichever desk is open; as many as it has, and some.
_STATEMENTS: LRUCache[Any, Any] = LRUCache(2_000)


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine on the SQLCipher file at `path`, made if missing; `key` is the raw key, 32 bytes.

    Connections with the execution option `duodesk_write` begin by taking the writer's place. Raises
    `DamagedFile`
    when the file is no desk file, is damaged in its first page, or the key is another's.
    """
    if driver.sqlite_version_info < _SOUND_SINCE:
        message = f"SQLite {driver.sqlite_version} is not safe for this program"
        raise RuntimeError(message)

    def connect() -> Any:
        connection = driver.connect(
            str(path), check_same_thread=False, isolation_level=None, cached_statements=_KEPT
        )
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        # What asking.py asks with; made here, where no transaction can take it back.
        connection.execute("CREATE TEMP TABLE asking (id BLOB PRIMARY KEY)")
        return connection

    # The connection used last is used next: its pages are at hand, and idle ones gather none.
    engine = create_engine(
        "sqlite+desk://", creator=connect, module=driver, poolclass=QueuePool, pool_size=8,
        pool_use_lifo=True, execution_options={"compiled_cache": _STATEMENTS},
    )  # fmt: skip
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _tell_disk)
    _probe(engine, path)
    return engine


def told(connection: Connection, query: str, values: Sequence[Any] = ()) -> list[Any]:
    """The rows that a statement in SQL gives, as plain tuples. What SQLAlchemy does around one
    takes several times as long as finding a few rows does, and an exchange asks hundreds of times.
    """
    if not connection.in_transaction():
        connection.begin()
    return _asked(connection, query, values)


def _asked(connection: Connection, query: str, values: Sequence[Any] = ()) -> list[Any]:
    beneath = connection.connection.driver_connection
    assert beneath is not None  # noqa: S101 - narrows the type SQLAlchemy declares
    try:
        return list(beneath.execute(query, values))
    except driver.DatabaseError as error:
        _raise_told(str(error))
        raise DatabaseError(query, values, error) from error


def for_each(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """A statement in SQL once for each of these rows of values, in the same way."""
    if not connection.in_transaction():
        connection.begin()
    beneath = connection.connection.driver_connection
    assert beneath is not None  # noqa: S101 - narrows the type SQLAlchemy declares
    try:
        beneath.executemany(statement, rows)
    except driver.DatabaseError as error:
        _raise_told(str(error))
        raise DatabaseError(statement, rows, error) from error


def quick_check(engine: Engine) -> list[str]:
    """What is wrong with the file, page by page; empty when every page is sound."""
    with engine.connect() as connection:
        try:
            found = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
            told = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
        except DatabaseError as error:
            return [str(error.orig)]
    return [str(line) for line in (*found, *told) if line != "ok"]


def _tell_disk(context: ExceptionContext) -> None:
    """Turn what SQLite says of a failing disk into a sentence with the way out."""
    _raise_told(str(context.original_exception))


def _raise_told(said: str) -> None:
    for sign, told in _DISK.items():
        if sign in said:
            raise NotSaved(N_("Not saved: %(why)s"), why=Message(told)) from None


def _begin(connection: Connection) -> None:
    # The driver's own transactions are off: they leave the first tables of a failed migration
    # behind, and a
    # transaction that reads before it writes fails at once when another wrote meanwhile.
    writing = connection.get_execution_options().get("duodesk_write")
    _asked(connection, "BEGIN IMMEDIATE" if writing else "BEGIN")


def _probe(engine: Engine, path: Path) -> None:
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema")
    except DatabaseError as error:
        engine.dispose()
        raise DamagedFile(
            N_(
                "“%(name)s” cannot be opened: it is damaged or belongs to another key. "
                "Nothing was changed. Restore the newest backup (Settings, or “duodesk restore”)."
            ),
            name=path.name,
        ) from error
