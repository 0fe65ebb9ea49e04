"""The right to take others in: who has it retires laptops and gives it to others; where nobody has
it any more, paper gives it again.
"""

from __future__ import annotations

from collections import defaultdict

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.exchange import seal
from duodesk.exchange.laptops import Us, say, settle, us
from duodesk.exchange.registry import Laptop, statement_id
from duodesk.store import words
from duodesk.store.store import Store


def retire(store: Store, replica: bytes) -> None:
    """A laptop was lost or is no longer used: nothing more is closed for it or taken from it. All
    that it was called before goes with it; what goes on from it stays.

    What it sent until now stands. What it already holds cannot be called back.
    """
    settle(store)
    with store.local() as session:
        we = us(store, session)
        laptop = _of_another(we, replica)
        if not laptop.active:
            return
        # Whoever holds the laptop holds the keys of all that it was ever called.
        gone = {one.replica: one for one in (laptop, *we.registry.sharing(replica))}
        _refuse_to_lose_heirs(we, laptop)
        if we.replica in gone:
            raise UserError(N_("A laptop cannot retire itself. Ask a colleague to do it."))
        signed: dict[bytes, list[bytes]] = defaultdict(list)
        for said in we.statements:
            signed[said.signer].append(statement_id(said))
        for one in gone.values():
            # Each is named once, for the list may be long.
            keys = we.registry.keys.get(one.replica, ())
            stands = [i for key in keys for i in signed.pop(key, ())]
            limit = session.connection().exec_driver_sql(
                "SELECT max(seq) FROM tip WHERE replica = ?", (one.replica,)
            )
            end = limit.scalar_one() or 0
            say(session, one.changed(state="retired", limit=end, stands=stands), we.signing)


def entrust(store: Store, replica: bytes) -> None:
    """Let a laptop that belongs already take others in and retire them."""
    settle(store)
    with store.local() as session:
        we = us(store, session)
        laptop = _of_another(we, replica)
        if laptop.active and not laptop.inviter:
            say(session, laptop.changed(inviter=True), we.signing)


def sheet_words(store: Store) -> tuple[str, ...]:
    """The key of the organisation as 24 words, for the recovery sheet of the laptop that founded
    it; none on any other.
    """
    settle(store)
    with store.read() as session:
        key = us(store, session).organisation_key
    return tuple(words.encode(key)) if key else ()


def regain(store: Store, written: str) -> None:
    """Take the right with the words on the sheet of the laptop that founded the organisation: all
    laptops that had it are lost. The key itself stays on paper.

    Raises `UserError` for words that are not those, and where this laptop does not belong.
    """
    key = words.decode(written, words.ORGANISATION)
    settle(store)
    with store.local() as session:
        we = us(store, session)
        if seal.public_of(key) != we.organisation:
            raise UserError(
                N_("These are the words of another organisation. Take the recovery sheet of the "
                   "laptop that founded yours.")
            )  # fmt: skip
        if we.laptop is None or not we.laptop.active:
            raise UserError(
                N_("This laptop is not taken in, or was retired. Type the words on one that "
                   "belongs.")
            )  # fmt: skip
        if not we.may_invite:
            say(session, we.laptop.changed(inviter=True), key)


def _of_another(we: Us, replica: bytes) -> Laptop:
    laptop = we.registry.laptops.get(replica)
    if laptop is None or not we.may_invite:
        raise UserError(
            N_("Only a laptop that may invite others can do this. Ask a colleague who has one.")
        )
    return laptop


def _refuse_to_lose_heirs(we: Us, laptop: Laptop) -> None:
    """A laptop that goes on from this one is never retired with it, also where it has the same keys
    still.
    """
    if we.laptop is not None and we.registry.keeps_keys(we.laptop, laptop.replica):
        raise UserError(
            N_("This laptop still has the keys of %(laptop)s that you retire. Renew its seal and "
               "lock first (Settings, Safety), then retire the other."),
            laptop=laptop.name,
        )  # fmt: skip
    if next(we.registry.keeping_keys(laptop.replica), None) is not None:
        raise UserError(
            N_("The %(laptop)s in use still has the keys of the one that you retire. On it, renew "
               "seal and lock (Settings, Safety) and make a file; take that in, then retire."),
            laptop=laptop.name,
        )  # fmt: skip
