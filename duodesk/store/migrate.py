"""Bringing an older desk file to today's form: frozen SQL steps, a backup first, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.model.vocabulary import record_tables
from duodesk.store import capture

_STEPS = Path(__file__).parent / "migrations"
_COMMENT = re.compile(r"^\s*--.*$", re.MULTILINE)


@cache
def steps() -> dict[int, Path]:
    """The steps by the schema they lead to: 0001_first.sql, 0002_…"""
    return {int(path.name[:4]): path for path in sorted(_STEPS.glob("[0-9][0-9][0-9][0-9]_*.sql"))}


def latest() -> int:
    """The schema that this program writes."""
    return max(steps())


def version(connection: Connection) -> int:
    """The schema of a file; 0 for an empty one."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def migrate(
    engine: Engine, *, backup: Callable[[], object] | None = None, to: int | None = None
) -> int:
    """Run the steps a file lacks and lay capture anew; returns the schema it had.

    Raises `UserError` for a file of a newer program; then nothing is touched.
    """
    goal = to or latest()
    with engine.connect() as connection:
        present = version(connection)
    if present > goal:
        raise UserError(
            N_(
                "This desk file was written by a newer Duodesk (file %(file)s, program "
                "%(program)s). "
                "Install the newest version, then open it again. Nothing was changed."
            ),
            file=present,
            program=goal,
        )
    if present == goal:
        return present
    if present and backup is not None:
        backup()
    with engine.execution_options(duodesk_write=True).begin() as connection:
        capture.drop_triggers(connection)
        for number in range(present + 1, goal + 1):
            for statement in statements(steps()[number].read_text(encoding="utf-8")):
                connection.exec_driver_sql(statement)
        if goal == latest():
            capture.create_triggers(connection, list(record_tables()))
        connection.exec_driver_sql(f"PRAGMA user_version = {goal:d}")
    return present


def statements(script: str) -> list[str]:
    """The statements of a step; a step holds tables and indexes, never triggers."""
    return [part.strip() for part in _COMMENT.sub("", script).split(";\n") if part.strip()]
