"""What offices tell each other beside their work, and what this laptop keeps about the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from duodesk.base.ids import Id, id_of
from duodesk.model.base import IdType, Local, LongText, Record, Word


class Answered(StrEnum):
    """Where a hand-over stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Result(StrEnum):
    """What became of an exchange file here."""

    TAKEN = "taken"
    WAITING = "waiting"
    UNDONE = "undone"
    SENT = "sent"


class Acknowledged(Record, kw_only=True):
    """“Seen, is all right”: the identity of the row is that of the issue, so all offices agree on
    it.
    """

    __tablename__ = "acknowledged"

    rule: Mapped[str]
    seen_on: Mapped[date | None] = mapped_column(default=None)
    seen_by: Mapped[Id | None] = mapped_column(default=None)

    @staticmethod
    def named(rule: str, rows: Iterable[bytes]) -> Id:
        """The identity of an issue, equal on every laptop: its rule and the rows it is about."""
        said = rule.encode() + b"\x00" + b"".join(sorted(rows))
        return id_of(hashlib.blake2b(said, digest_size=16, person=b"duodesk-issue").digest())


class Transfer(Record, kw_only=True):
    """A person (and their running duo) offered to another office, and what that office said."""

    __tablename__ = "transfer"

    person_id: Mapped[Id]
    from_office_id: Mapped[Id]
    to_office_id: Mapped[Id]
    state: Mapped[Answered] = mapped_column(Word(Answered), default=Answered.OFFERED)
    duo_id: Mapped[Id | None] = mapped_column(default=None)
    offered_on: Mapped[date | None] = mapped_column(default=None)
    offered_by: Mapped[Id | None] = mapped_column(default=None)
    answered_on: Mapped[date | None] = mapped_column(default=None)
    answered_by: Mapped[Id | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)


class Identity(Local, kw_only=True):
    """What this laptop signs with and can open files with; older ones stay sixty days."""

    __tablename__ = "identity"

    n: Mapped[int] = mapped_column(primary_key=True)
    sign_key: Mapped[bytes] = mapped_column(LargeBinary)
    age_key: Mapped[str]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Statement(Local, kw_only=True):
    """A signed sentence about a laptop: taken in, renewed, retired. All of them travel in every
    file.
    """

    __tablename__ = "statement"

    id: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    signer: Mapped[bytes] = mapped_column(LargeBinary)
    seal: Mapped[bytes] = mapped_column(LargeBinary)


class SignedHead(Local, kw_only=True):
    """The end of a laptop's chain as that laptop itself signed it; whoever forwards it cannot forge
    it.
    """

    __tablename__ = "signed_head"

    operation: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    replica: Mapped[bytes] = mapped_column(LargeBinary)
    seq: Mapped[int]
    seal: Mapped[bytes] = mapped_column(LargeBinary)


class Peer(Local, kw_only=True):
    """What another laptop said it has, in its own last file."""

    __tablename__ = "peer"

    replica: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    tips: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    wants: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    heard_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)


class FileLog(Local, kw_only=True):
    """An exchange file that came or went: what it held, and what became of it here."""

    __tablename__ = "file_log"
    # The log is long and its lines are wide: what is asked often is read from these alone.
    __table_args__ = (
        Index("file_log_result", "result", "last"),
        Index("file_log_replica", "replica", "result", "operations"),
    )

    n: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    result: Mapped[Result] = mapped_column(Word(Result))
    at: Mapped[datetime]
    replica: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    operations: Mapped[int] = mapped_column(default=0)
    first: Mapped[int | None] = mapped_column(default=None)
    last: Mapped[int | None] = mapped_column(default=None)
    summary: Mapped[LongText] = mapped_column(default="{}")
    kept: Mapped[str | None] = mapped_column(default=None)


class Invitation(Local, kw_only=True):
    """An invitation this laptop gave, open until a laptop was taken in by it."""

    __tablename__ = "invitation"

    id: Mapped[Id] = mapped_column(IdType, primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    office_id: Mapped[Id] = mapped_column(IdType)
    block: Mapped[int]
    inviter: Mapped[bool]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
