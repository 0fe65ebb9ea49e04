"""Ten lists as offices keep them: how many rows are new, changed, same, likely known, unreadable;
and that none of them changes anything the second time.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from duodesk.lists import kinds
from duodesk.lists.plan import Planned, State
from duodesk.lists.read import open_file
from duodesk.store.store import Store
from tests.lists import messy
from tests.training.desk import planned as series

# In this order, each upon the desk that the ones before left: sheet, kind, new, changed, same,
# likely known, unreadable.
COUNTS = {
    "french_mentees": [("", "mentee", 5, 0, 0, 0, 2)],
    "dutch_mentors": [("", "mentor", 4, 0, 0, 0, 2)],
    "german_people": [("", "mentee", 2, 0, 0, 0, 1)],
    "no_headings": [("", "mentee", 1, 0, 1, 1, 0)],
    "two_sheets": [("Mentees", "mentee", 1, 2, 0, 0, 0), ("Parrains", "mentor", 2, 0, 0, 0, 0)],
    "formulas": [("", "mentee", 3, 0, 0, 0, 0)],
    "running_duos": [("", "duos", 2, 0, 0, 0, 2)],
    "weekly_meetings": [("", "meetings", 3, 0, 0, 0, 3)],
    "signed_papers": [("", "signatures", 2, 0, 0, 0, 2)],
    "training_days": [("", "attendance", 2, 0, 0, 0, 2)],
}
_SHOWN = (State.NEW, State.CHANGED, State.SAME, State.LIKELY, State.OUT)


def counted(plan: kinds.Plan[Planned]) -> tuple[int, ...]:
    states = plan.states()
    return tuple(states[state] for state in _SHOWN)


def test_every_messy_list_is_read_for_what_it_holds_and_once_only(
    store: Store, tmp_path: Path
) -> None:
    series(store)
    for make in messy.ALL:
        workbook = open_file(make(tmp_path))
        for sheet, kind, *expected in COUNTS[make.__name__]:
            draft = kinds.draft(store, workbook, sheet=sheet or None)
            plan = kinds.dry_run(store, draft)
            assert (draft.kind.code, *counted(plan)) == (kind, *expected), make.__name__
            done = kinds.apply(store, plan)
            assert (done.n, len(done.filled)) == (expected[0], expected[1])
            again = kinds.dry_run(store, kinds.draft(store, workbook, sheet=sheet or None))
            known = sum(expected[:3])
            assert counted(again) == (0, 0, known, *expected[3:]), make.__name__
            assert kinds.apply(store, again).changes.operation is None


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (messy.french_mentees, ["row 5", "Totals are left out: row 14", "row 9", "Brouillon"]),
        (messy.german_people, ["row 2", "Alt"]),
        (messy.no_headings, ["There are no headings"]),
        (messy.two_sheets, ["also in the file"]),
    ],
)
def test_what_was_left_out_or_guessed_is_said(
    store: Store, tmp_path: Path, make: Callable[[Path], Path], said: list[str]
) -> None:
    sheet = kinds.draft(store, open_file(make(tmp_path))).sheet
    told = [str(warning) for warning in sheet.warnings]
    assert len(told) == len(said)
    assert all(part in one for part, one in zip(said, told, strict=True))


def test_columns_without_headings_are_known_by_their_cells_and_never_sure(
    store: Store, tmp_path: Path
) -> None:
    draft = kinds.draft(store, open_file(messy.no_headings(tmp_path)))
    assert [column.target for column in draft.columns] == [
        "given_name", "family_name", "birth_date", "phone", "email", "postcode", "languages",
    ]  # fmt: skip
    assert not any(column.sure for column in draft.columns)


def test_papers_and_training_days_are_read_as_people_see_them(store: Store, tmp_path: Path) -> None:
    papers = kinds.draft(store, open_file(messy.signed_papers(tmp_path)))
    assert [column.target for column in papers.columns] == [
        "mentee", "mentor", "agreement_on", "code_on", "signed_on", "filed_at", "note",
    ]  # fmt: skip
    days = kinds.draft(store, open_file(messy.training_days(tmp_path)))
    assert [(column.target, column.detail) for column in days.columns] == [
        ("person", ""), ("person_given", ""), ("presence", "2026-11-10"),
        ("presence", "2026-11-12"), ("presence", "2026-11-17"), ("presence", "2026-11-19"),
        ("leave", ""),
    ]  # fmt: skip
    # A column taken for something else and back is of its day again.
    there = days.remapped(3, "note").remapped(3, "presence")
    assert there.columns[3].detail == "2026-11-12"


def test_a_formula_without_a_result_is_listed_and_never_worked_out(
    store: Store, tmp_path: Path
) -> None:
    plan = kinds.dry_run(store, kinds.draft(store, open_file(messy.formulas(tmp_path))))
    told = {(r.row, r.heading): str(r.text) for r in plan.remarks}
    assert "without a stored result" in told[4, "Achternaam"]
    assert told[2, "Info"].startswith("a formula that went wrong")
    assert plan.rows[2].person.family_name is None


def test_days_phones_languages_and_free_time_are_typed(store: Store, tmp_path: Path) -> None:
    plan = kinds.dry_run(store, kinds.draft(store, open_file(messy.french_mentees(tmp_path))))
    rows = {row.number: row for row in plan.rows}
    assert str(rows[8].person.birth_date) == "2001-11-03"
    assert str(rows[10].person.birth_date) == "1998-09-07"
    assert rows[10].person.phone == "+32473445566"
    assert str(rows[6].enrolment.registered_on) == "2025-09-01"
    assert dict(rows[8].profile.languages) == {"fra": "B2", "eng": "A2"}
    assert [(s.weekday, s.start, s.end) for s in rows[6].profile.slots] == [
        (0, 24, 36),
        (3, 24, 36),
    ]
    assert "=1+1 dit-il" in rows[8].note
    assert "R&D <b>" in rows[10].note
