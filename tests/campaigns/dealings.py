"""What offices settle between them: two versions, remarks, hand-overs, erasing, addresses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from duodesk.exchange import erasure, handover, issues, review
from duodesk.exchange.review import TwoVersions
from duodesk.model.exchange import Answered, Transfer
from duodesk.office.commands import change_office
from duodesk.store.store import Changes
from tests.campaigns.laptop import One, rows
from tests.campaigns.told import Life, attempt
from tests.campaigns.values import somewhere


class Dealings(Life):
    """Steps that answer what another office did."""

    def choose(self, one: One) -> None:
        """Somebody looks at a field with two versions and closes it."""
        with one.store.read() as session:
            waiting = review.two_versions(session)
        if waiting:
            done = attempt(lambda: self._decide(one, self.random.choice(waiting)))
            if done is not None and done.operation:
                self.told.reviews.add(done.operation)

    def _decide(self, one: One, both: TwoVersions) -> Changes:
        if both.deleted and self.random.random() < 0.7:
            edits = [version.value for version in both.versions if not version.deleted]
            if not edits or self.random.random() < 0.5:
                return review.let_row_go(one.store, both.table, both.row)
            kept = self.random.choice(edits)
            return review.keep_row(one.store, both.table, both.row, both.field, kept)
        values: list[Any] = [version.value for version in both.versions]
        if all(value is None or isinstance(value, str) for value in values):
            values.append(self.told.word(both.row.bytes))
        chosen = self.random.choice(values)
        return review.choose(one.store, both.table, both.row, both.field, chosen)

    def remark(self, one: One) -> None:
        """A remark is seen and found to be all right."""
        with one.store.read() as session:
            found = issues.issues(session)
        if found:
            seen = self.random.choice(found)
            issues.acknowledge(one.store, seen.id, seen.rule)

    def offer(self, one: One) -> None:
        """A person is offered to another office."""
        row, office = somewhere(self.random, one, "person"), self.other(one).office
        if row is not None and rows(one.store, "SELECT 1 FROM person WHERE id = ?", (row,)):
            name = UUID(bytes=row)
            attempt(lambda: handover.offer(one.store, name, UUID(bytes=office)))

    def answer(self, one: One) -> None:
        """An offer is accepted, refused or withdrawn by whom it concerns."""
        with one.store.read() as session:
            found = session.query(Transfer).filter(Transfer.state == Answered.OFFERED)
            offers = [
                t.id for t in found if one.store.office_id in {t.to_office_id, t.from_office_id}
            ]
        if not offers:
            return
        offer = self.random.choice(sorted(offers))
        there = rows(
            one.store,
            "SELECT 1 FROM transfer t JOIN person p ON p.id = t.person_id WHERE t.id = ?",
            (offer.bytes,),
        )
        if there:
            answers = (
                lambda: handover.accept(one.store, offer),
                lambda: handover.refuse(one.store, offer, self.told.word(offer.bytes)),
                lambda: handover.withdraw(one.store, offer),
            )
            attempt(self.random.choice(answers))

    def address(self, one: One) -> None:
        """An office's own details, stored only once somebody changes them."""
        office = self.random.choice(self.laptops).store.office_id
        change_office(one.store, office, phone=f"{self.random.randint(1, 3)}")

    def erase(self, one: One) -> None:
        """A person is erased with all that is about them; new keys follow."""
        found = rows(
            one.store, "SELECT id, number FROM person WHERE number IS NOT NULL ORDER BY id"
        )
        if not found:
            return
        row, number = self.random.choice(found)
        attempt(
            lambda: erasure.erase_person(
                one.store, UUID(bytes=row), typed=number, waiting=one.waiting
            )
        )
