"""What mentors are paid as volunteers, beside the yearly caps of lump sums (law of 3 July 2005);
off until an office switches it on.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id, seed_id
from duodesk.base.worded import Euros
from duodesk.model.followup import Expense, ExpenseCap
from duodesk.model.people import Person
from duodesk.office import settings
from duodesk.people.text import list_name
from duodesk.store.store import Changes, Store, Write

# More than this in one payment is a slip of the pen.
MOST_CENTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Cap:
    """What may be paid in lump sums in one year, in cents, a day and altogether."""

    year: int
    per_day: int
    per_year: int

    @property
    def id(self) -> Id:
        return seed_id(f"expense_cap/{self.year}")


# The amounts that the administration publishes for volunteers; those of later years are entered
# each January.
SEEDS = (Cap(2024, 4148, 165929), Cap(2025, 4231, 169251), Cap(2026, 4402, 176083))


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """One payment, in cents."""

    id: Id
    person_id: Id
    paid_on: date
    cents: int
    lump_sum: bool
    duo_id: Id | None


@dataclass(frozen=True, slots=True)
class Total:
    """What a mentor was paid in a year, in cents; `cap` is None where none is known."""

    person_id: Id
    name: str
    year: int
    lump_sums: int
    real_costs: int
    last_on: date
    cap: int | None

    @property
    def share(self) -> int | None:
        """Lump sums in per cent of the cap, rounded down."""
        return self.lump_sums * 100 // self.cap if self.cap else None


@dataclass(frozen=True, slots=True)
class Noted:
    """A payment written down, and what is worth knowing about it."""

    changes: Changes
    warnings: tuple[Message, ...] = ()


def add_expense(
    store: Store,
    person_id: Id,
    *,
    on: date,
    cents: int,
    lump_sum: bool = True,
    duo_id: Id | None = None,
) -> Noted:
    """Write down what a mentor was paid for a day; what passes a cap is kept and told."""
    with store.write(N_("Expense of %(day)s"), day=short(on)) as write:
        _check(write, on, cents)
        write.session.add(
            Expense(
                id=write.new_id(),
                person_id=person_id,
                paid_on=on,
                cents=cents,
                lump_sum=lump_sum,
                duo_id=duo_id,
            )
        )
    with store.read() as session:
        rows = expenses_of(session, person_id, year=on.year)
        share = settings.values(session, office_id=store.office_id, on=on).number(
            settings.EXPENSE_WARNING
        )
        return Noted(write.changes, warnings(rows, caps(session).get(on.year), on, share))


def remove_expense(store: Store, expense_id: Id) -> Changes:
    """Take a payment away that was written down by mistake; undo brings it back."""
    with store.write(N_("Expense removed")) as write:
        row = write.session.get(Expense, expense_id)
        if row is not None:
            write.session.delete(row)
    return write.changes


def set_cap(store: Store, year: int, *, per_day: int, per_year: int) -> Changes:
    """Enter the amounts of a year, in cents; each January has new ones."""
    if not 0 < per_day <= per_year:
        raise UserError(N_("The yearly cap is at least the daily one. Check both amounts."))
    cap_id = Cap(year, per_day, per_year).id
    with store.write(N_("Expense caps of %(year)s"), year=str(year)) as write:
        row = write.session.get(ExpenseCap, cap_id)
        if row is None:
            row = ExpenseCap(id=cap_id, year=year, per_day=per_day, per_year=per_year)
            write.session.add(row)
        row.year, row.per_day, row.per_year = year, per_day, per_year
    return write.changes


def caps(session: Session) -> dict[int, Cap]:
    """The amounts by year: the published ones, and those that were entered in their place."""
    known = {cap.year: cap for cap in SEEDS}
    told = (ExpenseCap.year, ExpenseCap.per_day, ExpenseCap.per_year)
    asked = select(*told).where(*(column.is_not(None) for column in told)).order_by(ExpenseCap.id)
    return known | {
        row.year: Cap(row.year, row.per_day, row.per_year) for row in session.execute(asked)
    }


def expenses_of(session: Session, person_id: Id, *, year: int | None = None) -> list[ExpenseRow]:
    """The payments of a mentor, latest first; of one year or all."""
    asked = _asked(year).where(Expense.person_id == person_id)
    rows = session.scalars(asked.order_by(Expense.paid_on.desc(), Expense.id.desc()))
    return [_row(row) for row in rows]


def totals(session: Session, *, year: int) -> list[Total]:
    """What each mentor was paid in a year, those nearest to the cap first."""
    paid: dict[Id, list[ExpenseRow]] = defaultdict(list)
    for expense in session.scalars(_asked(year)):
        paid[expense.person_id].append(_row(expense))
    known = session.execute(
        select(Person.id, Person.family_name, Person.given_name).where(Person.id.in_(paid))
    )
    names = {row.id: list_name(row.family_name, row.given_name) for row in known}
    cap = caps(session).get(year)
    found = [
        Total(
            person_id=person_id,
            name=names.get(person_id) or "?",
            year=year,
            lump_sums=sum(one.cents for one in rows if one.lump_sum),
            real_costs=sum(one.cents for one in rows if not one.lump_sum),
            last_on=max(one.paid_on for one in rows),
            cap=cap.per_year if cap else None,
        )
        for person_id, rows in paid.items()
    ]
    return sorted(found, key=lambda total: (-total.lump_sums, total.name, str(total.person_id)))


def warnings(rows: list[ExpenseRow], cap: Cap | None, on: date, share: int) -> tuple[Message, ...]:
    """What is worth knowing about the payments of one mentor in one year, after one on this day;
    `share` is in per cent of the yearly cap. Lump sums and real costs exclude each other in a year,
    but for travel: so the rules on what volunteers are paid.
    """
    lump_sums = [row for row in rows if row.lump_sum]
    total = sum(row.cents for row in lump_sums)
    that_day = sum(row.cents for row in lump_sums if row.paid_on == on)
    told = []
    if cap is None:
        told.append(
            Message(
                N_("No cap of %(year)s is known here. Enter it in the settings."),
                {"year": str(on.year)},
            )
        )
    elif that_day > cap.per_day:
        told.append(
            Message(
                N_("Lump sums of %(day)s: %(paid)s, the cap of a day is %(cap)s."),
                {"day": short(on), "paid": Euros(that_day), "cap": Euros(cap.per_day)},
            )
        )
    if cap is not None and total * 100 >= cap.per_year * share:
        told.append(
            Message(
                N_("Lump sums of %(year)s: %(paid)s, the cap of a year is %(cap)s."),
                {"year": str(on.year), "paid": Euros(total), "cap": Euros(cap.per_year)},
            )
        )
    if lump_sums and len(lump_sums) < len(rows):
        told.append(
            Message(
                N_(
                    "Lump sums and real costs in one year: only travel may be paid beside lump "
                    "sums. Check the entries."
                )
            )
        )
    return tuple(told)


def _asked(year: int | None) -> Select[Expense]:
    """Payments that can be reckoned with: something of another office may still be on its way."""
    asked = select(Expense).where(
        Expense.person_id.is_not(None), Expense.paid_on.is_not(None), Expense.cents.is_not(None)
    )
    if year is None:
        return asked
    return asked.where(Expense.paid_on.between(date(year, 1, 1), date(year, 12, 31)))


def _row(row: Expense) -> ExpenseRow:
    lump_sum = True if row.lump_sum is None else row.lump_sum
    return ExpenseRow(row.id, row.person_id, row.paid_on, row.cents, lump_sum, row.duo_id)


def _check(write: Write, on: date, cents: int) -> None:
    chosen = settings.values(write.session, office_id=write.office_id, on=write.today)
    if not chosen.on(settings.EXPENSES):
        raise UserError(
            N_("Expenses are not noted in this office. Switch them on in the settings first.")
        )
    if not 0 < cents <= MOST_CENTS:
        raise UserError(N_("An expense is more than 0 and at most 10,000 euros. Check the amount."))
    if on > write.today:
        raise UserError(
            N_("%(day)s is in the future. Choose the day for which it was paid."), day=short(on)
        )
