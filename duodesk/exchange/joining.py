"""Taking a laptop in: an invitation with six words, the request it is answered with, and the
acceptance.

The words are read over the telephone. They prove the invitation to the new laptop and the new
laptop to its inviter; the invitation file alone opens nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id, id_of
from duodesk.base.progress import Progress, silent
from duodesk.exchange import laptops, seal
from duodesk.exchange.content import FORMAT, Content, Id16, Said, pack
from duodesk.exchange.laptops import Us, settle, us
from duodesk.exchange.registry import Key, Laptop, genuine, registry, state
from duodesk.exchange.seal import FileRefused, Opened, damaged
from duodesk.exchange.send import Envelope, Made, enclose, make, seals, tips
from duodesk.model.exchange import Invitation
from duodesk.model.journal import Fact
from duodesk.model.reference import Duty
from duodesk.office.seeds import OFFICES
from duodesk.store import words
from duodesk.store.founding import Founder
from duodesk.store.sending import read_operations
from duodesk.store.store import Store

SUFFIX = ".duoinvitation"
_MAGIC = b"DUODESK-INVITATION 1\n"
_SECRET = 8


class Invited(Struct, frozen=True):
    """What an invitation says; its proof is keyed by the six words."""

    format: int
    id: Id16
    organisation: Key
    by: Id16
    office: Id16
    code: Annotated[str, Meta(max_length=8)]
    block: Annotated[int, Meta(ge=1, le=999)]
    inviter: bool
    statements: list[Said]


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation to hand over, and the six words to read over the telephone."""

    name: str
    data: bytes
    words: list[str]


@dataclass(frozen=True, slots=True)
class Asking:
    """A laptop that asks to be taken in."""

    label: str
    code: str
    block: int
    office_id: Id

    @property
    def laptop(self) -> str:
        """How it will be called: BRU-2."""
        return f"{self.code}-{self.block}"


def invite(store: Store, office_code: str, *, inviter: bool = False) -> NewInvitation:
    """An invitation for one laptop of an office; `inviter`: it may take others in itself.

    Raises `UserError` where this laptop may not invite or the office is unknown.
    """
    settle(store)
    office = next((seed for seed in OFFICES if seed.code == office_code.upper()), None)
    if office is None:
        raise UserError(
            N_("There is no office “%(code)s”. The offices are %(known)s."),
            code=office_code,
            known=", ".join(seed.code for seed in OFFICES),
        )
    with store.local() as session:
        we = us(store, session)
        if not we.may_invite:
            raise UserError(
                N_("This laptop may not invite others. Ask a colleague whose laptop may.")
            )
        secret = store.random.randbytes(_SECRET)
        invitation = Invitation(
            id=store.new_id(),
            secret=secret,
            office_id=office.id,
            block=_next_block(session, we, office.id),
            inviter=inviter,
            made_at=store.clock.now(),
        )
        session.add(invitation)
        said = Invited(
            format=FORMAT,
            id=invitation.id.bytes,
            organisation=we.organisation,
            by=we.replica,
            office=office.id.bytes,
            code=office.code,
            block=invitation.block,
            inviter=inviter,
            statements=list(we.statements),
        )
        name = f"{office.code}-{invitation.block}{SUFFIX}"
    body = msgspec.msgpack.encode(said)
    return NewInvitation(name, _MAGIC + _proof(secret, body) + body, words.encode(secret))


def read_invitation(data: bytes, spoken: str) -> Invited:
    """Open an invitation with its words; raises `UserError` when they do not fit.

    Whatever would stop the joining is found here, before a desk is made.
    """
    body = data[len(_MAGIC) + 32 :]
    if not data.startswith(_MAGIC):
        raise UserError(
            N_("This is not an invitation of Duodesk. Choose the file that you were given.")
        )
    secret = _secret(spoken)
    if not hmac.compare_digest(data[len(_MAGIC) :][:32], _proof(secret, body)):
        raise _wrong_words()
    try:
        invited = msgspec.msgpack.decode(body, type=Invited)
    except (msgspec.DecodeError, ValueError) as error:
        raise damaged() from error
    if invited.by not in registry(invited.statements, invited.organisation).laptops:
        raise damaged()
    return invited


def founder_of(invited: Invited, author: str, language: str) -> Founder:
    """Who sits at the desk that an invitation makes."""
    office = id_of(invited.office)
    return Founder(office, invited.code, author, language, invited.block, Duty.COORDINATION)


def begin(store: Store, data: bytes, spoken: str, label: str) -> None:
    """Make this new desk one that waits to be taken in; `request` then makes the file that asks.

    Raises `UserError` when the words do not fit the invitation.
    """
    invited = read_invitation(data, spoken)
    facts = {
        "organisation": invited.organisation.hex(),
        "invitation": data.hex(),
        "spoken": spoken,
        "label": label,
    }
    with store.local() as session:
        for name, value in facts.items():
            session.merge(Fact(name=name, value=value))
    settle(store)
    with store.local() as session:
        laptops.learn(session, invited.statements)


def waits(store: Store) -> bool:
    """Whether this desk asks to be taken in and was not yet."""
    with store.read() as session:
        asks = session.get(Fact, "invitation") is not None
    if not asks:
        return False
    with store.read() as session:
        return us(store, session).laptop is None


def request(store: Store) -> Made:
    """The file that asks the inviter to take this laptop in, with the first words written here."""
    with store.local() as session:
        facts = {fact.name: fact.value for fact in session.scalars(select(Fact))}
        spoken = facts.get("spoken", "")
        invited = read_invitation(bytes.fromhex(facts.get("invitation", "")), spoken)
        we = us(store, session)
        inviter = registry(invited.statements, invited.organisation).laptops[invited.by]
        wish = laptops.request_of(store, session, invited.code, facts.get("label", ""))
        said = state(msgspec.structs.replace(wish, inviter=invited.inviter), we.sign_key)
        connection = session.connection()
        numbers = [n for (n,) in connection.exec_driver_sql("SELECT n FROM operation")]
        operations = list(read_operations(connection, store.journal.texts, numbers))
        laptops.sign_heads(session, we)
        rest = Content(tips=tips(connection), seals=seals(session, we, operations))
        envelope = Envelope(
            kind="join",
            to=[inviter],
            operations=len(operations),
            invitation=invited.id,
            proof=_proof(_secret(spoken), said.body),
            statements=(said,),
        )
        return enclose(store, we, pack(operations, rest), envelope)


def asking(store: Store, data: bytes) -> Asking:
    """Who asks by this file; raises `FileRefused` when it is no such file or its proof is wrong."""
    settle(store)
    with store.read() as session:
        we = us(store, session)
        _, laptop, _ = _request(session, we, data)
        return Asking(laptop.label, laptop.code, laptop.block, id_of(laptop.office))


def accept(store: Store, data: bytes, *, progress: Progress = silent) -> Made:
    """Take the asking laptop in; returns the file that tells it so and brings it everything. Where
    that was lost, the same request gives another.

    The caller then takes the request itself in, which brings the new laptop's first words.
    """
    settle(store)
    with store.local() as session:
        we = us(store, session)
        _, laptop, invitation = _request(session, we, data)
        if not we.may_invite:
            raise UserError(
                N_("This laptop may not invite others. Ask a colleague whose laptop may.")
            )
        laptops.learn(session, [state(laptop, we.signing)])
        invitation.used_at = store.clock.now()
    return make(store, to=[laptop.replica], kind="full", progress=progress)


def _request(session: Session, we: Us, data: bytes) -> tuple[Opened, Laptop, Invitation]:
    opened = seal.open_file(data, we.age_identities)
    header = opened.header
    if header.kind != "join" or header.invitation is None or header.proof is None:
        raise FileRefused(N_("This file does not ask to be taken in. Nothing was changed."))
    invitation = session.scalars(
        select(Invitation).where(Invitation.id == id_of(header.invitation))
    ).first()
    if invitation is None:
        raise FileRefused(
            N_("This laptop was not invited by this one. Take its file to the laptop that did.")
        )
    if invitation.used_at is not None and header.sender not in we.registry.laptops:
        raise FileRefused(
            N_("A laptop was already taken in by this invitation. Make a new one for this laptop.")
        )
    said = next((s for s in header.statements if _is_wish(s, header.sender)), None)
    if said is None or not hmac.compare_digest(_proof(invitation.secret, said.body), header.proof):
        raise FileRefused(
            N_("The six words of the invitation were not known to who made this file. "
               "Nothing was changed. Make a new invitation.")
        )  # fmt: skip
    laptop = msgspec.msgpack.decode(said.body, type=Laptop)
    code = next((seed.code for seed in OFFICES if seed.id == invitation.office_id), "")
    right = (invitation.office_id.bytes, code, invitation.block, invitation.inviter, None)
    if (laptop.office, laptop.code, laptop.block, laptop.inviter, laptop.continues) != right:
        raise damaged()
    known = we.registry.laptops.get(laptop.replica)
    if known is not None and known.sign_key != laptop.sign_key:
        raise damaged()
    if not genuine(said) or not seal.signed_by(laptop.sign_key, opened.sealed, opened.seal):
        raise damaged()
    return opened, laptop, invitation


def _is_wish(said: Said, sender: bytes) -> bool:
    try:
        laptop = msgspec.msgpack.decode(said.body, type=Laptop)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return False
    return laptop.replica == sender and laptop.sign_key == said.signer


def _next_block(session: Session, we: Us, office_id: Id) -> int:
    used = {one.block for one in we.registry.laptops.values() if one.office == office_id.bytes}
    used |= set(session.scalars(select(Invitation.block).where(Invitation.office_id == office_id)))
    return max(used, default=0) + 1


def _secret(spoken: str) -> bytes:
    try:
        return words.decode(spoken, words.SPOKEN)
    except UserError as error:
        raise _wrong_words() from error


def _wrong_words() -> UserError:
    return UserError(
        N_("These are not the six words of this invitation. Ask for them again over the telephone.")
    )


def _proof(secret: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(body, key=secret, digest_size=32, person=b"duodesk-invite").digest()
