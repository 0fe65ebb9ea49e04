"""What of the exchange waits for a person: counted often, so without names; and listed to be
answered.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.exchange import handover, issues, review
from duodesk.exchange.handover import TransferRow
from duodesk.exchange.issues import Issue
from duodesk.exchange.review import TwoVersions


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a person here can answer, the first of each kind: people offered to this office,
    fields with two versions, remarks; `offered` are offers of this office, which it can withdraw.

    `n` counts what waits, listed or not; `more` what is not listed.
    """

    offers: tuple[TransferRow, ...]
    offered: tuple[TransferRow, ...]
    versions: tuple[TwoVersions, ...]
    remarks: tuple[Issue, ...]
    n: int
    more: int


def waiting(session: Session, office_id: Id) -> int:
    """Fields with two versions, remarks nobody saw, and people offered to this office."""
    offered = handover.offered_to(session, office_id)
    return review.to_look_at(session) + issues.count(session) + offered


def listed(session: Session, office_id: Id, most: int) -> Waiting:
    """The same with names, at most so many of each kind."""
    open_ = handover.transfers(session)
    offers = [one for one in open_ if one.to_office_id == office_id]
    offered = [one for one in open_ if one.from_office_id == office_id]
    versions = review.two_versions(session, limit=most)
    remarks, all_remarks = issues.some(session, most)
    n = len(offers) + review.to_look_at(session) + all_remarks
    shown = min(len(offers), most) + len(versions) + len(remarks)
    return Waiting(
        tuple(offers[:most]), tuple(offered[:most]), tuple(versions), tuple(remarks), n,
        n - shown + max(0, len(offered) - most),
    )  # fmt: skip
