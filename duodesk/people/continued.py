"""Which unit of a new version of a curriculum goes on with which of the old: what was followed of
the old counts for the new.

The identity of such a unit is made of those of its curriculum and of the unit it continues, so that
every desk finds the one from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.training import Unit
from duodesk.office.seeds import CURRICULA
from duodesk.store.reading import once

# No curriculum has so many versions; a file may say anything.
_MOST = 50


def continuing(curriculum_id: Id, unit_id: Id) -> Id:
    """The identity of the unit of a curriculum that continues another unit; and of such a unit,
    the identity of the one that it continues.
    """
    return Id(int=curriculum_id.int ^ unit_id.int)


def continued(session: Session) -> dict[Id, Id]:
    """By unit the older one that it continues; units that are new in their curriculum are left
    out.
    """
    return dict(once(session, continued, lambda: _continued(session)))


def _continued(session: Session) -> dict[Id, Id]:
    asked = select(Unit.id, Unit.curriculum_id).where(Unit.curriculum_id.is_not(None))
    rows = session.execute(asked).all()
    known = {row.id for row in rows}.union(*(seed.unit_ids for seed in CURRICULA))
    told = {row.id: continuing(row.curriculum_id, row.id) for row in rows}
    return {unit: older for unit, older in told.items() if older in known}


def before(origins: Mapping[Id, Id], unit_id: Id) -> list[Id]:
    """The units that this one continues, the nearest first. Pure."""
    found: list[Id] = []
    older = origins.get(unit_id)
    while older is not None and older not in {unit_id, *found} and len(found) < _MOST:
        found.append(older)
        older = origins.get(older)
    return found


def in_line(origins: Mapping[Id, Id], units: Iterable[Id]) -> dict[Id, set[Id]]:
    """By unit itself, those that it continues, and those that continue it. Pure."""
    found = {unit: {unit, *before(origins, unit)} for unit in units}
    for later in origins:
        for older in before(origins, later):
            if older in found:
                found[older].add(later)
    return found
