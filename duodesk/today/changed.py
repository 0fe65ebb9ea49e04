"""What happened meanwhile: what others changed since somebody was last here, and what one did
today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.i18n import ngettext
from duodesk.base.ids import Id, id_of
from duodesk.model.journal import Fact
from duodesk.office.queries import authors, offices
from duodesk.store.history import label_of, moment_of
from duodesk.store.store import Store
from duodesk.today.day import Changed, Done

_MOST_DONE = 100
_BLANK = b""


@dataclass(frozen=True, slots=True)
class Seen:
    """How far somebody has read: the last operation in this file, and when that was."""

    operation: int
    at: datetime


def seen(session: Session, author_id: Id | None) -> Seen | None:
    """Where somebody was last here; None for the first time. It stays on this laptop."""
    fact = session.get(Fact, _name(author_id))
    number, _sign, at = (fact.value if fact else "").partition(" ")
    try:
        return Seen(int(number), datetime.fromisoformat(at))
    except ValueError:
        return None


def note_seen(store: Store) -> None:
    """Somebody has seen all there is now."""
    with store.local() as session:
        last = session.connection().exec_driver_sql("SELECT max(n) FROM operation").scalar_one()
        value = f"{last or 0} {store.clock.now().isoformat()}"
        session.merge(Fact(name=_name(store.author_id), value=value))


def changed(session: Session, since: Seen | None, author_id: Id | None) -> Changed:
    """What others did since then, counted; nothing for who is here for the first time."""
    if since is None:
        return Changed()
    connection = session.connection()
    me = author_id.bytes if author_id is not None else _BLANK
    told = [*_news(connection, since.operation, me), *_by_office(session, since.operation, me)]
    return Changed(since.at, tuple(told))


def done_today(session: Session, author_id: Id | None, now: datetime) -> tuple[Done, ...]:
    """What somebody did today and did not take back, the latest first."""
    if author_id is None:
        return ()
    midnight = now.astimezone(BELGIUM).replace(hour=0, minute=0, second=0, microsecond=0)
    begins = int(midnight.timestamp() * 1000)
    rows = session.connection().exec_driver_sql(
        "SELECT o.label, o.words, o.wall FROM operation o WHERE o.n > coalesce("
        " (SELECT max(n) FROM operation WHERE wall < ? - 86400000), 0)"
        " AND o.wall >= ? AND o.author = ? AND o.undoes IS NULL AND o.label IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM operation u WHERE u.undoes = o.id)"
        " ORDER BY o.n DESC LIMIT ?",
        (begins, begins, author_id.bytes, _MOST_DONE),
    )
    return tuple(Done(label_of(label, words), moment_of(wall)) for label, words, wall in rows)


@dataclass(frozen=True, slots=True)
class _News:
    """Something worth a word when it is written: a field, its value where one is meant."""

    field: str
    told: Callable[[int], str]
    value: str | None = None


_NEWS = (
    _News("enrolment.role", lambda n: ngettext("%(n)s new mentee", "%(n)s new mentees", n),
          "mentee"),
    _News("enrolment.role", lambda n: ngettext("%(n)s new mentor", "%(n)s new mentors", n),
          "mentor"),
    _News("proposal.mentee_id", lambda n: ngettext("%(n)s new proposal", "%(n)s new proposals", n)),
    _News("duo.start_date", lambda n: ngettext("%(n)s duo started", "%(n)s duos started", n)),
    _News("duo.ended_on", lambda n: ngettext("%(n)s duo ended", "%(n)s duos ended", n)),
    _News("outcome_event.kind", lambda n: ngettext("%(n)s outcome", "%(n)s outcomes", n)),
)  # fmt: skip


def _news(connection: Connection, since: int, me: bytes) -> Iterator[str]:
    names = _numbers(connection)
    for one in _NEWS:
        table, field = one.field.partition(".")[0], one.field
        if table not in names or field not in names:
            continue
        (count,) = connection.exec_driver_sql(
            "SELECT count(DISTINCT c.row) FROM change c JOIN operation o ON o.n = c.operation"
            " WHERE c.operation > ? AND c.tbl = ? AND c.fld = ? AND c.kind = 0 AND c.head = 1"
            " AND c.val IS NOT NULL AND (? IS NULL OR c.val = ?)"
            " AND (o.author IS NULL OR o.author <> ?)",
            (since, names[table], names[field], one.value, one.value, me),
        ).one()
        if count:
            yield one.told(count)


def _by_office(session: Session, since: int, me: bytes) -> Iterator[str]:
    """How much came from which colleague of this office, and from which other one."""
    known = {row.id: row for row in authors(session)}
    names = {row.id: row.name for row in offices(session)}
    own = known[id_of(me)].office_id if me and id_of(me) in known else None
    counted: dict[str, int] = {}
    rows = session.connection().exec_driver_sql(
        "SELECT author, count(*) FROM operation WHERE n > ? AND author IS NOT NULL"
        " AND author <> ? GROUP BY author",
        (since, me),
    )
    for author, n in rows:
        who = known.get(id_of(author))
        if who is None:
            continue
        name = who.name if who.office_id == own else names.get(who.office_id, "?")
        counted[name] = counted.get(name, 0) + n
    for name, n in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        yield ngettext("%(n)s change from %(name)s", "%(n)s changes from %(name)s", n, name=name)


def _numbers(connection: Connection) -> Mapping[str, int]:
    rows = connection.exec_driver_sql("SELECT txt, n FROM name")
    return {row.txt: row.n for row in rows}


def _name(author_id: Id | None) -> str:
    return f"today.seen.{author_id or ''}"
