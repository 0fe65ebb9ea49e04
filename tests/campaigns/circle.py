"""Who belongs to the organisation of a history: laptops that join, that are copied, that are
retired.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.exchange import joining, laptops, rights, take
from duodesk.exchange.laptops import us
from duodesk.exchange.registry import Registry
from duodesk.exchange.send import make
from duodesk.model.people import Person
from duodesk.store.capture import ERASE
from duodesk.store.founding import create
from tests.campaigns.laptop import One, hurried, opened, rows, settle
from tests.campaigns.newer import program
from tests.campaigns.told import attempt
from tests.conftest import KEY, MORNING, new_store

OFFICES = ("ANT", "LIE", "BRU")


@dataclass(frozen=True, slots=True)
class Retired:
    """A laptop that was retired, one that had not heard of it then, and a copy of its desk."""

    laptop: One
    unaware: One
    copy: Path


def template(folder: Path, count: int = 4) -> list[Path]:
    """An organisation of `count` laptops with a few people, made once and copied for each
    history.
    """
    clock = FixedClock(MORNING)
    (folder / "0").mkdir(parents=True)
    first = One(folder / "0" / "desk.duo", new_store(folder / "0" / "desk.duo", clock), clock)
    hurried(first.store)
    laptops.settle(first.store)
    chances = [Random(f"colleague {n}") for n in range(1, count)]
    made = [first]
    made += [
        join(first, folder / f"{n + 1}", OFFICES[n % 3], chance) for n, chance in enumerate(chances)
    ]
    for n in range(3):
        with first.store.write("Registered") as write:
            write.session.add(
                Person(
                    id=write.new_id(), number=f"BRU-{n}", office_id=write.office_id,
                    given_name=f"given {n}", family_name=f"family {n}",
                )
            )  # fmt: skip
    for _ in range(2):
        told = make(first.store)
        for one in made[1:]:
            take.take(one.store, told.data, told.name, one.waiting)
            answer = make(one.store)
            take.take(first.store, answer.data, answer.name, first.waiting)
    for one in made:
        settle(one.store)
        one.store.close()
    return [one.path for one in made]


def join(inviter: One, place: Path, office: str, random: Random) -> One:
    """A new laptop with today's program, taken in as people do it: invitation, words, request,
    answer.
    """
    with program(newer=inviter.newer):
        invitation = joining.invite(inviter.store, office)
    spoken = " ".join(invitation.words)
    with program(newer=False):
        invited = joining.read_invitation(invitation.data, spoken)
        place.mkdir(parents=True)
        clock = FixedClock(MORNING)
        founder = joining.founder_of(invited, f"Colleague {place.name}", "nl")
        store = hurried(create(place / "desk.duo", KEY, founder, clock=clock, random=random))
        joined = One(place / "desk.duo", store, clock)
        joining.begin(store, invitation.data, spoken, f"Colleague {place.name}")
        request = joining.request(store)
    with program(newer=inviter.newer):
        answer = joining.accept(inviter.store, request.data)
        take.take(inviter.store, request.data, request.name, inviter.waiting)
    with program(newer=False):
        take.take(store, answer.data, answer.name, joined.waiting)
    return joined


def beside(one: One, path: Path, random: Random) -> One:
    """A laptop that goes on with a copy of another's file."""
    clock = FixedClock(one.clock.now())
    return One(path, opened(path, clock, random, newer=one.newer), clock, one.newer)


def retire(by: One, gone: One, everybody: list[One]) -> bool:
    """Retire a laptop once it handed in all it wrote; returns whether that was possible.

    Whoever shares its name or its keys (a copy that nobody noticed yet), was copied to a laptop
    of which the other has not heard, or may take others in is left alone.
    """
    with by.store.read() as session:
        we = us(by.store, session)
    told = we.registry.laptops.get(gone.store.replica)
    if not we.may_invite or told is None or not told.active or told.inviter:
        return False
    names = {gone.store.replica} | {one.replica for one in we.registry.sharing(told.replica)}
    others = [one for one in everybody if one is not gone]
    if any(one.store.replica in names or _heir_of(one, names, we.registry) for one in others):
        return False
    with program(newer=gone.newer):
        last = attempt(lambda: make(gone.store, to=[by.store.replica], kind="full"))
    if last is None:
        return False
    with program(newer=by.newer):
        attempt(lambda: take.take(by.store, last.data, last.name, by.waiting))
        if any(written_by(one, names) - written_by(by, names) for one in everybody):
            return False
        rights.retire(by.store, gone.store.replica)
    return True


def _heir_of(one: One, names: set[bytes], known: Registry) -> bool:
    """Whether a laptop goes on from one of these names and was not heard of yet."""
    with one.store.read() as session:
        laptops_ = us(one.store, session).registry.laptops
    name, former = one.store.replica, set[bytes | None]()
    while name in laptops_ and name not in former:
        former.add(name)
        name = laptops_[name].continues or name
    return one.store.replica not in known.laptops and bool(former & names)


def written_by(one: One, names: set[bytes]) -> set[bytes]:
    """The operations of these laptops that one of them has."""
    found = rows(one.store, "SELECT id, replica FROM operation")
    return {operation for operation, replica in found if replica in names}


def known_retired(one: One) -> set[bytes]:
    """The laptops that one knows to be retired."""
    with one.store.read() as session:
        laptops_ = us(one.store, session).registry.laptops
    return {replica for replica, laptop in laptops_.items() if not laptop.active}


def erasing(one: One) -> set[bytes]:
    """The operations of one laptop's journal that erase something."""
    query = (
        "SELECT o.id FROM operation o JOIN change c ON c.operation = o.n"
        " JOIN name n ON n.n = c.fld WHERE n.txt = ?"
    )
    return {operation for (operation,) in rows(one.store, query, (ERASE,))}


def is_heard(retired: Retired, by: One) -> bool:
    """Whether a laptop takes anything that a retired one wrote later: from its own hands, or from
    one that has not heard of it and brings it along.
    """
    gone = retired.laptop
    names, before = {gone.store.replica}, written_by(by, {gone.store.replica})
    with program(newer=gone.newer):
        with gone.store.write("Written later") as write:
            write.session.connection().exec_driver_sql("UPDATE person SET phone = 'later'")
        late = make(gone.store, kind="full")
    with program(newer=by.newer), suppress(UserError):
        take.take(by.store, late.data, late.name, by.waiting)
    if by is not retired.unaware:
        brings = beside(retired.unaware, retired.copy, Random("brings"))
        with program(newer=brings.newer), suppress(UserError):
            take.take(brings.store, late.data, late.name, brings.waiting)
            brought = make(brings.store, kind="full")
            with program(newer=by.newer):
                take.take(by.store, brought.data, brought.name, by.waiting)
        brings.store.close()
    return written_by(by, names) != before
