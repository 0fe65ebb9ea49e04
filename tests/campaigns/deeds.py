"""What people do at a desk: register, change, remove, write down, undo; chance decides the rest."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from duodesk.model.people import Enrolment, Person, PersonLanguage, Role
from duodesk.store.store import Changes, Write
from tests.campaigns.laptop import One, rows
from tests.campaigns.newer import program, tables
from tests.campaigns.told import Life, attempt
from tests.campaigns.values import PRIVATE, editable, pointers, scalars, somewhere, value_of

_MANY = (
    ("person", "phone"), ("enrolment", "source"), ("person_language", "level"),
    ("duo", "end_reason"), ("meeting", "minutes"),
)  # fmt: skip
_ABOUT = {
    "person_topic": ("topic", "side"), "person_interest": ("interest",),
    "availability": ("weekday", "start", "end"), "outcome_event": ("kind", "employer"),
    "status_check": ("situation",), "person_occupation": ("occupation", "rank"),
}  # fmt: skip

# Where people meet: the field of a table that is changed most often.
_HOT = {"person": "phone", "enrolment": "status", "duo": "stage", **PRIVATE}


class Deeds(Life):
    """Steps of people at one laptop."""

    def edit(self, one: One) -> None:
        """Some fields of a row; often a field that others have their hands on too."""
        at = self._any_row(one)
        if at is None:
            return
        table, row = at
        form = tables(newer=one.newer)[table]
        choice = scalars(form) + (pointers(form) if self.random.random() < 0.2 else [])
        if self.random.random() < 0.6:
            choice = [form.columns[_HOT.get(table, choice[0].name)]]
        columns = self.random.sample(choice, min(len(choice), self.random.randint(1, 3)))
        with one.store.write("Edited") as write:
            for column in columns:
                value = value_of(self.random, self.told, one, (column, row))
                self._sql(
                    write, f'UPDATE "{table}" SET "{column.name}" = ? WHERE id = ?', value, row
                )

    def retype(self, one: One, row: bytes | None) -> None:
        """The field of a person that everybody has their hands on."""
        with program(newer=one.newer), one.store.write("Retyped") as write:
            words = self.told.word(row or b"")
            self._sql(write, "UPDATE person SET phone = ? WHERE id = ?", words, row)

    def many(self, one: One) -> None:
        """One statement that changes every row of a table."""
        table, field = self.random.choice(_MANY)
        value = self.random.randint(1, 4)
        said: Any = value if field == "minutes" else f"v{value}"
        with one.store.write("Edited all") as write:
            self._sql(write, f'UPDATE "{table}" SET "{field}" = ?', said)

    def add(self, one: One) -> None:
        """A person comes, with an enrolment and a language."""
        with one.store.write("Registered %(name)s", name=self._named(one)) as write:
            person = self._row
            words = self.told.words[person.bytes]
            write.session.add(
                Person(
                    id=person, number=f"P{self.told.typed}", office_id=write.office_id,
                    given_name=words[0], family_name=self.told.word(person.bytes),
                )
            )  # fmt: skip
            write.session.add(
                Enrolment(
                    id=write.new_id(), person_id=person, office_id=write.office_id,
                    role=self.random.choice(list(Role)),
                )
            )  # fmt: skip
            language = self.random.choice(("fra", "nld", "ara"))
            write.session.add(
                PersonLanguage(id=write.new_id(), person_id=person, language=language)
            )

    def duo(self, one: One) -> None:
        """Two people, from the proposal to a paper with a signature and a first meeting."""
        mentee, mentor = (somewhere(self.random, one, "person") for _ in range(2))
        with one.store.write("A duo") as write:
            office = write.office_id.bytes
            pair = {"mentee_id": mentee, "mentor_id": mentor, "office_id": office}
            proposal = self._put(write, one, "proposal", stage="accepted", **pair)
            stage = self.random.choice(("to_sign", "active"))
            number = f"D{self.random.randint(1, 4)}"
            duo = self._put(
                write, one, "duo", number=number, stage=stage, proposal_id=proposal, **pair
            )
            paper = self._put(
                write, one, "document", kind="agreement", duo_id=duo, office_id=office
            )
            self._put(write, one, "signature", document_id=paper, person_id=mentee)
            meeting = self._put(write, one, "meeting", duo_id=duo, state="met")
            self._put(write, one, "meeting_topic", meeting_id=meeting)

    def about(self, one: One) -> None:
        """Something about a person that is a row of its own: a set grows or shrinks."""
        table = self.random.choice(sorted(_ABOUT))
        present = rows(one.store, f'SELECT id FROM "{table}" ORDER BY id')
        with one.store.write("About") as write:
            if present and self.random.random() < 0.35:
                row = self.random.choice(present)[0]
                self._sql(write, f'DELETE FROM "{table}" WHERE id = ?', row)
            else:
                self._put(write, one, table, person_id=somewhere(self.random, one, "person"))

    def note(self, one: One) -> None:
        """What is written here stays in the office that the person belongs to."""
        table = self.random.choice(("note", "note", "interview"))
        with one.store.write("Note") as write:
            own = {"office_id": write.office_id.bytes} if table == "interview" else {}
            self._put(write, one, table, person_id=somewhere(self.random, one, "person"), **own)

    def remove(self, one: One) -> None:
        """A row goes, with what points to it or without."""
        at = self._any_row(one)
        if at is None:
            return
        table, row = at
        with one.store.write("Removed") as write:
            if table == "person" and self.random.random() < 0.5:
                for below in ("enrolment", "person_language", "note", "availability"):
                    self._sql(write, f'DELETE FROM "{below}" WHERE person_id = ?', row)
            self._sql(write, f'DELETE FROM "{table}" WHERE id = ?', row)

    def undo(self, one: One) -> None:
        attempt(one.store.undo)

    def redo(self, one: One) -> None:
        attempt(one.store.redo)

    def move_office(self, one: One) -> None:
        """A person goes over to another office without ceremony: what was kept back is revealed
        there.
        """
        row = somewhere(self.random, one, "person")
        office = self.random.choice(self.laptops).office
        with one.store.write("Moved") as write:
            self._sql(write, "UPDATE person SET office_id = ? WHERE id = ?", office, row)

    def future(self, one: One) -> None:
        """A newer program writes what the others do not know: a column, rows of a table."""
        if not one.newer:
            return
        person = somewhere(self.random, one, "person")
        with one.store.write("Of the future") as write:
            value = self.random.choice((None, self.told.word(person or b"")))
            self._sql(write, "UPDATE person SET future = ? WHERE id = ?", value, person)
            for _ in range(self.random.randint(0, 3)):
                self._put(write, one, "wish", person_id=person)

    def _any_row(self, one: One) -> tuple[str, bytes] | None:
        tables_ = sorted(editable(one))
        weights = [4 if name == "person" else 2 if name in PRIVATE else 1 for name in tables_]
        while tables_:
            table = self.random.choices(tables_, weights)[0]
            found = rows(one.store, f'SELECT id FROM "{table}" ORDER BY id')
            if found:
                near = found[:2] if self.random.random() < 0.5 else found
                return table, self.random.choice(near)[0]
            weights.pop(tables_.index(table))
            tables_.remove(table)
        return None

    def _named(self, one: One) -> str:
        """A name for a new person, which then stands in the label too."""
        self._row: UUID = one.store.new_id()
        return self.told.word(self._row.bytes)

    def _put(self, write: Write, one: One, table: str, **given: Any) -> bytes:
        """A new row with what is given, a secret where there is room for one, and chance."""
        row = write.new_id().bytes
        form = tables(newer=one.newer)[table]
        filled = {
            c.name
            for c in scalars(form)
            if c.name == PRIVATE.get(table) or c.name in _ABOUT.get(table, ())
        } | {c.name for c in scalars(form) if self.random.random() < 0.2}
        values = {
            name: value_of(self.random, self.told, one, (form.columns[name], row))
            for name in sorted(filled - given.keys())
        }
        values |= given
        listed = ", ".join(f'"{name}"' for name in ("id", *values))
        marks = ", ".join("?" for _ in range(len(values) + 1))
        self._sql(
            write, f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', row, *values.values()
        )
        return row

    @staticmethod
    def _sql(write: Write, statement: str, *values: Any) -> None:
        write.session.connection().exec_driver_sql(statement, values)


def operation_of(changes: Changes | None) -> bytes | None:
    """The operation that a command wrote, if it wrote one."""
    return changes.operation if changes is not None else None
