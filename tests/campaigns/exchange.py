"""Histories of several laptops over the real store: files late, twice, never, cut; backups
restored, laptops cloned, clocks wrong by years, rows erased, two program versions; then everybody
agrees.

python -m tests.campaigns.exchange [HISTORIES] [FIRST SEED]     (10,000 unless told otherwise)

The oracle reads the dumps of all laptops and works out heads, two versions and the shown value in a
few plain lines of its own.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.exchange import laptops as laptops_
from duodesk.exchange import take
from duodesk.exchange.owning import private_fields
from duodesk.exchange.send import Made, make
from duodesk.model.people import Note, Person, PersonLanguage
from duodesk.store import capture, dump, erase
from duodesk.store.founding import open_store
from duodesk.store.store import Store
from tests.conftest import KEY, MORNING
from tests.exchange.desks import Offices

OFFICES = ("ANT", "LIE", "BRU")
FIELDS = ("given_name", "family_name", "email", "phone")
CANARY = "zzkanarie"
# How often each step is taken, of a hundred or so.
STEPS = {
    "edit": 26, "add": 8, "language": 6, "note": 8, "remove": 4, "undo": 4, "choose": 6,
    "send": 16, "deliver": 26, "again": 4, "cut": 3, "lose": 3, "clock": 3, "backup": 3,
    "restore": 2, "restore_unseen": 2, "erase": 2, "move_office": 3, "future": 2,
}  # fmt: skip


@dataclass(slots=True)
class One:
    """One laptop of a history."""

    path: Path
    store: Store
    clock: FixedClock
    backup: Path | None = None

    @property
    def waiting(self) -> Path:
        return self.path.parent / "waiting"


def template(folder: Path, count: int = 4) -> list[Path]:
    """An organisation of `count` laptops with a few people, made once and copied for each
    history.
    """
    made = Offices(folder)
    first = made.found()
    for n in range(count - 1):
        made.join(OFFICES[n % 3], f"Colleague {n}")
    for n in range(3):
        with first.store.write("Registered") as write:
            write.session.add(
                Person(
                    id=write.new_id(), number=f"BRU-{n}", office_id=write.office_id,
                    given_name=f"given {n}", family_name=f"family {n}",
                )
            )  # fmt: skip
    made.everybody()
    paths = []
    for laptop in made.laptops:
        _settle(laptop.store)
        paths.append(laptop.folder / "desk.duo")
    made.close()
    return paths


class History:
    """One seeded life of an organisation."""

    def __init__(self, seed: int, folder: Path, from_: list[Path], steps: int = 40) -> None:
        self.random = Random(seed)
        self.laptops = [self._copy(n, path, folder) for n, path in enumerate(from_)]
        self.steps = steps
        self.bag: list[Made] = []
        self.told: Counter[str] = Counter()
        self.erased: set[bytes] = set()

    def _copy(self, n: int, path: Path, folder: Path) -> One:
        place = folder / f"{n}"
        place.mkdir(parents=True)
        shutil.copy(path, place / "desk.duo")
        clock = FixedClock(MORNING + timedelta(hours=1))
        random = Random(f"{self.random.random()}{n}")
        store = open_store(place / "desk.duo", KEY, clock=clock, random=random)
        return One(place / "desk.duo", store, clock)

    def live(self) -> None:
        """Take the steps, then let everybody hear everything."""
        names, weights = list(STEPS), list(STEPS.values())
        for _ in range(self.steps):
            step = self.random.choices(names, weights)[0]
            self.take(step, self.random.choice(self.laptops))
        self.settle()

    def take(self, step: str, one: One) -> None:
        one.clock.advance(timedelta(seconds=self.random.randint(0, 90)))
        self.told[step] += 1
        getattr(self, step)(one)

    def settle(self) -> None:
        """Files go round until nobody has anything new; twice through everybody, whoever
        restored.
        """
        quiet = 0  # what is kept back and wanted comes with the file after the next
        for _ in range(15):
            news = 0
            for one in self.laptops:
                made = make(one.store)
                for other in self.laptops:
                    if other is not one:
                        news += take.take(
                            other.store, made.data, made.name, other.waiting
                        ).operations
            quiet = 0 if news or not self._equal_tips() else quiet + 1
            if quiet == 3:
                return
        raise AssertionError("the laptops do not come to rest")

    def _equal_tips(self) -> bool:
        return (
            len({str(_rows(one.store, "SELECT * FROM tip ORDER BY 1, 2")) for one in self.laptops})
            == 1
        )

    def close(self) -> None:
        for one in self.laptops:
            one.store.close()

    # The steps.

    def _person(self, one: One) -> Any:
        rows = _rows(one.store, "SELECT id FROM person ORDER BY id")
        return self.random.choice(rows)[0] if rows else None

    def edit(self, one: One) -> None:
        row = self._person(one)
        if row is None:
            return
        with one.store.write("Edited") as write:
            write.session.connection().exec_driver_sql(
                f"UPDATE person SET {self.random.choice(FIELDS)} = ? WHERE id = ?",
                (self.random.choice(["", f"v{self.random.randint(0, 9)}", None]), row),
            )

    def add(self, one: One) -> None:
        with one.store.write("Registered %(name)s", name=f"{CANARY} label") as write:
            write.session.add(
                Person(
                    id=write.new_id(), number="X", office_id=write.office_id,
                    given_name=f"{CANARY}{write.new_id().hex}",
                )
            )  # fmt: skip

    def language(self, one: One) -> None:
        row = self._person(one)
        if row is None:
            return
        with one.store.write("Language") as write:
            from uuid import UUID

            write.session.add(
                PersonLanguage(id=write.new_id(), person_id=UUID(bytes=row), language="fra")
            )

    def note(self, one: One) -> None:
        """What is written here stays in the office that the person belongs to."""
        row = self._person(one)
        if row is None:
            return
        with one.store.write("Note") as write:
            from uuid import UUID

            write.session.add(
                Note(id=write.new_id(), text=f"private {write.new_id()}", person_id=UUID(bytes=row))
            )

    def remove(self, one: One) -> None:
        row = self._person(one)
        with one.store.write("Removed") as write:
            write.session.connection().exec_driver_sql("DELETE FROM person WHERE id = ?", (row,))

    def undo(self, one: One) -> None:
        _try(one.store.undo)

    def choose(self, one: One) -> None:
        """The review of a cell with two versions."""
        found = _rows(
            one.store,
            "SELECT t.txt, c.row, f.txt FROM conflict c JOIN name t ON t.n = c.tbl"
            " JOIN name f ON f.n = c.fld WHERE t.txt = 'person' AND f.txt LIKE 'person.%'",
        )
        if not found:
            return
        _, row, full = self.random.choice(found)
        fld = full.split(".")[1]
        with one.store.write("Chosen") as write:
            from uuid import UUID

            if fld in FIELDS:
                write.session.connection().exec_driver_sql(
                    f"UPDATE person SET {fld} = ? WHERE id = ?",
                    (f"chosen{self.random.random()}", row),
                )
            write.review("person", UUID(bytes=row), fld)

    def send(self, one: One) -> None:
        to = None if self.random.random() < 0.6 else [self._other(one).store.replica]
        kind = "full" if self.random.random() < 0.15 else "delta"
        try:
            self.bag.append(make(one.store, to=to, kind=kind))  # type: ignore[arg-type]
        except UserError:  # the chosen one goes by another name by now
            self.told["nobody there"] += 1

    def _other(self, one: One) -> One:
        return self.random.choice([other for other in self.laptops if other is not one])

    def deliver(self, one: One) -> None:
        if self.bag:
            made = self.bag[-1] if self.random.random() < 0.5 else self.random.choice(self.bag)
            _try(lambda: take.take(one.store, made.data, made.name, one.waiting))

    def again(self, one: One) -> None:
        """A second delivery changes nothing."""
        if not self.bag:
            return
        made = self.random.choice(self.bag)
        if _try(lambda: take.take(one.store, made.data, made.name, one.waiting)) is None:
            return
        before = dump.dump(one.store)
        take.take(one.store, made.data, made.name, one.waiting)
        assert dump.dump(one.store) == before

    def cut(self, one: One) -> None:
        """Half a file is refused and changes nothing."""
        if not self.bag:
            return
        made = self.random.choice(self.bag)
        before = dump.dump(one.store)
        end = self.random.randint(0, len(made.data) - 1)
        refused = _try(lambda: take.take(one.store, made.data[:end], made.name, one.waiting))
        assert refused is None
        assert dump.dump(one.store) == before

    def lose(self, one: One) -> None:
        if self.bag:
            self.bag.pop(self.random.randrange(len(self.bag)))

    def clock(self, one: One) -> None:
        one.clock.advance(timedelta(days=self.random.choice([-4000, -400, -1, 1, 400, 4000])))

    def backup(self, one: One) -> None:
        _settle(one.store)
        one.backup = one.path.with_name("backup.duo")
        shutil.copy(one.path, one.backup)

    def restore(self, one: One, *, seen: bool = True) -> None:
        """An old copy takes the desk's place; the program sees it, or only the others do."""
        if one.backup is None:
            return
        gone = erase_list(one.store)
        one.store.close()
        for left in one.path.parent.glob("desk.duo*"):
            left.unlink()
        shutil.copy(one.backup, one.path)
        random = Random(f"{self.random.random()}")
        one.store = open_store(one.path, KEY, clock=one.clock, random=random)
        if seen:
            laptops_.go_on_as_new(one.store)
        laptops_.remember_erasures(one.store, gone)

    def restore_unseen(self, one: One) -> None:
        self.restore(one, seen=False)

    def erase(self, one: One) -> None:
        rows = _rows(
            one.store, "SELECT id FROM person WHERE given_name LIKE ? ORDER BY id", (f"{CANARY}%",)
        )
        if not rows:
            return
        from uuid import UUID

        row = self.random.choice(rows)[0]
        with one.store.write("Erased") as write:
            write.erase([("person", UUID(bytes=row))])
        self.erased.add(row)

    def move_office(self, one: One) -> None:
        """A person goes over to another office: what was kept back is revealed there."""
        row = self._person(one)
        office = self.random.choice(self.laptops).store.office_id
        with one.store.write("Moved") as write:
            write.session.connection().exec_driver_sql(
                "UPDATE person SET office_id = ? WHERE id = ?", (office.bytes, row)
            )

    def future(self, one: One) -> None:
        """A newer program writes a column and a table that the others do not know."""
        if one is not self.laptops[0]:
            return
        with one.store.local() as session:
            connection = session.connection()
            columns = _rows_of(connection, "SELECT name FROM pragma_table_info('person')")
            if ("future",) not in columns:
                connection.exec_driver_sql("ALTER TABLE person ADD COLUMN future VARCHAR")
                number = connection.exec_driver_sql(
                    "INSERT INTO name (txt) VALUES ('person.future')"
                    " ON CONFLICT DO UPDATE SET txt = txt RETURNING n"
                ).scalar_one()
                tbl = capture.read_names(connection)["person"]
                connection.exec_driver_sql(
                    "CREATE TRIGGER future AFTER UPDATE OF future ON person"
                    " WHEN (SELECT applying FROM context) = 0 BEGIN INSERT INTO dirty"
                    f" SELECT {tbl}, NEW.id, {number} WHERE 1 ON CONFLICT DO NOTHING; END"
                )
                one.store.journal.learn(capture.read_names(connection))
        row = self._person(one)
        with one.store.write("Of the future") as write:
            write.session.connection().exec_driver_sql(
                "UPDATE person SET future = ? WHERE id = ?", (f"f{self.random.random()}", row)
            )


def erase_list(store: Store) -> list[tuple[str, bytes]]:
    with store.engine.connect() as connection:
        return erase.erased_rows(connection)


@dataclass(slots=True)
class Oracle:
    """What the union of all journals says, worked out anew in plain Python."""

    operations: dict[str, dict[str, Any]] = field(default_factory=dict)

    def hear(self, document: dict[str, Any]) -> None:
        for entry in document["journal"]:
            known = self.operations.setdefault(entry["id"]["hex"], {**entry, "changes": {}})
            for change in entry["changes"]:
                at = (change["table"], change["row"], change["field"])
                held = known["changes"].get(at)
                if held is None or (held["kind"] == 2 and change["kind"] in {0, 1}):
                    known["changes"][at] = change

    def heads(self) -> dict[tuple[str, str, str], list[tuple[Any, ...]]]:
        """By cell: (hlc, replica, operation, kind, value) of every change no other names."""
        cells: dict[tuple[str, str, str], list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        for operation, entry in self.operations.items():
            for at, change in entry["changes"].items():
                cells[at].append((operation, change))
        heads = {}
        for at, changes in cells.items():
            replaced = {parent for _, change in changes for parent in change.get("parents", [])}
            heads[at] = [
                (self.operations[o]["hlc"], self.operations[o]["replica"]["hex"], o,
                 change["kind"], _plain(change.get("value")))
                for o, change in changes if o not in replaced
            ]  # fmt: skip
        return heads


def check(history: History) -> None:
    """Everything that must hold once all have heard all; raises AssertionError."""
    dumps = [dump.dump(one.store) for one in history.laptops]
    oracle = Oracle()
    for document in dumps:
        oracle.hear(document)
    everything = set(oracle.operations)
    for document in dumps:  # every published operation is everywhere
        assert {entry["id"]["hex"] for entry in document["journal"]} == everything
    heads = oracle.heads()
    for one, document in zip(history.laptops, dumps, strict=True):
        assert one.store.agrees_with_journal()
        _check_shown(heads, document)
        _check_conflicts(one.store, heads)
        assert not _rows(one.store, "SELECT * FROM awaited")
    shared = [_shared(document["state"]) for document in dumps]
    assert all(state == shared[0] for state in shared)
    _check_erased(history)
    _check_private(history)


def _check_shown(heads: dict[Any, list[Any]], document: dict[str, Any]) -> None:
    """Each living person shows the greatest value among its heads."""
    for row in document["state"]["person"]:
        i = row["id"]["hex"]
        if max(heads["person", i, "_alive"])[4] != 1:
            continue
        for name in FIELDS:
            said = [h for h in heads.get(("person", i, name), []) if h[3] == 0]
            shown = max(said)[4] if said else None
            assert row.get(name) == shown, (i, name)


def _check_conflicts(store: Store, heads: dict[Any, list[Any]]) -> None:
    listed = {
        (table, row.hex(), name.split(".")[-1])
        for table, row, name in _rows(
            store,
            "SELECT t.txt, c.row, f.txt FROM conflict c JOIN name t ON t.n = c.tbl"
            " JOIN name f ON f.n = c.fld",
        )
    }
    private = private_fields()
    expected = {
        at
        for at, found in heads.items()
        if len({(h[3], h[4]) for h in found if h[3] in {0, 1}}) > 1
        and at[2] not in private.get(at[0], ())
    }
    assert {at for at in listed if at[2] not in private.get(at[0], ())} == expected


def _check_erased(history: History) -> None:
    """No byte of an erased row is left in any file."""
    for one in history.laptops:
        for row in history.erased:
            left = _rows(
                one.store, "SELECT val FROM change WHERE row = ? AND val IS NOT NULL"
                " AND typeof(val) = 'text'", (row,)
            )  # fmt: skip
            assert not left
            assert not _rows(one.store, "SELECT id FROM person WHERE id = ?", (row,))
            assert not _rows(one.store, "SELECT row FROM lookup WHERE row = ?", (row,))


def _check_private(history: History) -> None:
    """Every note is held in the office of its person, by all of its laptops."""
    for one in history.laptops:
        office = one.store.office_id.bytes
        lacking = _rows(
            one.store,
            "SELECT n.id FROM note n JOIN person p ON p.id = n.person_id"
            " WHERE p.office_id = ? AND n.text IS NULL",
            (office,),
        )
        held = {
            row
            for other in history.laptops
            for (row,) in _rows(other.store, "SELECT id FROM note WHERE text IS NOT NULL")
        }
        assert not [row for (row,) in lacking if row in held]


def _shared(state: dict[str, Any]) -> dict[str, Any]:
    private = private_fields()
    return {
        table: [{k: v for k, v in row.items() if k not in private.get(table, ())} for row in rows]
        for table, rows in state.items()
    }


def _plain(value: Any) -> Any:
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value


def _settle(store: Store) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(store: Store, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    with store.engine.connect() as connection:
        return _rows_of(connection, query, values)


def _rows_of(connection: Any, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(query, values)]


def _try(action: Any) -> Any:
    try:
        return action()
    except UserError:
        return None


def run(seed: int, paths: list[Path], steps: int = 40) -> Counter[str]:
    """One history, checked; returns which steps it took."""
    with tempfile.TemporaryDirectory(prefix="duodesk-history-") as place:
        history = History(seed, Path(place), paths, steps)
        try:
            history.live()
            check(history)
            return history.told
        finally:
            history.close()


def campaign(histories: int, first: int = 0, steps: int = 40) -> Iterator[tuple[int, str]]:
    """Seeds that failed, with what they said."""
    with tempfile.TemporaryDirectory(prefix="duodesk-template-") as place:
        paths = template(Path(place))
        for seed in range(first, first + histories):
            try:
                run(seed, paths, steps)
            except Exception as error:  # noqa: BLE001 - the campaign goes on and tells
                yield seed, f"{type(error).__name__}: {error}"


def main() -> int:
    """Run the campaign and tell."""
    histories = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    failed = 0
    for seed, said in campaign(histories, first):
        failed += 1
        sys.stdout.write(f"seed {seed}: {said[:300]}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{histories} histories, {failed} failed\n")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
