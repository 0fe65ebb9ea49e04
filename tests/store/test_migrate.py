"""Migrations: today's models and the frozen steps say the same; a newer file is refused; a failed
step leaves nothing.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.model.base import Base
from duodesk.store import migrate
from duodesk.store.engine import open_engine
from duodesk.store.founding import open_store
from duodesk.store.store import Store
from tests.conftest import KEY


def _tidy(ddl: str) -> str:
    """The statement without its line breaks; columns in the order of names, for a later one stands
    at the end.
    """
    flat = re.sub(r"\s+", " ", ddl).strip().rstrip(";")
    head, bracket, body = flat.partition("(")
    if not head.startswith("CREATE TABLE"):
        return flat
    return head + bracket + ", ".join(sorted(part.strip() for part in body[:-1].split(",")))


def test_the_schema_of_the_steps_is_the_schema_of_the_models(store: Store) -> None:
    with store.engine.connect() as connection:
        found = dict(
            connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index')"
            ).all()
        )
    for table in Base.metadata.sorted_tables:
        compiled = str(CreateTable(table).compile(dialect=sqlite.dialect()))
        assert _tidy(found[table.name]) == _tidy(compiled), table.name
        for index in table.indexes:
            compiled = str(CreateIndex(index).compile(dialect=sqlite.dialect()))
            assert _tidy(found[str(index.name)]) == _tidy(compiled)


def test_a_newer_file_is_refused_and_stays_as_it_is(
    tmp_path: Path, store: Store, clock: FixedClock
) -> None:
    store.close()
    engine = open_engine(tmp_path / "desk.duo", KEY)
    with engine.execution_options(duodesk_write=True).begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    engine.dispose()
    before = (tmp_path / "desk.duo").read_bytes()
    with pytest.raises(UserError, match="newer"):
        open_store(tmp_path / "desk.duo", KEY, clock=clock)
    assert (tmp_path / "desk.duo").read_bytes() == before


def test_a_step_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = migrate.steps()[1].read_text(encoding="utf-8")
    broken = tmp_path / "0001_broken.sql"
    broken.write_text(first + "\nCREATE TABLE office (again TEXT);\n", encoding="utf-8")
    monkeypatch.setattr(migrate, "steps", lambda: {1: broken})
    engine = open_engine(tmp_path / "desk.duo", KEY)
    with pytest.raises(Exception, match="already exists"):
        migrate.migrate(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one() == 0
        assert migrate.version(connection) == 0
    engine.dispose()


def test_a_backup_comes_before_an_upgrade(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, present = migrate.steps(), migrate.latest()
    later = tmp_path / "later.sql"
    later.write_text("CREATE TABLE later (id BLOB);\n", encoding="utf-8")
    monkeypatch.setattr(migrate, "steps", lambda: {**known, present + 1: later})
    versions = []

    def backup() -> None:
        with store.engine.connect() as connection:
            versions.append(migrate.version(connection))

    assert migrate.migrate(store.engine, backup=backup) == present
    assert versions == [present]
