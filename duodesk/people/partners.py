"""The directory of partner organisations: who refers people to us, to whom we refer people on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.collate import fold, sort_key
from duodesk.base.errors import UserError
from duodesk.base.fields import Field, Text
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.people import Enrolment
from duodesk.model.recruitment import Partner
from duodesk.people.fields import PARTNER_FIELDS
from duodesk.people.recruiting import WayRow, ways
from duodesk.people.steps import State, Step
from duodesk.people.text import clean_line, clean_lines
from duodesk.store.store import Changes, Store, Write


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerValues:
    """The columns of a partner organisation, as a form hands them in."""

    name: str
    kind: str | None = None
    refers: bool | None = None
    receives: bool | None = None
    contact_name: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    street: str | None = None
    postcode: str | None = None
    municipality: str | None = None
    offers: str | None = None


@dataclass(frozen=True, slots=True)
class PartnerFigures:
    """How many people a partner sent, how far they came, and how many were sent to it."""

    referred: int = 0
    came: int = 0
    interviewed: int = 0
    accepted: int = 0
    in_duo: int = 0
    redirected: int = 0


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner organisation with its figures; `values` by column name."""

    id: Id
    name: str
    office_id: Id
    closed_on: date | None
    values: Mapping[str, Any]
    figures: PartnerFigures

    @property
    def folded(self) -> str:
        """What a search looks in."""
        told = (self.name, self.values["contact_name"], self.values["municipality"])
        return fold(" ".join(part for part in told if part))


@dataclass(frozen=True, slots=True)
class Added:
    """A new partner: which, and what was touched."""

    changes: Changes
    partner_id: Id


def add_partner(store: Store, values: PartnerValues) -> Added:
    """Put an organisation into the directory of this office."""
    tidy = _tidied(asdict(values))
    with store.write(N_("Add %(name)s to the directory"), name=tidy["name"] or "") as write:
        _need_name(write, tidy["name"], None)
        row = Partner(id=write.new_id(), office_id=write.office_id, **tidy)
        write.session.add(row)
        partner_id = row.id
    return Added(write.changes, partner_id)


def change_partner(store: Store, partner_id: Id, /, **values: Any) -> Changes:
    """Change one or more columns of a partner, named as in `PARTNER_FIELDS`."""
    declared = {one.name: one for one in PARTNER_FIELDS}
    unknown = values.keys() - declared.keys()
    if unknown or not values:
        message = f"not fields of a partner: {sorted(unknown)}"
        raise TypeError(message)
    tidy = _tidied(values)
    titles = ", ".join(declared[name].title for name in values)
    with store.write(
        N_("Change %(field)s of %(name)s"), field=titles, name=_name(store, partner_id)
    ) as write:
        if "name" in tidy:
            _need_name(write, tidy["name"], partner_id)
        row = write.session.get_one(Partner, partner_id)
        for name, value in tidy.items():
            setattr(row, name, value)
    return write.changes


def close_partner(store: Store, partner_id: Id, *, on: date | None = None) -> Changes:
    """Work with it no longer: it is not offered any more, and what it did stays told."""
    with store.write(N_("Close %(name)s"), name=_name(store, partner_id)) as write:
        write.session.get_one(Partner, partner_id).closed_on = on or write.today
    return write.changes


def reopen_partner(store: Store, partner_id: Id) -> Changes:
    """Work with it again."""
    with store.write(N_("Take up %(name)s again"), name=_name(store, partner_id)) as write:
        write.session.get_one(Partner, partner_id).closed_on = None
    return write.changes


def partners(
    session: Session, *, today: date, office_id: Id | None = None, closed: bool = False
) -> list[PartnerRow]:
    """The directory by name; `closed` also shows those nobody works with any more."""
    table = Partner.__table__
    asked = select(table)
    if office_id is not None:
        asked = asked.where(table.c.office_id == office_id)
    if not closed:
        asked = asked.where(table.c.closed_on.is_(None))
    counted = figures(session, today=today)
    rows = [_row(dict(one), counted) for one in session.execute(asked).mappings()]
    return sorted(rows, key=lambda row: (sort_key(row.name), str(row.id)))


def partner(session: Session, partner_id: Id, *, today: date) -> PartnerRow | None:
    """One partner with its figures; None when there is none (any more)."""
    table = Partner.__table__
    found = session.execute(select(table).where(table.c.id == partner_id)).mappings().one_or_none()
    return _row(dict(found), figures(session, today=today)) if found else None


def options(
    session: Session, *, office_id: Id, receives: bool | None = None, keep: Id | None = None
) -> list[tuple[Id, str]]:
    """Partners to choose from, by name: those of the office that are open, and the one chosen
    already. `receives` asks for those that take people (or that send them) first.
    """
    wanted = (Partner.office_id == office_id) & Partner.closed_on.is_(None)
    found = session.execute(
        select(Partner.id, Partner.name, Partner.receives, Partner.refers).where(
            wanted | (Partner.id == keep)
        )
    ).all()

    def order(row: Any) -> tuple[Any, ...]:
        fits = True if receives is None else row.receives if receives else row.refers
        return (fits is False, sort_key(row.name or ""))

    return [(row.id, row.name or "?") for row in sorted(found, key=order)]


def figures(session: Session, *, today: date) -> dict[Id, PartnerFigures]:
    """How far the people came that each partner sent, and how many were sent to it."""
    concerned = Enrolment.partner_id.is_not(None) | Enrolment.redirected_to_id.is_not(None)
    counted: dict[Id, PartnerFigures] = {}
    for row in ways(session, concerned, today=today):
        if row.partner_id is not None:
            counted[row.partner_id] = _with(counted.get(row.partner_id), reached(row))
        if row.redirected_to_id is not None:
            counted[row.redirected_to_id] = _with(counted.get(row.redirected_to_id), {"redirected"})
    return counted


def reached(row: WayRow) -> set[str]:
    """What somebody counts for in the figures of who sent them."""
    done = {mark.step for mark in row.marks if mark.state == State.DONE}
    told = {"referred"}
    told |= {"came"} if Step.SESSION in done else set()
    told |= {"interviewed"} if Step.INTERVIEW in done else set()
    told |= {"accepted"} if row.accepted_on is not None else set()
    return told | ({"in_duo"} if row.matched_on is not None else set())


def _with(before: PartnerFigures | None, more: set[str]) -> PartnerFigures:
    known = before or PartnerFigures()
    names = [one.name for one in fields(PartnerFigures)]
    return replace(known, **{n: getattr(known, n) + (n in more) for n in names})


def _row(values: dict[str, Any], counted: Mapping[Id, PartnerFigures]) -> PartnerRow:
    return PartnerRow(
        id=values["id"],
        name=values["name"] or "?",
        office_id=values["office_id"],
        closed_on=values["closed_on"],
        values=values,
        figures=counted.get(values["id"], PartnerFigures()),
    )


def _tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    declared: dict[str, Field] = {one.name: one for one in PARTNER_FIELDS}
    return {name: _tidy(declared[name], value) for name, value in values.items()}


def _tidy(field: Field, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    several = isinstance(field, Text) and field.lines > 1
    return clean_lines(value) if several else clean_line(value)


def _need_name(write: Write, name: str | None, own: Id | None) -> None:
    """A partner needs a name, and two open ones of an office do not share it."""
    if not name:
        raise UserError(N_("A partner organisation needs a name. Write it first."))
    open_ones = select(Partner.id, Partner.name).where(
        Partner.office_id == write.office_id, Partner.closed_on.is_(None)
    )
    for row in write.session.execute(open_ones):
        if row.id != own and fold(row.name or "") == fold(name):
            raise UserError(
                N_("“%(name)s” is in the directory already. Open that entry, or add a place or a "
                   "department to the name."),
                name=row.name,
            )  # fmt: skip


def _name(store: Store, partner_id: Id) -> str:
    with store.read() as session:
        return session.scalar(select(Partner.name).where(Partner.id == partner_id)) or ""
