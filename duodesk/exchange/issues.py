"""What several rows say together that cannot be right: derived, named alike on every laptop, never
mended by the program.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import Session

from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id, id_of
from duodesk.exchange.found import Found
from duodesk.exchange.naming import Subject
from duodesk.exchange.places import place_of
from duodesk.exchange.side_by_side import at_two_places, noted_twice, over_full
from duodesk.followup.standard import STEPS, TEMPLATE_ID
from duodesk.model.exchange import Acknowledged
from duodesk.model.vocabulary import leads_to, references
from duodesk.office.seeds import CURRICULA
from duodesk.people.apart import TWICE, surely_twice
from duodesk.people.merging import left_behind
from duodesk.store.engine import told
from duodesk.store.store import Changes, Store

_MOST = 200
_MOST_ABOUT = 8
# References to those who work here: every desk has them, or shows a name without them.
_ON_EVERY_DESK = frozenset({"office", "author"})


@dataclass(frozen=True, slots=True)
class Issue:
    """One such thing: its lasting identity, the sentence that says it, and the rows it is about."""

    id: Id
    rule: str
    text: Message
    subjects: tuple[Subject, ...]


def issues(session: Session) -> list[Issue]:
    """All that nobody acknowledged yet."""
    return some(session, _MOST)[0]


def some(session: Session, most: int) -> tuple[list[Issue], int]:
    """The first of them, and how many there are."""
    unseen = _unseen(session)
    shown = list(unseen.items())[:most]
    found = [Issue(i, one.rule, one.text, _subjects(session, one)) for i, one in shown]
    return found, len(unseen)


def count(session: Session) -> int:
    """How many there are, without the names of whom they are about."""
    return len(_unseen(session))


def _unseen(session: Session) -> dict[Id, Found]:
    seen = {one for (one,) in session.query(Acknowledged.id)}
    return {one.id: one for rule in _RULES for one in rule(session) if one.id not in seen}


def _subjects(session: Session, one: Found) -> tuple[Subject, ...]:
    about = (one.about or one.rows)[:_MOST_ABOUT]
    found = (place_of(session, table, id_of(row)) for table, row in about)
    return tuple(dict.fromkeys(found))


def acknowledge(store: Store, issue: Id, rule: str) -> Changes:
    """Seen, is all right: for all offices."""
    with store.write(N_("A remark was seen")) as write:
        if write.session.get(Acknowledged, issue) is None:
            write.session.add(
                Acknowledged(id=issue, rule=rule, seen_on=write.today, seen_by=write.author_id)
            )
    return write.changes


def _promised_twice(session: Session) -> Iterator[Found]:
    """A mentor or mentee in more than one open proposal or duo of different offices."""
    for column, text in (
        ("mentor_id", N_("A mentor is promised in two offices.")),
        ("mentee_id", N_("A mentee is promised in two offices.")),
    ):
        rows = told(
            session.connection(),
            f"SELECT {column}, 'duo', id, office_id FROM duo WHERE stage IN"
            " ('to_sign', 'active', 'paused')"
            f" UNION ALL SELECT {column}, 'proposal', id, office_id FROM proposal WHERE stage IN"
            " ('proposed', 'first_meeting', 'decision')",
        )
        promised: dict[bytes, list[tuple[str, bytes, bytes]]] = defaultdict(list)
        for person, table, row, office in rows:
            promised[person].append((table, row, office))
        for person, several in sorted(promised.items(), key=lambda item: item[0] or b""):
            if person and len({office for _, _, office in several}) > 1:
                about = tuple(sorted((table, row) for table, row, _ in several))
                yield Found(f"promised_{column}", Message(text), (("person", person), *about))


def _two_duos(session: Session) -> Iterator[Found]:
    """A mentee in two running duos."""
    rows = told(
        session.connection(),
        "SELECT mentee_id, id FROM duo WHERE stage IN ('active', 'paused') AND mentee_id IN"
        " (SELECT mentee_id FROM duo WHERE stage IN ('active', 'paused')"
        " GROUP BY mentee_id HAVING count(*) > 1)",
    )
    duos: dict[bytes, list[bytes]] = defaultdict(list)
    for person, row in rows:
        duos[person].append(row)
    for person, several in sorted(duos.items(), key=lambda item: item[0] or b""):
        text = Message(N_("A mentee has two running duos."))
        about = tuple(("duo", row) for row in sorted(several))
        yield Found("two_duos", text, (("person", person), *about))


def _two_mentors(session: Session) -> Iterator[Found]:
    """A duo for which two offices named different mentors or mentees."""
    rows = told(
        session.connection(),
        "SELECT c.row FROM conflict c JOIN name t ON t.n = c.tbl JOIN name f ON f.n = c.fld"
        " WHERE t.txt = 'duo' AND f.txt IN ('duo.mentor_id', 'duo.mentee_id')",
    )
    for (row,) in rows:
        text = Message(N_("Two offices named different people for one duo."))
        yield Found("two_mentors", text, (("duo", row),))


def _registered_twice(session: Session) -> Iterator[Found]:
    """Two entries that are one person: names that sound alike, and birth date, mail or telephone
    too. One remark for each two, so that a third changes nothing about those already seen.
    """
    text = Message(
        N_("One person seems to be registered twice: names that sound alike, and the same date of "
           "birth, e-mail or telephone.")
    )  # fmt: skip
    for one, other in surely_twice(session):
        rows = sorted((one.bytes, other.bytes))
        yield Found(TWICE, text, tuple(("person", row) for row in rows))


def _left_behind(session: Session) -> Iterator[Found]:
    """What another office wrote to an entry after it had been joined to another one."""
    for one in left_behind(session):
        text = Message(
            N_("%(n)s entries stand with an entry that was joined to another person. That person's "
               "page shows them, and can bring them over."),
            {"n": len(one.rows)},
        )  # fmt: skip
        rows = (("person", one.entry.bytes), *((table, row.bytes) for table, row in one.rows))
        yield Found("left_behind", text, rows, (("person", one.stands_for.bytes),))


def _same_number(session: Session) -> Iterator[Found]:
    """Two people or duos with one number."""
    for table in ("person", "duo"):
        rows = told(
            session.connection(),
            f"SELECT id, number FROM {table} WHERE number IN (SELECT number FROM {table}"
            " WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1)",
        )
        alike: dict[str, list[bytes]] = defaultdict(list)
        for row, number in rows:
            alike[number].append(row)
        for number, several in sorted(alike.items()):
            text = Message(N_("Two entries have the number %(number)s."), {"number": number})
            yield Found("same_number", text, tuple((table, row) for row in sorted(several)))


def _not_received(session: Session) -> Iterator[Found]:
    """Something points to an entry that is not here: a file is still on its way, or it was
    removed. One remark for each entry that is missing, whatever points to it.
    """
    connection, shipped = session.connection(), _shipped()
    missing: dict[tuple[str, bytes], set[tuple[str, bytes]]] = defaultdict(set)
    for table, column in references():
        there = leads_to(column)
        if there is None or there in _ON_EVERY_DESK:
            continue
        # Two sorted lists laid side by side, each from its index: a third of the time of a join
        # (70 ms for 16,000 people with 150,000 meetings).
        targets = told(
            connection,
            f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'
            f' EXCEPT SELECT id FROM "{there}" EXCEPT SELECT row FROM erased',
        )
        for (target,) in targets:
            if target not in shipped:
                rows = told(connection, f'SELECT id FROM "{table}" WHERE "{column}" = ?', (target,))
                missing[there, target] |= {(table, row) for (row,) in rows}
    for (table, target), pointing in sorted(missing.items()):
        text = Message(_NOT_HERE.get(table, _ELSE_NOT_HERE), {"n": len(pointing)})
        yield Found("not_received", text, ((table, target),), tuple(sorted(pointing)))


@cache
def _shipped() -> frozenset[bytes]:
    """The rows that every desk knows without being told: those of the programme."""
    units = (unit for seed in CURRICULA for unit in seed.unit_ids)
    known = (TEMPLATE_ID, *(step.id for step in STEPS), *(seed.id for seed in CURRICULA), *units)
    return frozenset(one.bytes for one in known)


_PERSON_OR_DUO = N_(
    "%(n)s entries belong to a person or duo that is not here: a file is still on its "
    "way, or it was removed in another office."
)
_NOT_HERE = {"person": _PERSON_OR_DUO, "duo": _PERSON_OR_DUO}
_ELSE_NOT_HERE = N_(
    "%(n)s entries belong to something that is not here: a file is still on its way, or it was "
    "removed in another office."
)
_RULES = (_promised_twice, _two_duos, _two_mentors, _registered_twice, _left_behind, _same_number,
          _not_received, noted_twice, over_full, at_two_places)  # fmt: skip
