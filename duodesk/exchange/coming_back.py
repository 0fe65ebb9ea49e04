"""What a desk does when it is opened: notice that it was restored or copied, and go on safely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from duodesk.base.i18n import N_
from duodesk.base.ids import id_of
from duodesk.exchange import laptops, take
from duodesk.exchange.content import Said
from duodesk.exchange.erasure import renew_keys
from duodesk.exchange.kin import erase_again
from duodesk.exchange.parked import finish_erasing
from duodesk.store import erase, marks
from duodesk.store.access import WAITING
from duodesk.store.store import Store

RESTORED = N_(
    "This desk was put back from an older copy, or copied. It goes on under a new name for the "
    "other laptops; what they have of yours comes back with their next file."
)


@dataclass(frozen=True, slots=True)
class Greeted:
    """Whether the desk was an older copy, and the files that waited for this program, can come in
    and need a yes.
    """

    restored: bool = False
    asks: tuple[Path, ...] = ()


def greet(store: Store, profile: Path) -> Greeted:
    """Look at the mark, go on under a new identity if this is an older copy, retire and erase again
    what was retired and erased since, leave a new mark, and try the files that wait for a newer
    program.
    """
    mark = marks.read(profile)
    if mark is None and not marks.known_to_others(store):
        return Greeted()
    restored = marks.behind(store, profile)
    if restored:
        laptops.go_on_as_new(store)
    if mark is not None and (restored or mark.replica == store.replica.hex()):
        # Also where the copy is as new as our own work: what was retired or erased may be younger.
        _remember_retired(store, [Said(*said) for said in mark.retired])
        _remember_erasures(store, list(mark.erased))
    laptops.keep_fresh(store)
    finish_erasing(store, profile / WAITING)
    renew_keys(store)
    asks = take.retry(store, profile / WAITING)
    if restored or mark is None:
        marks.leave(store, profile)
    return Greeted(restored, tuple(profile / WAITING / name for name in asks))


def _remember_erasures(store: Store, rows: list[tuple[str, bytes]]) -> None:
    """After a restored backup: what was erased since is erased again, and told to the others where
    the operation that told it was lost. Nothing where all of it is still erased.
    """
    with store.engine.connect() as connection:
        forgotten = sorted(set(rows) - set(erase.erased_rows(connection)))
    if not forgotten:
        return
    with store.arriving() as arrival:
        connection = arrival.session.connection()
        erase_again(connection, arrival.receiver.names, forgotten)
        untold = erase.untold(connection, forgotten)
    if untold:
        with store.write(N_("Erased again after a backup was restored")) as write:
            write.erase([(table, id_of(row)) for table, row in untold])
    else:
        erase.sweep(store.engine)


def _remember_retired(store: Store, said: Sequence[Said]) -> None:
    """After a restored backup: who was retired since is retired again; perhaps nobody else heard
    of it yet.
    """
    if said:
        with store.local() as session:
            laptops.learn(session, list(said))
