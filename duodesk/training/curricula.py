"""What mentors have to follow: curricula in versions, each made of units.

The programme's own two are seeds: known to every desk, stored only once changed. Who began with one
version finishes it; series that were planned with it keep it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id, seed_id
from duodesk.model.training import Curriculum, Unit
from duodesk.office.seeds import CURRICULA, EIGHT_HALF_DAYS, FOUR_DAYS, CurriculumSeed
from duodesk.people.continued import before, continued, continuing
from duodesk.people.text import clean_line, clean_lines
from duodesk.store.store import Changes, Store, Write

__all__ = ["EIGHT_HALF_DAYS", "FOUR_DAYS"]

MOST_UNITS = 40
MOST_HALF_DAYS = 10


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One part of a curriculum; `position` counts from 1."""

    id: Id
    position: int
    title: str
    half_days: int
    contents: str = ""


@dataclass(frozen=True, slots=True)
class CurriculumRow:
    """A curriculum in one version with its units in their order; `office_id` is None where all
    offices may use it.
    """

    id: Id
    name: str
    version: int
    office_id: Id | None
    closed_on: date | None
    units: tuple[UnitRow, ...]

    @property
    def half_days(self) -> int:
        """How long it lasts."""
        return sum(unit.half_days for unit in self.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitValues:
    """What is typed of a unit; `continues` is the unit of the old version that it goes on with."""

    title: str
    half_days: int = 1
    contents: str | None = None
    continues: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurriculumValues:
    """What is typed of a curriculum; its units in their order."""

    name: str
    units: tuple[UnitValues, ...]
    office_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A new curriculum and what was touched."""

    changes: Changes
    id: Id


def curricula(session: Session, *, office_id: Id | None = None) -> list[CurriculumRow]:
    """The curricula that an office may use, or all: the programme's first, then by name and
    version.
    """
    asked = select(Curriculum).order_by(Curriculum.id)
    if office_id is not None:
        asked = asked.where(or_(Curriculum.office_id.is_(None), Curriculum.office_id == office_id))
    stored = {row.id: row for row in session.scalars(asked)}
    seeds = {seed.id: seed for seed in CURRICULA}
    units, origins = _units(session, {*stored, *seeds}), continued(session)
    own = [_row(seed.id, stored.get(seed.id), units[seed.id], origins) for seed in CURRICULA]
    others = [_row(one, r, units[one], origins) for one, r in stored.items() if one not in seeds]
    others.sort(key=lambda row: (row.name.casefold(), row.version, str(row.id)))
    return [*own, *others]


def curriculum(session: Session, curriculum_id: Id | None) -> CurriculumRow:
    """One curriculum; one that is still on its way from another office shows without units."""
    if curriculum_id is None:
        return _row(seed_id("curriculum"), None, (), {})
    stored = session.get(Curriculum, curriculum_id)
    units = _units(session, [curriculum_id])[curriculum_id]
    return _row(curriculum_id, stored, units, continued(session))


def unit_rows(session: Session, ids: Iterable[Id]) -> dict[Id, UnitRow]:
    """Units by identity, whatever their curriculum; unknown ones are left out."""
    wanted = set(ids)
    seeded = {row.id: row for seed in CURRICULA for row in _seeded(seed) if row.id in wanted}
    stored = session.scalars(select(Unit).where(Unit.id.in_(wanted))).all()
    shipped = _shipped(session, stored)
    return seeded | {row.id: _unit(row, shipped.get(row.id)) for row in stored}


def add_curriculum(store: Store, values: CurriculumValues) -> Made:
    """Write down a curriculum of one's own."""
    tidy = _checked(values)
    with store.write(N_("Curriculum “%(name)s”"), name=tidy.name) as write:
        made = _add(write, tidy, version=1)
    return Made(write.changes, made)


def new_version(store: Store, curriculum_id: Id, values: CurriculumValues) -> Made:
    """Go on with a changed curriculum; the old version is closed, and series planned with it keep
    it. What was followed of an old unit counts for the one that continues it; what still has the
    words that come with the program keeps them in every language.
    """
    tidy = _checked(values)
    with store.write(N_("New version of the curriculum “%(name)s”"), name=tidy.name) as write:
        old = _stored(write, curriculum_id)
        shown = curriculum(write.session, curriculum_id)
        old.closed_on = old.closed_on or write.today
        made = _add(write, tidy, version=shown.version + 1, older=shown)
    return Made(write.changes, made)


def close_curriculum(store: Store, curriculum_id: Id, *, on: date | None = None) -> Changes:
    """Plan no new series with it; what was planned stays."""
    with store.write(N_("Close the curriculum “%(name)s”"), name=_name(store, curriculum_id)) as w:
        _stored(w, curriculum_id).closed_on = on or w.today
    return w.changes


def reopen_curriculum(store: Store, curriculum_id: Id) -> Changes:
    """Use a closed curriculum again."""
    with store.write(N_("Reopen the curriculum “%(name)s”"), name=_name(store, curriculum_id)) as w:
        _stored(w, curriculum_id).closed_on = None
    return w.changes


def _add(
    write: Write, values: CurriculumValues, *, version: int, older: CurriculumRow | None = None
) -> Id:
    made = write.new_id()
    left = {unit.id: unit for unit in older.units} if older else {}
    known = older is not None and values.name == older.name
    untouched = known and any(unit.continues in left for unit in values.units)
    name = _as_shipped(write.session.get(Curriculum, older.id)) if older and untouched else None
    write.session.add(
        Curriculum(
            id=made,
            name=values.name if name is None else name,
            version=version,
            office_id=values.office_id,
        )
    )
    for position, unit in enumerate(values.units, 1):
        # Of two that would continue the same unit, the second is new.
        old = left.pop(unit.continues, None) if unit.continues else None
        title = None
        if old is not None and old.title == unit.title:
            title = _as_shipped(write.session.get(Unit, old.id))
        write.session.add(
            Unit(
                id=continuing(made, old.id) if old else write.new_id(),
                curriculum_id=made,
                position=position,
                title=unit.title if title is None else title,
                half_days=unit.half_days,
                contents=unit.contents,
            )
        )
    return made


def _checked(values: CurriculumValues) -> CurriculumValues:
    """The values tidied; a curriculum without name or units is none."""
    name = clean_line(values.name)
    if name is None:
        raise UserError(N_("A curriculum needs a name, “Four training days” say."))
    if not 1 <= len(values.units) <= MOST_UNITS:
        raise UserError(
            N_("A curriculum has from 1 to %(most)s units. Add a unit, or leave some out."),
            most=MOST_UNITS,
        )
    units = []
    for unit in values.units:
        title = clean_line(unit.title)
        if title is None:
            raise UserError(N_("Every unit needs a title. Write one, or remove the empty line."))
        if not 1 <= unit.half_days <= MOST_HALF_DAYS:
            raise UserError(N_("Half-days: a number from 1 to %(most)s."), most=MOST_HALF_DAYS)
        units.append(replace(unit, title=title, contents=clean_lines(unit.contents)))
    return CurriculumValues(name=name, units=tuple(units), office_id=values.office_id)


def _stored(write: Write, curriculum_id: Id) -> Curriculum:
    """The row of a curriculum; that of a seed is made now, without a name so that it keeps that of
    the reader's language.
    """
    row = write.session.get(Curriculum, curriculum_id)
    if row is None:
        if all(seed.id != curriculum_id for seed in CURRICULA):
            raise UserError(N_("This curriculum is not on this desk yet. Take in the next file."))
        row = Curriculum(id=curriculum_id, name="")
        write.session.add(row)
    return row


def _units(session: Session, ids: Iterable[Id]) -> dict[Id, tuple[UnitRow, ...]]:
    """The units of curricula in their order; stored ones of a seed stand before the shipped."""
    wanted = set(ids)
    found: dict[Id, dict[Id, UnitRow]] = defaultdict(dict)
    for seed in CURRICULA:
        if seed.id in wanted:
            found[seed.id] = {row.id: row for row in _seeded(seed)}
    stored = session.scalars(select(Unit).where(Unit.curriculum_id.in_(wanted))).all()
    shipped = _shipped(session, stored)
    for row in stored:
        found[row.curriculum_id][row.id] = _unit(row, shipped.get(row.id))
    return {
        one: tuple(sorted(found[one].values(), key=lambda u: (u.position, str(u.id))))
        for one in wanted
    }


def _seeded(seed: CurriculumSeed) -> list[UnitRow]:
    return [
        UnitRow(seed.unit_id(n), n, _(title), seed.half_days)
        for n, title in enumerate(seed.titles, 1)
    ]


def _shipped(session: Session, rows: Sequence[Unit]) -> dict[Id, UnitRow]:
    """What comes with the program: its own units, and under their words those of these rows that
    continue them.
    """
    seeded = {row.id: row for seed in CURRICULA for row in _seeded(seed)}
    origins = continued(session) if any(not row.title for row in rows) else {}
    later = {
        row.id: seeded[older]
        for row in rows
        for older in before(origins, row.id)
        if older in seeded
    }
    return later | seeded


def _as_shipped(row: Curriculum | Unit | None) -> str | None:
    """A blank for what nobody named: it is called as in the reader's language. None where somebody
    did.
    """
    typed = row is not None and (row.title if isinstance(row, Unit) else row.name)
    return None if typed else ""


def _unit(row: Unit, seeded: UnitRow | None) -> UnitRow:
    return UnitRow(
        id=row.id,
        position=row.position or (seeded.position if seeded else 0),
        title=row.title or (seeded.title if seeded else "?"),
        half_days=row.half_days or (seeded.half_days if seeded else 1),
        contents=row.contents or "",
    )


def _row(
    curriculum_id: Id,
    stored: Curriculum | None,
    units: tuple[UnitRow, ...],
    origins: Mapping[Id, Id],
) -> CurriculumRow:
    older = {one for unit in units for one in (unit.id, *before(origins, unit.id))}
    seed = next(
        (one for one in CURRICULA if one.id == curriculum_id or older.intersection(one.unit_ids)),
        None,
    )
    name = stored.name if stored is not None else ""
    return CurriculumRow(
        id=curriculum_id,
        name=name or (_(seed.name) if seed else "?"),
        version=(stored.version if stored is not None else 0) or 1,
        office_id=stored.office_id if stored is not None else None,
        closed_on=stored.closed_on if stored is not None else None,
        units=units,
    )


def _name(store: Store, curriculum_id: Id) -> str:
    with store.read() as session:
        return curriculum(session, curriculum_id).name
