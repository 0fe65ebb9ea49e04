"""The directory of partner organisations: who refers people to us, to whom we refer people on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from duodesk.base.collate import fold, sort_key
from duodesk.base.errors import UserError
from duodesk.base.fields import Field, Text
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.interviews import Interview
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Role
from duodesk.model.recruitment import InfoSession, Invited, Partner, Presence
from duodesk.people.fields import PARTNER_FIELDS
from duodesk.people.steps import TALKED_TO
from duodesk.people.text import clean_line, clean_lines
from duodesk.people.together import left_out
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
    session: Session, *, office_id: Id | None = None, closed: bool = False
) -> list[PartnerRow]:
    """The directory by name; `closed` also shows those nobody works with any more."""
    table = Partner.__table__
    asked = select(table)
    if office_id is not None:
        asked = asked.where(table.c.office_id == office_id)
    if not closed:
        asked = asked.where(table.c.closed_on.is_(None))
    counted = figures(session)
    rows = [_row(dict(one), counted) for one in session.execute(asked).mappings()]
    return sorted(rows, key=lambda row: (sort_key(row.name), str(row.id)))


def partner(session: Session, partner_id: Id) -> PartnerRow | None:
    """One partner with its figures; None when there is none (any more)."""
    table = Partner.__table__
    found = session.execute(select(table).where(table.c.id == partner_id)).mappings().one_or_none()
    return _row(dict(found), figures(session)) if found else None


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


def figures(session: Session) -> Mapping[Id | None, PartnerFigures]:
    """How far the people came that each partner sent, and how many were sent to it; two
    statements.
    """
    own = Enrolment
    here = own.person_id.not_in(tuple(left_out(session)))
    sent = (
        select(own.partner_id, *(func.count(case((came, 1))) for came in _reached().values()))
        .where(own.partner_id.is_not(None), here)
        .group_by(own.partner_id)
    )
    sent_on = select(own.redirected_to_id, func.count()).where(
        own.redirected_to_id.is_not(None), here
    )
    counted: dict[Id | None, PartnerFigures] = {}
    for house, *numbers in session.execute(sent):
        counted[house] = PartnerFigures(**dict(zip(_reached(), numbers, strict=True)))
    for house, number in session.execute(sent_on.group_by(own.redirected_to_id)):
        counted[house] = replace(counted.get(house, PartnerFigures()), redirected=number)
    return counted


def behind(session: Session, partner_id: Id) -> Mapping[str, tuple[Id, ...]]:
    """The takings part behind each figure of a partner, by the name of the figure."""
    own = Enrolment
    here = own.person_id.not_in(tuple(left_out(session)))
    asked: dict[str, ColumnElement[bool]] = {
        name: (own.partner_id == partner_id) & came for name, came in _reached().items()
    }
    asked["redirected"] = own.redirected_to_id == partner_id
    return {
        name: tuple(session.scalars(select(own.id).where(which, here).order_by(own.id)))
        for name, which in asked.items()
    }


def _reached() -> dict[str, ColumnElement[bool]]:
    """What must hold of a taking part to count in each figure of those who were sent."""
    own = Enrolment
    came = exists().where(
        Invited.person_id == own.person_id,
        Invited.presence == Presence.ATTENDED,
        InfoSession.id == Invited.session_id,
        InfoSession.cancelled_on.is_(None),
        or_(InfoSession.role.is_(None), InfoSession.role == own.role),
    )
    talked = exists().where(
        Interview.person_id == own.person_id,
        Interview.role == own.role,
        Interview.finished_at.is_not(None),
    )
    paired = exists().where(
        Duo.stage != DuoStage.NEVER_STARTED,
        case((own.role == Role.MENTEE, Duo.mentee_id), else_=Duo.mentor_id) == own.person_id,
    )
    return {
        "referred": true(),
        "came": came,
        "interviewed": or_(talked, own.status.in_(TALKED_TO)),
        "accepted": own.accepted_on.is_not(None),
        "in_duo": paired,
    }


def _row(values: dict[str, Any], counted: Mapping[Id | None, PartnerFigures]) -> PartnerRow:
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
