"""Invitation, request and answer side by side on one stick: where the next file goes, and whether
the answer lies there already.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from duodesk.base.files import atomic_write
from duodesk.exchange import joining, laptops, seal
from duodesk.exchange.seal import FileRefused
from duodesk.exchange.send import SUFFIX
from duodesk.model.journal import Fact
from duodesk.store.store import Store

_FOLDER, _ASKED = "invitation.folder", "invitation.asked"
# Larger files on a stick are not looked into while somebody waits.
_MOST = 64 << 20


def remember(store: Store, file: Path) -> None:
    """Remember where the invitation lay, or the request was put: the other files belong beside
    it.
    """
    with store.local() as session:
        session.merge(Fact(name=_FOLDER, value=str(file.resolve().parent)))


def folder_of(store: Store) -> Path | None:
    """The folder of these files, while it can be reached."""
    told = _fact(store, _FOLDER)
    return Path(told) if told and Path(told).is_dir() else None


def asked(store: Store) -> str:
    """The name of the request that was written last; nothing before one was."""
    return _fact(store, _ASKED)


def note_asked(store: Store, name: str) -> None:
    """The request was written under this name."""
    with store.local() as session:
        session.merge(Fact(name=_ASKED, value=name))


def write_request(store: Store, folder: Path) -> Path:
    """Make the file that asks to be taken in and put it there, in place of an earlier one."""
    made = joining.request(store)
    place, earlier = folder / made.name, asked(store)
    atomic_write(place, made.data)
    if earlier and earlier != made.name:
        (folder / Path(earlier).name).unlink(missing_ok=True)
    note_asked(store, made.name)
    return place


def answer_in(store: Store, folder: Path) -> Path | None:
    """The inviter's answer, if it lies in this folder: the newest file with everything for us."""
    with store.read() as session:
        identities = laptops.us(store, session).age_identities
        invited_by = _inviter(session)
    found: list[tuple[int, Path]] = []
    for path in folder.glob(f"*{SUFFIX}"):
        try:
            if path.stat().st_size > _MOST:
                continue
            header = seal.open_file(path.read_bytes(), identities).header
        except (OSError, FileRefused):
            continue  # for somebody else, or still being written
        if header.kind == "full" and header.sender == invited_by:
            found.append((header.made, path))
    return max(found)[1] if found else None


def _inviter(session: Session) -> bytes:
    facts = {name: session.get(Fact, name) for name in ("invitation", "spoken")}
    data, spoken = (fact.value if fact else "" for fact in facts.values())
    return joining.read_invitation(bytes.fromhex(data), spoken).by


def _fact(store: Store, name: str) -> str:
    with store.read() as session:
        fact = session.get(Fact, name)
    return fact.value if fact else ""
