"""Which other laptops have somebody's data: who asks to see theirs is told (GDPR, article 15.1)."""

from __future__ import annotations

from sqlalchemy import select

from duodesk.base.clock import BELGIUM
from duodesk.base.ids import Id, id_of
from duodesk.exchange import laptops
from duodesk.exchange.laptops import us
from duodesk.exchange.owning import unpack_tips
from duodesk.model.exchange import Peer
from duodesk.office.queries import offices
from duodesk.people.requests import Holder
from duodesk.store.history import moment_of
from duodesk.store.store import Store


def holders(store: Store, person_id: Id) -> tuple[Holder, ...]:
    """The laptops that wrote the person down, whose own file says that they know them, or for which
    a file was made since; by name.
    """
    laptops.settle(store)
    with store.read() as session:
        first = session.connection().exec_driver_sql(
            "SELECT o.replica, o.seq, o.wall FROM change c JOIN operation o ON o.n = c.operation"
            " WHERE c.tbl = (SELECT n FROM name WHERE txt = 'person') AND c.row = ?"
            " ORDER BY o.hlc, o.id LIMIT 1",
            (person_id.bytes,),
        ).first()  # fmt: skip
        if first is None:
            return ()
        we, peers = (
            us(store, session),
            {peer.replica: peer for peer in session.scalars(select(Peer))},
        )
        names = {one.id: one.name for one in offices(session)}
        found = []
        for one in sorted(we.registry.laptops.values(), key=lambda laptop: laptop.name):
            peer = peers.get(one.replica)
            sent = peer.sent_at if peer else None
            tips = unpack_tips(peer.tips) if peer else []
            knows = any(tip.replica == first.replica and tip.seq >= first.seq for tip in tips)
            since = sent is not None and sent >= moment_of(first.wall)
            if one.replica != we.replica and (one.replica == first.replica or knows or since):
                day = sent.astimezone(BELGIUM).date() if sent else None
                found.append(Holder(one.name, names.get(id_of(one.office), ""), day))
        return tuple(found)
