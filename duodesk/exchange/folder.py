"""A folder that an existing engine carries between laptops (Syncthing, Nextcloud, OneDrive, a
share): our one file in it, and the files of the others.

Each file is immutable under its name; a laptop keeps only its newest one there, for that holds
everything the others have not acknowledged. The desk file itself never lies here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_
from duodesk.exchange import send, take
from duodesk.exchange.laptops import settle, us
from duodesk.exchange.seen import Look
from duodesk.exchange.send import SUFFIX
from duodesk.model.exchange import FileLog
from duodesk.model.journal import Fact
from duodesk.store.store import Store

_TOLD = "folder.told"


@dataclass(slots=True)
class Seen:
    """What a look into the folder gave: files taken, files that a person has to look at, files
    that were refused and why.
    """

    taken: list[Look] = field(default_factory=list)
    for_person: list[Path] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


class Carried:
    """The carried folder of one desk."""

    def __init__(self, store: Store, folder: Path, waiting: Path) -> None:
        self._store = store
        self._folder = folder
        self._waiting = waiting
        self._known: dict[str, tuple[int, int]] = {}
        settle(store)

    def look(self) -> Seen:
        """Take in what is new and needs nobody; leave the rest for a person. Cheap when nothing is
        new.
        """
        seen = Seen()
        for path in self._fresh():
            try:
                data = path.read_bytes()
            except OSError:
                continue  # it is still being carried here, or was taken away again
            if self._had(data):
                continue
            try:
                if take.look(self._store, data, path.name).needs_person:
                    seen.for_person.append(path)
                else:
                    seen.taken.append(take.take(self._store, data, path.name, self._waiting))
            except UserError as error:
                seen.refused[path.name] = str(error)
        return seen

    def write(self) -> Path | None:
        """Put our newest file there when we have something that we did not tell yet."""
        if not self._folder.is_dir():
            raise UserError(
                N_("The shared folder “%(folder)s” is not there. Is its drive connected?"),
                folder=self._folder,
            )
        with self._store.read() as session:
            we = us(self._store, session)
            tips = repr(send.tips(session.connection()))
            told = session.get(Fact, _TOLD)
            others = ",".join(sorted(one.replica.hex() for one in we.others()))
            mark = hashlib.blake2b(f"{tips}{others}{self._folder}".encode()).hexdigest()[:32]
            if not we.others() or (told is not None and told.value == mark):
                return None
        made = send.make(self._store)
        place = self._folder / made.name
        atomic_write(place, made.data)
        for older in self._folder.glob(f"{made.name.split('-2')[0]}-2*{SUFFIX}"):
            if older.name != made.name and self._ours(older):
                older.unlink(missing_ok=True)
        with self._store.local() as session:
            session.merge(Fact(name=_TOLD, value=mark))
        return place

    def _fresh(self) -> list[Path]:
        """Files that were not there, or not so, when we looked last."""
        fresh = []
        try:
            paths = sorted(self._folder.glob(f"*{SUFFIX}"))
        except OSError:
            return []
        for path in paths:
            try:
                stat = path.stat()
            except OSError:
                continue
            sign = (stat.st_size, stat.st_mtime_ns)
            if self._known.get(path.name) != sign:
                self._known[path.name] = sign
                fresh.append(path)
        return fresh

    def _had(self, data: bytes) -> bool:
        mark = hashlib.sha256(data).hexdigest()
        with self._store.read() as session:
            return (
                session.scalars(select(FileLog.n).where(FileLog.sha256 == mark)).first() is not None
            )

    def _ours(self, path: Path) -> bool:
        try:
            return self._had(path.read_bytes())
        except OSError:
            return False
