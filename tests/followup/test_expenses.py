"""What mentors are paid, beside the caps of the year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.errors import UserError
from duodesk.base.i18n import speaking
from duodesk.base.ids import Id
from duodesk.base.worded import Euros
from duodesk.followup import contacts, expenses, watch
from duodesk.followup.alerts import Rule
from duodesk.followup.contacts import ContactValues
from duodesk.followup.expenses import Cap, ExpenseRow, warnings
from duodesk.model.followup import Expense, ExpenseCap, Party
from duodesk.model.pairing import DuoStage
from duodesk.office import settings
from duodesk.store.store import Store
from tests.followup.desk import TODAY, card, days, paired

DAY = 44_02


@pytest.fixture
def mentor(store: Store) -> Id:
    """The mentor of a duo in an office that notes expenses."""
    settings.choose(store, settings.EXPENSES, "1")
    duo_id = paired(store, stage=DuoStage.ACTIVE, start_date=TODAY - days(2))
    return card(store, duo_id).mentor_id


def said(noted: expenses.Noted) -> list[str]:
    return [str(one).replace("\N{NO-BREAK SPACE}", " ") for one in noted.warnings]


def test_until_it_is_switched_on_nothing_is_noted(store: Store) -> None:
    with pytest.raises(UserError, match="Switch them on in the settings"):
        expenses.add_expense(store, store.new_id(), on=TODAY, cents=DAY)


def test_the_published_caps_are_known_and_a_new_year_is_entered(store: Store) -> None:
    with store.read() as session:
        known = expenses.caps(session)
    assert {year: (cap.per_day, cap.per_year) for year, cap in known.items()} == {
        2024: (41_48, 1659_29), 2025: (42_31, 1692_51), 2026: (44_02, 1760_83),
    }  # fmt: skip
    for per_day in (45_00, 46_00):
        expenses.set_cap(store, 2027, per_day=per_day, per_year=1800_00)
    expenses.set_cap(store, 2026, per_day=1, per_year=2)
    with store.read() as session:
        known = expenses.caps(session)
        assert session.query(ExpenseCap).count() == 2
    assert (known[2027].per_day, known[2026].per_year) == (46_00, 2)
    with pytest.raises(UserError, match="at least the daily one"):
        expenses.set_cap(store, 2028, per_day=50_00, per_year=10_00)


def test_the_total_of_a_year_is_told_from_four_fifths_of_the_cap_on(
    store: Store, mentor: Id
) -> None:
    for n in range(31):
        noted = expenses.add_expense(store, mentor, on=TODAY - days(n), cents=DAY)
        assert said(noted) == []
    noted = expenses.add_expense(store, mentor, on=TODAY - days(40), cents=DAY + 1)
    assert said(noted) == ["Lump sums of 15/10/2026: 44,03 €, the cap of a day is 44,02 €."]
    noted = expenses.add_expense(store, mentor, on=TODAY - days(41), cents=DAY)
    assert said(noted) == ["Lump sums of 2026: 1.452,67 €, the cap of a year is 1.760,83 €."]
    with store.read() as session:
        (total,) = expenses.totals(session, year=2026)
        assert expenses.totals(session, year=2025) == []
    assert (total.lump_sums, total.share, total.cap) == (33 * DAY + 1, 82, 1760_83)


def test_the_duo_asks_for_attention_until_the_mentor_was_told(store: Store, mentor: Id) -> None:
    def asked() -> set[Rule]:
        with store.read() as session:
            rows = watch.watched(session, today=TODAY)
        return {alert.rule for row in rows for alert in row.alerts}

    expenses.add_expense(store, mentor, on=TODAY - days(1), cents=1500_00)
    assert asked() == {Rule.EXPENSES}
    with store.read() as session:
        duo_id = watch.watched(session, today=TODAY)[0].duo.id
    contacts.log(store, duo_id, ContactValues(side=Party.MENTEE))
    assert asked() == {Rule.EXPENSES}
    contacts.log(store, duo_id, ContactValues(side=Party.MENTOR))
    assert asked() == set()
    store.undo()
    assert asked() == {Rule.EXPENSES}
    settings.choose(store, settings.EXPENSES, "0", office_id=store.office_id)
    assert asked() == set()


def test_a_payment_is_removed_and_brought_back(store: Store, mentor: Id) -> None:
    expenses.add_expense(store, mentor, on=TODAY, cents=DAY, lump_sum=False)
    with store.read() as session:
        (row,) = expenses.expenses_of(session, mentor, year=2026)
    assert (row.cents, row.lump_sum) == (DAY, False)
    expenses.remove_expense(store, row.id)
    expenses.remove_expense(store, row.id)
    with store.read() as session:
        assert expenses.expenses_of(session, mentor) == []
    store.undo()
    with store.read() as session:
        assert expenses.expenses_of(session, mentor) == [row]


@pytest.mark.parametrize(
    ("cents", "ago", "words"),
    [(0, 0, "more than 0"), (1_000_001, 0, "at most 10,000"), (DAY, -1, "in the future")],
)
def test_what_cannot_have_been_paid_is_refused(
    store: Store, mentor: Id, cents: int, ago: int, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        expenses.add_expense(store, mentor, on=TODAY - days(ago), cents=cents)


def test_a_payment_still_on_its_way_from_another_office_is_left_out(
    store: Store, mentor: Id
) -> None:
    with store.write("As an exchange leaves it") as write:
        for values in ({"paid_on": TODAY}, {"cents": 5}, {"paid_on": TODAY, "cents": 7}):
            columns = dict.fromkeys(("person_id", "paid_on", "cents")) | {"person_id": mentor}
            write.session.add(Expense(**columns | values | {"id": write.new_id()}))
    with store.read() as session:
        (total,) = expenses.totals(session, year=2026)
        assert [row.cents for row in expenses.expenses_of(session, mentor)] == [7]
    assert total.lump_sums == 7


CAP = Cap(2026, 50, 1000)
payments = st.lists(
    st.builds(
        lambda ago, cents, lump: ExpenseRow(
            Id(int=1), Id(int=2), TODAY - days(ago), cents, lump, None
        ),
        st.integers(0, 5),
        st.integers(1, 300),
        st.booleans(),
    ),
    max_size=6,
)


@given(payments, st.integers(1, 100))
def test_warnings_hold_for_sums_and_not_for_their_order(rows: list[ExpenseRow], share: int) -> None:
    told = [str(one) for one in warnings(rows, CAP, TODAY, share)]
    assert told == [str(one) for one in warnings(rows[::-1], CAP, TODAY, share)]
    lump = [row for row in rows if row.lump_sum]
    today = sum(row.cents for row in lump if row.paid_on == TODAY)
    assert any("cap of a day" in one for one in told) == (today > 50)
    year = sum(row.cents for row in lump)
    assert any("cap of a year" in one for one in told) == (year * 100 >= 1000 * share)
    assert any("real costs" in one for one in told) == (0 < len(lump) < len(rows))


def test_a_year_without_a_cap_is_said(store: Store) -> None:
    (told,) = warnings([], None, TODAY, 80)
    assert str(told) == "No cap of 2026 is known here. Enter it in the settings."


def test_amounts_are_written_as_each_language_writes_them() -> None:
    shown = {}
    for code in ("fr", "nl", "de"):
        with speaking(code):
            shown[code] = str(Euros(1760_83)).replace("\N{NO-BREAK SPACE}", " ")
    assert shown["nl"] == "€ 1.760,83"
    assert shown["fr"].replace("\N{NARROW NO-BREAK SPACE}", " ") == "1 760,83 €"
    assert shown["de"] == "1.760,83 €"
