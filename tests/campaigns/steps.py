"""The steps that a history takes: what people, files, clocks and disks do."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.exchange import laptops as laptops_
from duodesk.exchange import take
from duodesk.exchange.send import Made, make
from duodesk.model.people import Note, Person, PersonLanguage
from duodesk.store import capture, dump, erase
from duodesk.store.founding import open_store
from duodesk.store.store import Store
from tests.campaigns.agreement import FIELDS, attempt, rows, rows_of
from tests.conftest import KEY

CANARY = "zzkanarie"


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


class Steps:
    """One laptop at a time; chance decides the rest."""

    random: Random
    laptops: list[One]
    bag: list[Made]
    told: Counter[str]
    erased: set[bytes]

    def _person(self, one: One) -> Any:
        found = rows(one.store, "SELECT id FROM person ORDER BY id")
        return self.random.choice(found)[0] if found else None

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
            write.session.add(
                PersonLanguage(id=write.new_id(), person_id=UUID(bytes=row), language="fra")
            )

    def note(self, one: One) -> None:
        """What is written here stays in the office that the person belongs to."""
        row = self._person(one)
        if row is None:
            return
        with one.store.write("Note") as write:
            write.session.add(
                Note(id=write.new_id(), text=f"private {write.new_id()}", person_id=UUID(bytes=row))
            )

    def remove(self, one: One) -> None:
        row = self._person(one)
        with one.store.write("Removed") as write:
            write.session.connection().exec_driver_sql("DELETE FROM person WHERE id = ?", (row,))

    def undo(self, one: One) -> None:
        attempt(one.store.undo)

    def choose(self, one: One) -> None:
        """The review of a cell with two versions."""
        found = rows(
            one.store,
            "SELECT t.txt, c.row, f.txt FROM conflict c JOIN name t ON t.n = c.tbl"
            " JOIN name f ON f.n = c.fld WHERE t.txt = 'person' AND f.txt LIKE 'person.%'",
        )
        if not found:
            return
        _, row, full = self.random.choice(found)
        fld = full.split(".")[1]
        with one.store.write("Chosen") as write:
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
            attempt(lambda: take.take(one.store, made.data, made.name, one.waiting))

    def again(self, one: One) -> None:
        """A second delivery changes nothing."""
        if not self.bag:
            return
        made = self.random.choice(self.bag)
        if attempt(lambda: take.take(one.store, made.data, made.name, one.waiting)) is None:
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
        refused = attempt(lambda: take.take(one.store, made.data[:end], made.name, one.waiting))
        assert refused is None
        assert dump.dump(one.store) == before

    def lose(self, one: One) -> None:
        if self.bag:
            self.bag.pop(self.random.randrange(len(self.bag)))

    def clock(self, one: One) -> None:
        one.clock.advance(timedelta(days=self.random.choice([-4000, -400, -1, 1, 400, 4000])))

    def backup(self, one: One) -> None:
        settle(one.store)
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
        found = rows(
            one.store, "SELECT id FROM person WHERE given_name LIKE ? ORDER BY id", (f"{CANARY}%",)
        )
        if not found:
            return
        row = self.random.choice(found)[0]
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
            columns = rows_of(connection, "SELECT name FROM pragma_table_info('person')")
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


def settle(store: Store) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
