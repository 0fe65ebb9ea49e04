"""What the board shows, read at once: cards, what they are filtered by, who waits and who is
free.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from duodesk.base.ids import Id
from duodesk.office.queries import author_names, offices
from duodesk.pairing import queries
from duodesk.pairing.board import BoardCard, Column, board
from duodesk.pairing.pairs import Facts, facts
from duodesk.pairing.queries import CandidateRow
from duodesk.store.session import Session
from duodesk.ui.desk import Desk

Pair = tuple[Id, Id]


@dataclass(frozen=True, slots=True)
class BoardState:
    """The desk as it stands at this moment; `author_id` is who sits before it."""

    cards: Mapping[Column, tuple[BoardCard, ...]]
    facts: Mapping[Id, Facts]
    colleagues: Mapping[Id, str]
    offices: Mapping[Id, str]
    waiting: tuple[CandidateRow, ...]
    free: tuple[CandidateRow, ...]
    today: date
    now: datetime
    author_id: Id | None
    by_text: Mapping[str, BoardCard] = field(default_factory=dict)

    def all(self) -> Iterator[BoardCard]:
        """Every card, column by column."""
        for some in self.cards.values():
            yield from some

    def find(self, subject: Id) -> BoardCard | None:
        """The card with this id, or of this proposal."""
        return next((c for c in self.all() if subject in {c.id, c.proposal_id}), None)

    def of_person(self, person_id: Id) -> BoardCard | None:
        """The furthest open card of a person."""
        cards = [c for c in self.all() if person_id in {c.mentee_id, c.mentor_id}]
        return next((c for c in reversed(cards) if c.column != Column.CLOSED), None)

    def of_pair(self, pair: Pair | None) -> BoardCard | None:
        """The card of a pair, whatever its column; an open one before a closed one."""
        cards = [c for c in self.all() if (c.mentee_id, c.mentor_id) == pair]
        return next((c for c in cards if c.column != Column.CLOSED), next(iter(cards), None))


def read_board(desk: Desk) -> BoardState:
    """Ask the desk file once for all of it."""
    return desk.read(_read, desk)


def pair_of(card: BoardCard) -> Pair:
    """What stays the same while a proposal becomes a duo."""
    return card.mentee_id, card.mentor_id


def _read(session: Session, desk: Desk) -> BoardState:
    today, office_id = desk.today, desk.office_id
    cards = board(session, office_id=office_id, today=today)
    every = [card for some in cards.values() for card in some]
    return BoardState(
        cards=cards,
        facts=facts(session, every, office_id=office_id),
        colleagues=author_names(session),
        offices={one.id: one.code for one in offices(session)},
        waiting=tuple(queries.waiting_mentees(session, today=today, office_id=office_id)),
        free=tuple(queries.free_mentors(session, today=today, office_id=office_id)),
        today=today,
        now=desk.store.clock.now(),
        author_id=desk.store.author_id,
        by_text={str(card.id): card for card in every},
    )
