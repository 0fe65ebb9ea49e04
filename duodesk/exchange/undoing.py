"""Taking a whole exchange back: here alone, as long as nothing was built on it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.exchange.seen import Look, note_undone, remembered
from duodesk.model.exchange import FileLog, Result
from duodesk.store import taking_out
from duodesk.store.store import Store


def undo(store: Store) -> Look:
    """Take the newest file's operations back out, as long as nothing was built on them; the file is
    kept, and no other brings them back without a yes.
    """
    with store.arriving() as arrival:
        session = arrival.session
        log = undoable(session)
        if log is None or log.first is None or log.last is None:
            raise UserError(
                N_("The last exchange can no longer be undone: something was written on it since. "
                   "Change what is wrong by hand; its history is kept.")
            )  # fmt: skip
        connection = session.connection()
        first = _first_of_chains(connection, log.first, log.last)
        taking_out.take_out(connection, store.journal.names, log.first, log.last)
        log.result = Result.UNDONE
        seen = replace(remembered(log), operations=log.operations)
        note_undone(log, first)
    store.refresh()
    return seen


def undoable(session: Session) -> FileLog | None:
    """The newest file that brought something, if it can be undone: no other laptop is touched by
    that, for what was sent on stays what it is.
    """
    log = session.scalars(
        select(FileLog)
        .where(FileLog.result == Result.TAKEN, FileLog.first.is_not(None))
        .order_by(FileLog.last.desc())
        .limit(1)  # without it all of the log is read
    ).first()
    if log is None or log.first is None or log.last is None or remembered(log).erased:
        return None
    return None if taking_out.built_upon(session.connection(), log.first, log.last) else log


def _first_of_chains(connection: Connection, first: int, last: int) -> list[bytes]:
    """Of operations taken in together, the first of each laptop: whoever brings them again brings
    these.
    """
    found = connection.exec_driver_sql(
        "SELECT id FROM operation o WHERE n BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM operation"
        " p WHERE p.id = o.prev AND p.n BETWEEN ? AND ?)",
        (first, last, first, last),
    )
    return [operation for (operation,) in found]
