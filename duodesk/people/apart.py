"""Who stands in the register twice, and who was said to be two people after all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id, id_of
from duodesk.base.progress import Progress, silent
from duodesk.model.exchange import Acknowledged
from duodesk.model.people import Person
from duodesk.people.duplicates import Register
from duodesk.people.likeness import Known, compare, sound_key
from duodesk.people.together import left_out
from duodesk.store.store import Changes, Store, Write

# The rule under which “not the same person” is remembered, and under which an exchange remarks it.
TWICE = "registered_twice"
# A name alone makes no remark after an exchange: something else has to agree.
_SURE = 60
# Of more than so many everybody is read: they come faster than by their identities.
_SOME = 1_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that are likely one person, or that somebody chose to compare; the older one
    first.
    """

    one: Known
    other: Known
    certainty: int
    reasons: tuple[Message, ...]


def pairs(session: Session, progress: Progress = silent) -> list[Pair]:
    """Look-alikes among everybody known, surest first; without those told apart already."""
    apart = _told_apart(session)
    found = []
    for one, likeness in Register(everybody(session)).pairs(progress):
        first, second = sorted((one, likeness.known), key=_age)
        if _pair_id(_id(first), _id(second)) not in apart:
            found.append(Pair(first, second, likeness.certainty, likeness.reasons))
    return sorted(found, key=lambda pair: (-pair.certainty, pair.one.key, _age(pair.one)))


def chosen_pair(session: Session, one: Id, other: Id) -> Pair | None:
    """Two entries that somebody wants to compare, alike or not; None where one of them does not
    stand for itself (any more).
    """
    known = sorted(everybody(session, Person.id.in_((one, other))), key=_age)
    if len(known) < 2:
        return None
    first, second = known
    likeness = compare(first, second)
    if likeness is None:
        return Pair(first, second, 0, ())
    return Pair(first, second, likeness.certainty, likeness.reasons)


def surely_twice(session: Session) -> Iterator[tuple[Id, Id]]:
    """The pairs whose names sound alike, and of whom something else agrees too."""
    for one, likeness in Register(_heard_twice(session)).heard_pairs():
        if likeness.certainty >= _SURE:
            yield _id(one), _id(likeness.known)


def everybody(session: Session, *chosen: ColumnElement[bool]) -> list[Known]:
    """All who stand for themselves (or those of them who are chosen), as they are compared."""
    hidden = left_out(session)
    own = Person
    found = session.execute(
        select(
            own.id, own.number, own.given_name, own.family_name, own.birth_date, own.email,
            own.phone,
        ).where(*chosen)
    )  # fmt: skip
    return [
        Known(
            id=i, number=number, given_name=given, family_name=family, birth_date=birth,
            email=email, phone=phone,
        )
        for i, number, given, family, birth, email, phone in found
        if i not in hidden
    ]  # fmt: skip


def _heard_twice(session: Session) -> list[Known]:
    """Those whose names sound like somebody else's: found from the names alone, since screens ask
    for it again and again.
    """
    cursor = session.connection().connection.cursor()
    named = cursor.execute("SELECT id, given_name, family_name FROM person").fetchall()
    heard: dict[str, list[bytes]] = defaultdict(list)
    for key, given, family in named:
        heard[sound_key(given, family)].append(key)
    heard.pop("", None)
    ids = [id_of(key) for keys in heard.values() if len(keys) > 1 for key in keys]
    return everybody(session, Person.id.in_(ids)) if len(ids) < _SOME else everybody(session)


def tell_apart(store: Store, one: Id, other: Id) -> Changes:
    """These are two people, for all offices: nobody is asked again."""
    with store.write(N_("Two people, not one")) as write:
        remember_apart(write, one, other)
    return write.changes


def remember_apart(write: Write, one: Id, other: Id) -> None:
    """The same within a larger step."""
    pair = _pair_id(one, other)
    if write.session.get(Acknowledged, pair) is None:
        write.session.add(
            Acknowledged(id=pair, rule=TWICE, seen_on=write.today, seen_by=write.author_id)
        )


def _told_apart(session: Session) -> frozenset[Id]:
    return frozenset(session.scalars(select(Acknowledged.id).where(Acknowledged.rule == TWICE)))


def _pair_id(one: Id, other: Id) -> Id:
    return Acknowledged.named(TWICE, (one.bytes, other.bytes))


def _id(one: Known) -> Id:
    assert one.id is not None  # noqa: S101 - who is read from the desk has one
    return one.id


def _age(one: Known) -> bytes:
    return _id(one).bytes
