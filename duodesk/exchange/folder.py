"""A folder that an existing engine carries between laptops (Syncthing, Nextcloud, OneDrive, a
share): our one file in it, and the files of the others.

Each file is immutable under its name; a laptop keeps only its newest one there, for that holds
everything the others have not acknowledged. The desk file itself never lies here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from stat import S_ISREG

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_
from duodesk.exchange import joining, send, take
from duodesk.exchange.content import MOST_SEALED
from duodesk.exchange.laptops import settle, us
from duodesk.exchange.registry import statement_id
from duodesk.exchange.seal import FileRefused, NotForUs
from duodesk.exchange.seen import Look
from duodesk.exchange.send import SUFFIX, Made
from duodesk.exchange.take import AsksToJoin
from duodesk.model.exchange import FileLog, Peer, Result
from duodesk.model.journal import Fact
from duodesk.store.profile import Profile
from duodesk.store.store import Store

# What our file there tells, and the names of the files that we put there.
_TOLD, _OURS = "folder.told", "folder.ours"
# Engines, systems and programs that write begin their own files so: `.syncthing.x.tmp`,
# `~syncthing~x.tmp`, `._x` of a Mac, `.x.~1a2b` of Nextcloud.
_THEIRS = (".", "~")
# A file that cannot be read yet may be half written: only after so many looks at the same bytes is
# it complained of.
PATIENCE = 3
# How old the newest copy of the desk may be when something comes in by itself; and when one that
# could not be made is tried again.
_FRESH, _AGAIN = timedelta(minutes=30), timedelta(minutes=5)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Seen:
    """What a look into the folder gave: files taken now and the tables they touched; every file
    that waits there for a person; every one that is refused, and why; those for other laptops.
    """

    taken: list[Look] = field(default_factory=list)
    tables: frozenset[str] = frozenset()
    for_person: list[Path] = field(default_factory=list)
    refused: dict[str, UserError] = field(default_factory=dict)
    for_others: list[str] = field(default_factory=list)


class _State(Enum):
    NEW = "new"
    KNOWN = "known"
    FOR_PERSON = "for a person"
    FOR_OTHERS = "for others"
    REFUSED = "refused"


@dataclass(slots=True)
class _File:
    """A file as it was when we looked last; `sign` tells whether it is still the same."""

    sign: tuple[int, int]
    state: _State = _State.NEW
    mark: str = ""
    error: UserError | None = None
    looks: int = 0
    says_nothing: bool = False


def refuse_folder(folder: Path, desk: Path) -> None:
    """Raise `UserError` where the folder would carry a desk: this one, of the folder `desk`, or
    another.
    """
    try:
        place, own = folder.resolve(), desk.resolve()
        taken = Profile(place).exists
    except (OSError, RuntimeError) as error:  # the latter of links that lead in a circle
        raise _not_there(folder) from error
    if place == own or own in place.parents or place in own.parents or taken:
        raise UserError(
            N_("A desk lies in “%(folder)s”, and other programs must never carry a desk file. "
               "Choose a folder that holds nothing else."),
            folder=folder,
        )  # fmt: skip


def _not_there(folder: Path) -> UserError:
    return UserError(
        N_("The shared folder “%(folder)s” is not there. Is its drive connected?"), folder=folder
    )


class Carried:
    """The carried folder of one desk; `patience` 0 complains of a file at the first look. Before
    anything comes in, `back_up` makes a copy of the desk if the newest is older than it is told.
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        waiting: Path,
        *,
        patience: int = PATIENCE,
        back_up: Callable[[timedelta], object] = lambda _age: None,
    ) -> None:
        self._store = store
        self._folder = folder
        self._waiting = waiting
        self._patience = patience
        self._back_up = back_up
        # When a copy was asked for, and why there is none.
        self._backed_up: tuple[datetime, UserError | None] = (_NEVER, None)
        self._files: dict[str, _File] = {}
        # What came in before something unexpected ended a look: told by the next one.
        self._seen = Seen()

    def look(self) -> Seen:
        """Take in what is new and needs nobody; leave the rest for a person. Without anything new
        it only lists the folder.

        Raises `UserError` when the folder is not there.
        """
        seen = self._seen
        before, self._files = self._files, self._listed()
        self._forget_empty(before)
        for name, file in self._files.items():
            file.looks += 1
            if file.state is _State.NEW:
                self._consider(name, file, seen)
        self._see_answers()
        for name, file in self._files.items():
            if file.state is _State.FOR_PERSON:
                seen.for_person.append(self._folder / name)
            elif file.state is _State.FOR_OTHERS:
                seen.for_others.append(name)
            elif file.error is not None and file.looks > self._patience:
                seen.refused[name] = file.error
        self._seen = Seen()
        return seen

    def write(self) -> Path | None:
        """Put our newest file there when we have something that the one there does not tell; a
        laptop that waits to be taken in asks with it.

        Raises `UserError` when the folder is not there or cannot be written to.
        """
        there = self._listed()
        settle(self._store)
        with self._store.read() as session:
            mark = self._mark(session)
            told = session.get(Fact, _TOLD)
            ours = _ours(session)
            alone = not us(self._store, session).others()
        if alone or (told is not None and told.value == mark and ours and ours[-1] in there):
            return None
        waits = joining.waits(self._store)
        made = joining.request(self._store) if waits else send.make(self._store)
        return self._put(made, ours, mark)

    def _consider(self, name: str, file: _File, seen: Seen) -> None:
        """Look at a file that is new, or changed since; one that cannot be read stays new."""
        file.error = None
        try:
            with (self._folder / name).open("rb") as opened:
                data = opened.read(MOST_SEALED + 1)
        except OSError:
            file.error = UserError(N_("“%(name)s” cannot be read. Nothing was changed."), name=name)
            return
        file.mark = hashlib.sha256(data).hexdigest()
        if self._had({file.mark}):
            file.state = _State.KNOWN
            return
        if file.looks > self._patience:
            file.state = _State.REFUSED  # where the program itself fails at it: the others go on
        try:
            file.state = self._take(name, file, data, seen)
        except NotForUs:
            file.state = _State.FOR_OTHERS
        except AsksToJoin:
            file.state = _State.FOR_PERSON
        except FileRefused as error:
            file.state, file.error = _State.REFUSED, error
        except UserError as error:  # not the fault of the file: a full disk
            file.state, file.error = _State.NEW, error

    def _take(self, name: str, file: _File, data: bytes, seen: Seen) -> _State:
        would = take.look(self._store, data, name, self._waiting)
        if would.needs_person:
            return _State.FOR_PERSON
        if would.operations:
            self._have_backup()
        done = take.take(self._store, data, name, self._waiting)
        seen.taken.append(done)
        seen.tables |= done.touched
        file.says_nothing = not (done.operations or done.tables or done.waiting_for)
        return _State.KNOWN

    def _have_backup(self) -> None:
        """Not asked for at every file, nor made in vain at every look: raises what hindered it."""
        now, (at, problem) = self._store.clock.now(), self._backed_up
        if abs(now - at) > (_FRESH if problem is None else _AGAIN):
            problem = None
            try:
                self._back_up(_FRESH)
            except UserError as error:
                problem = error
            self._backed_up = (now, problem)
        if problem is not None:
            raise problem

    def _see_answers(self) -> None:
        """A person may have taken in what waited for them."""
        waiting = [file for file in self._files.values() if file.state is _State.FOR_PERSON]
        had = self._had({file.mark for file in waiting}) if waiting else set()
        for file in waiting:
            if file.mark in had:
                file.state = _State.KNOWN

    def _forget_empty(self, before: dict[str, _File]) -> None:
        """Files that only said what arrived leave the log when they leave the folder: four laptops
        make hundreds of them a day.
        """
        gone = (file for name, file in before.items() if name not in self._files)
        empty = [file.mark for file in gone if file.says_nothing]
        if empty:
            self._forget(FileLog.sha256.in_(empty))

    def _listed(self) -> dict[str, _File]:
        """The exchange files there, each as we know it unless it changed."""
        try:
            names = sorted(path.name for path in self._folder.iterdir())
        except OSError as error:
            raise _not_there(self._folder) from error
        files = {}
        for name in names:
            sign = self._sign(name)
            if sign is not None:
                known = self._files.get(name)
                files[name] = known if known and known.sign == sign else _File(sign)
        return files

    def _sign(self, name: str) -> tuple[int, int] | None:
        """Size and time of an exchange file; None for everything else."""
        if name.startswith(_THEIRS) or not name.lower().endswith(SUFFIX):
            return None
        try:
            stat = (self._folder / name).stat()
        except OSError:
            return None  # it was taken away again
        return (stat.st_size, stat.st_mtime_ns) if S_ISREG(stat.st_mode) else None

    def _had(self, marks: set[str]) -> set[str]:
        """Those of these contents that came or went before, under whatever name."""
        with self._store.read() as session:
            return set(session.scalars(select(FileLog.sha256).where(FileLog.sha256.in_(marks))))

    def _mark(self, session: Session) -> str:
        """Stands for all that our file would tell: what we have, who belongs, who waits for what
        was kept back.
        """
        we = us(self._store, session)
        wants = session.execute(
            select(Peer.replica, Peer.wants).where(Peer.wants.is_not(None)).order_by(Peer.replica)
        )
        told = (
            send.tips(session.connection()),
            sorted(statement_id(said) for said in we.statements),
            [tuple(row) for row in wants],
            str(self._folder),
        )
        return hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()

    def _put(self, made: Made, ours: list[str], mark: str) -> Path:
        """Write it there, then remove our older ones: its name is noted first, so that none stays
        behind when the program ends in between.
        """
        names = [one.name for one in made.files]
        self._note(**{_OURS: json.dumps([*ours, *names])})
        place = self._folder / made.name
        try:
            for one in reversed(made.files):
                atomic_write(self._folder / one.name, one.data)
        except UserError as error:
            marks = [hashlib.sha256(one.data).hexdigest() for one in made.files]
            self._forget(FileLog.sha256.in_(marks))
            raise UserError(
                N_("Duodesk cannot write into the shared folder “%(folder)s” (%(reason)s). Until "
                   "it can, the others do not see your work; nothing is lost."),
                folder=self._folder,
                reason=error.message.values.get("reason", "?"),
            ) from error  # fmt: skip
        left = [name for name in ours if not self._removed(name)]
        # The new file says all that those did which nobody may have seen: the log keeps the newest.
        replaced = set(ours) - set(left)
        self._forget(FileLog.result == Result.SENT, FileLog.name.in_(replaced))
        self._note(**{_OURS: json.dumps([*left, *reversed(names)]), _TOLD: mark})
        return place

    def _removed(self, name: str) -> bool:
        try:
            (self._folder / name).unlink(missing_ok=True)
        except OSError:
            return False  # the engine holds it just now: next time
        return True

    def _forget(self, *which: ColumnElement[bool]) -> None:
        with self._store.local() as session:
            session.execute(delete(FileLog).where(*which))

    def _note(self, **facts: str) -> None:
        with self._store.local() as session:
            for name, value in facts.items():
                session.merge(Fact(name=name, value=value))


def _ours(session: Session) -> list[str]:
    """The names of the files that we put into the folder, the newest last."""
    fact = session.get(Fact, _OURS)
    return list(json.loads(fact.value)) if fact is not None else []
