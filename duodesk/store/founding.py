"""The first steps of a desk file: made, given an identity, and opened again later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from duodesk.base.clock import Clock
from duodesk.base.i18n import N_
from duodesk.base.ids import Bytes, Id, new_id
from duodesk.model.journal import Fact
from duodesk.model.reference import Author, Duty
from duodesk.store import capture
from duodesk.store.engine import open_engine
from duodesk.store.journal import Cause, Journal, Origin
from duodesk.store.migrate import latest, migrate
from duodesk.store.store import Store

# The fact that names the schema for which the tables were last made from the journal.
_SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Founder:
    """Which office founds the desk, and who sits at it."""

    office_id: Id
    office_code: str
    author_name: str
    language: str = "fr"
    block: int = 1
    # Who founds an organisation administers its first office; who joins one is told so by others.
    duty: Duty = Duty.OFFICE_ADMIN


def create(path: Path, key: bytes, founder: Founder, *, clock: Clock, random: Bytes) -> Store:
    """Make a desk file, encrypted from its first byte, and write the founding operation."""
    store = create_empty(path, key, founder, clock=clock, random=random)
    with store.write(N_("Desk founded by %(name)s"), name=founder.author_name) as write:
        author_id = write.new_id()
        write.session.add(
            Author(
                id=author_id,
                name=founder.author_name,
                office_id=founder.office_id,
                duty=founder.duty,
                language=founder.language,
            )
        )
        write.session.add(Fact(name="author_id", value=str(author_id)))
    store.speak_as(author_id)
    return store


def create_empty(path: Path, key: bytes, founder: Founder, *, clock: Clock, random: Bytes) -> Store:
    """Make a desk file with an identity and no operation, ready to found or to load."""
    engine = open_engine(path, key)
    migrate(engine)
    replica = new_id(clock, random)
    facts = {
        "replica": replica.hex,
        "office_id": str(founder.office_id),
        "office_code": founder.office_code,
        "block": str(founder.block),
        _SHOWN: str(latest()),
    }
    with Session(engine.execution_options(duodesk_write=True)) as session, session.begin():
        session.add_all(Fact(name=name, value=value) for name, value in facts.items())
        session.execute(
            text(
                "INSERT INTO replica (id, office, label, block, state) VALUES (:id, :office, "
                ":label, :block, 'active')"
            ),
            {
                "id": replica.bytes,
                "office": founder.office_id.bytes,
                "label": founder.author_name,
                "block": founder.block,
            },
        )
    return Store(engine, clock=clock, random=random)


def open_store(
    path: Path,
    key: bytes,
    *,
    clock: Clock,
    random: Bytes | None = None,
    backup: Callable[[Engine], object] | None = None,
) -> Store:
    """Open a desk file, bring it to today's schema (with a backup first), keep what was written
    past the program, and show what waited for this program.

    Raises `UserError` for a wrong key, a damaged file, a newer schema.
    """
    engine = open_engine(path, key)
    migrate(engine, backup=(lambda: backup(engine)) if backup else None)
    _keep_strangers(engine, clock)
    store = Store(engine, clock=clock, random=random)
    _show_anew(store)
    return store


def _show_anew(store: Store) -> None:
    """A newer program shows what the journal kept for it while an older one ran here: rows of new
    tables, values of new columns.
    """
    with store.read() as session:
        shown = session.get(Fact, _SHOWN)
    if shown is None or shown.value != str(latest()):
        store.rebuild()
        with store.local() as session:
            session.merge(Fact(name=_SHOWN, value=str(latest())))


def _keep_strangers(engine: Engine, clock: Clock) -> None:
    """Cells left dirty by a foreign tool become an operation without author: visible, never
    lost.
    """
    with engine.execution_options(duodesk_write=True).begin() as connection:
        if not connection.exec_driver_sql("SELECT count(*) FROM dirty").scalar_one():
            return
        from secrets import token_bytes

        names = capture.read_names(connection)
        journal = Journal(names, clock, _Tokens(token_bytes))
        origin = Origin(_own_replica(connection), None, latest())
        journal.stamp(connection, origin, Cause(N_("Changed outside the program"), {}))


class _Tokens:
    def __init__(self, source: Callable[[int], bytes]) -> None:
        self.randbytes = source


def _own_replica(connection: Connection) -> bytes:
    value = connection.exec_driver_sql("SELECT value FROM fact WHERE name = 'replica'").scalar_one()
    return bytes.fromhex(str(value))
