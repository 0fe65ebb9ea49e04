"""What a file does here, as it is told before it is written and remembered after."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from duodesk.exchange.effects import Effect
from duodesk.model.exchange import FileLog
from duodesk.model.vocabulary import record_tables
from duodesk.store.history import moment_of

# When a file stops and asks, so that no slip elsewhere empties a desk here unseen. A table of few
# rows says nothing by its shares; of what hangs on people, in many rows each, a small share may be
# the work of a week.
BRAKE_REMOVED, BRAKE_REMOVED_SHARE, BRAKE_CHANGED_SHARE, BRAKE_LEAST = 5, 0.02, 0.20, 50
BRAKE_ROWS, BRAKE_ROWS_SHARE = 200, 0.20
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Look:
    """What a file does here: from whom, how much it adds, changes, removes, and what needs a
    person.

    `effects` tell it row by row; they are made before a file is written and never kept, for they
    hold what people wrote.
    """

    name: str
    sender: str = ""
    office_id: str = ""
    kind: str = ""
    made: datetime = _NEVER
    operations: int = 0
    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    rows: tuple[tuple[str, str], ...] = ()
    tables: tuple[str, ...] = ()
    to_look_at: int = 0
    brake: bool = False
    already: bool = False
    waiting_for: tuple[str, ...] = ()
    wrong_clock: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()
    erased: int = 0
    ours_restored: bool = False
    undone_before: bool = False
    effects: tuple[Effect, ...] = ()
    # Whether there are more rows than `effects` tell.
    cut: bool = False
    # Files that waited for this one, can come in now, and need a yes.
    parked: tuple[str, ...] = ()
    # Whether files that waited for this one came in with it.
    others_came: bool = False

    @property
    def touched(self) -> frozenset[str]:
        """The tables that screens have to read anew; files that waited tell no names of theirs."""
        if self.others_came:
            return frozenset(table.name for table in record_tables())
        return frozenset(self.tables)

    @property
    def weight(self) -> int:
        """How many rows it adds, changes and removes."""
        return sum(
            n for counts in (self.added, self.changed, self.removed) for n in counts.values()
        )

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to say yes before this is written; two versions wait in their list
        and hinder nothing.
        """
        return self.brake or self.ours_restored or self.undone_before


def brakes(seen: Look, now: Callable[[str], int]) -> bool:
    """Whether a file removes or changes so much that somebody has to look first; `now` says how
    many rows a table has with it.
    """
    if seen.removed.get("person", 0) > BRAKE_REMOVED:
        return True
    for table in {*seen.removed, *seen.changed}:
        removed, changed = seen.removed.get(table, 0), seen.changed.get(table, 0)
        if max(removed, changed) > 1:
            before = now(table) - seen.added.get(table, 0) + removed
            if _much(table, before, removed, changed):
                return True
    return False


def _much(table: str, rows: int, removed: int, changed: int) -> bool:
    if rows < BRAKE_LEAST:
        return False
    if changed > rows * BRAKE_CHANGED_SHARE:
        return True
    if table == "person" or removed > BRAKE_ROWS:
        return removed > rows * BRAKE_REMOVED_SHARE
    return removed > rows * BRAKE_ROWS_SHARE


def note(done: Look) -> str:
    """What is kept of it in the log: counts and identities, nothing that anybody wrote."""
    told = asdict(done)
    del told["effects"], told["cut"], told["parked"], told["others_came"]
    return json.dumps(told, default=str)


def remembered(log: FileLog) -> Look:
    """What a file did, as it was noted then."""
    told = json.loads(log.summary)
    known = {name: told[name] for name in Look.__slots__ if name in told}
    for name in ("waiting_for", "wrong_clock", "copied", "tables"):
        known[name] = tuple(known.get(name, ()))
    known["rows"] = tuple((table, row) for table, row in known.get("rows", ()))
    known["made"] = datetime.fromisoformat(known["made"]) if "made" in known else log.at
    known.setdefault("name", log.name)
    return Look(**known)


def note_undone(log: FileLog, first: Iterable[bytes]) -> None:
    """Remember which operations were taken out again: the first of each chain."""
    told = json.loads(log.summary)
    told["taken_out"] = sorted(one.hex() for one in first)
    log.summary = json.dumps(told)


def taken_out(summaries: Iterable[str]) -> set[bytes]:
    """The operations that `note_undone` remembered."""
    return {
        bytes.fromhex(one) for told in summaries for one in json.loads(told).get("taken_out", ())
    }


def moment_made(milliseconds: int) -> datetime:
    """When a file was made: a laptop's clock may say anything; beyond the calendar it is its
    end.
    """
    return moment_of(milliseconds)
