"""A list is checked before it is written, written in one step, and may be read again."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from duodesk.base.assets import resource
from duodesk.base.i18n import set_language
from duodesk.base.progress import Cancelled
from duodesk.lists import kinds
from duodesk.lists.apply import Imported, apply_import
from duodesk.lists.plan import Action, Plan, PlannedRow, State
from duodesk.lists.read import open_file
from duodesk.lists.repairs import problem_rows, problems_book
from duodesk.lists.row import split_name
from duodesk.lists.write import people_book
from duodesk.model.people import Level, Relation, Role, Side, Status
from duodesk.people import commands, queries
from duodesk.people.queries import PersonCard
from duodesk.people.values import PersonValues, Trade
from duodesk.store import dump
from duodesk.store.store import Store
from tests.lists.conftest import DUTCH, FRENCH, Writer


def planned(store: Store, path: Path, role: Role = Role.MENTEE) -> Plan[PlannedRow]:
    return kinds.dry_run(store, kinds.draft(store, open_file(path), kind=str(role)))


def cards(store: Store) -> dict[str, PersonCard]:
    with store.read() as session:
        rows = queries.people(session, today=store.clock.today())
        found = [queries.person(session, row.id, today=store.clock.today()) for row in rows]
    return {card.name: card for card in found if card}


def state(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.engine.connect() as connection:
        return dump.state(connection)


def notes(store: Store) -> list[str]:
    return [row["text"] for row in state(store)["note"]]


def test_a_french_list_comes_in_with_typed_values(store: Store, workbook: Writer) -> None:
    plan = planned(store, workbook(FRENCH))
    assert [row.number for row in plan.rows] == [4, 5]
    assert apply_import(store, plan).n == 2
    yusuf = cards(store)["ÇELIK, Yusuf"]
    assert yusuf.values["birth_date"] == date(2002, 3, 1)
    assert (yusuf.values["phone"], yusuf.values["municipality"]) == ("+32470123456", "Schaerbeek")
    assert yusuf.number == "BRU-10001"
    assert yusuf.languages == {"fra": Level.B1, "tur": Level.NATIVE}
    assert yusuf.trades == (Trade("forklift_driver", Relation.TARGET, rank=1),)
    assert yusuf.interests == {"football", "chess"}
    assert [(s.weekday, s.start, s.end) for s in yusuf.slots] == [(1, 24, 36), (5, 16, 36)]
    assert yusuf.enrolments[0].status == Status.REGISTERED


def test_nothing_of_a_row_is_lost(store: Store, workbook: Writer) -> None:
    apply_import(store, planned(store, workbook(FRENCH)))
    assert sorted(notes(store)) == [
        "N°: 12\nRemarques: =1+1 <b>calme</b>\nCoordinatrice: Annick",
        "N°: 13\nLangues parlées: français C1; klingon\nDisponibilités: le soir",
    ]


def test_problems_say_row_column_value_reason_and_way(store: Store, workbook: Writer) -> None:
    plan = planned(store, workbook(FRENCH))
    told = [(p.row, p.heading, p.value, str(p.reason)) for p in plan.problems]
    assert told == [
        (6, "Date de naissance (jj/mm/aaaa)", "31/02/2001", "is not a date"),
        (7, "", "", "has no name"),
        (8, "", "ÇELIK, Yusuf", "the same person as in row 4"),
    ]
    assert all(str(p.way).endswith(".") for p in plan.problems)


def test_problem_rows_can_be_mended_and_read_again(store: Store, workbook: Writer) -> None:
    headings, rows = problem_rows(planned(store, workbook(FRENCH)))
    assert [row[-5] for row in rows] == [6, 7, 8]
    rows[0][3] = "28/02/2001"
    plan = planned(store, workbook([headings, rows[0]], name="mended.xlsx"))
    assert [row.person.given_name for row in plan.rows] == ["Amina"]
    assert "is not a date" not in plan.rows[0].note


def test_duos_at_once_are_a_number_or_stay_a_note(store: Store, workbook: Writer) -> None:
    told = {"Deux": "2", "Trois": 3.0, "Mots": "deux ou trois", "Trop": 50, "Rien": None}
    rows = [["NOM", "Prénom", "Duos at once"], *([name, "A", n] for name, n in told.items())]
    apply_import(store, planned(store, workbook(rows), Role.MENTOR))
    found = {name[:-3]: c.enrolments[0].values["capacity"] for name, c in cards(store).items()}
    assert found == {"Deux": 2, "Trois": 3} | dict.fromkeys(("Mots", "Trop", "Rien"), None)
    assert sorted(notes(store)) == ["Duos at once: 50", "Duos at once: deux ou trois"]


def test_a_dutch_list_of_mentors_comes_in(store: Store, workbook: Writer) -> None:
    plan = planned(store, workbook(DUTCH), Role.MENTOR)
    assert not plan.problems
    apply_import(store, plan)
    lieve, jan = cards(store)["De Smet, Lieve"], cards(store)["Peeters, Jan"]
    assert lieve.values["birth_date"] == date(1960, 3, 25)
    assert lieve.values["postcode"] == "2000"
    assert lieve.languages == {"nld": Level.NATIVE, "fra": Level.B2, "eng": Level.B1}
    assert [(s.weekday, s.start) for s in lieve.slots] == [(1, 24)]
    assert lieve.topics == {("cv", Side.STRENGTH), ("network", Side.STRENGTH)}
    assert lieve.enrolments[0].role == Role.MENTOR
    assert lieve.enrolments[0].values["generalist"] is True
    assert jan.languages["eng"] == Level.B2
    assert jan.trades == (Trade("order_picker", Relation.EXPERIENCE),)
    (note,) = notes(store)
    for kept in ("loods", "flexibel", "Engels: goed", "belt niet graag"):
        assert kept in note
    assert any("does not look like an e-mail" in str(remark.text) for remark in plan.remarks)


def test_an_import_is_one_step_and_undo_takes_it_back(store: Store, workbook: Writer) -> None:
    before = state(store)
    apply_import(store, planned(store, workbook(FRENCH)))
    assert str(store.undo_label) == "Import 2 people from liste.xlsx"
    store.undo()
    assert state(store) == before


def test_the_same_list_read_again_changes_nothing(store: Store, workbook: Writer) -> None:
    path = workbook(FRENCH)
    apply_import(store, planned(store, path))
    before = state(store)
    plan = planned(store, path)
    assert plan.count(Action.SAME) == 2
    again = apply_import(store, plan)
    assert (again.n, again.filled, again.changes.operation) == (0, (), None)
    assert state(store) == before


def test_a_fuller_list_fills_only_what_is_empty(store: Store, workbook: Writer) -> None:
    known = commands.register(
        store,
        Role.MENTEE,
        values=PersonValues(
            given_name="Yusuf", family_name="Çelik", phone="02 000 00 00", email="Yusuf@example.org"
        ),
    )
    plan = planned(store, workbook(FRENCH))
    (told,) = (row for row in plan.rows if row.state == State.CHANGED)
    names = {change.name for change in told.changes}
    done: Imported = apply_import(store, plan)
    assert done.n == 1
    assert set(done.filled[0].names) == names
    assert {"birth_date", "municipality", "person_language", "note"} <= names
    assert "phone" not in names
    assert "phone" in {one.name for one in told.differences}
    found = cards(store)["Çelik, Yusuf"]
    assert (found.id, found.values["phone"]) == (known.person_id, "02 000 00 00")
    assert found.values["email"] == "Yusuf@example.org"


def test_who_takes_part_already_may_come_in_as_mentor_too(store: Store, workbook: Writer) -> None:
    path = workbook(FRENCH)
    apply_import(store, planned(store, path))
    done = apply_import(store, planned(store, path, Role.MENTOR))
    assert all("enrolment" in one.names for one in done.filled)
    roles = [e.role for e in cards(store)["ÇELIK, Yusuf"].enrolments]
    assert sorted(roles) == [Role.MENTEE, Role.MENTOR]


def test_a_namesake_is_told_and_left_to_decide(store: Store, workbook: Writer) -> None:
    other = commands.register(
        store,
        Role.MENTEE,
        values=PersonValues(
            given_name="Yusuf", family_name="Çelik", birth_date=date(1999, 1, 1), phone="0470123456"
        ),
    )
    plan = planned(store, workbook(FRENCH))
    row = plan.rows[0]
    assert (row.state, row.existing) == (State.LIKELY, other.person_id)
    assert any(
        "BRU-10001" in str(r.text) and "same telephone number" in str(r.text) for r in row.remarks
    )
    assert plan.decided(4, Action.SAME).count(Action.SAME) == 1
    assert apply_import(store, plan).n == 1  # nobody decided: the row waits
    assert len(cards(store)) == 2
    again = planned(store, workbook(FRENCH)).decided_all({State.LIKELY}, Action.NEW)
    assert apply_import(store, again).n == 1
    assert len(cards(store)) == 3


def test_two_rows_that_may_be_one_person_are_told(store: Store, workbook: Writer) -> None:
    rows = [
        ["Nom", "Prénom", "Né le", "GSM"],
        ["Diallo", "Amina", "01/01/2000", "0470 11 22 33"],
        ["Dialo", "Amina", "01/01/2000", "+32 470 11 22 33"],
    ]
    plan = planned(store, workbook(rows))
    (remark,) = plan.remarks
    assert "may be the person of row 2: same telephone number" in str(remark.text)
    assert plan.states()[State.NEW] == 2


def test_our_own_number_finds_a_person_under_a_new_name(store: Store, workbook: Writer) -> None:
    made = commands.register(
        store, Role.MENTEE, values=PersonValues(family_name="Diallo", given_name="Amina")
    )
    plan = planned(
        store, workbook([["Numéro", "Nom", "Prénom"], ["BRU-10001", "Peeters", "Amina"]])
    )
    assert (plan.rows[0].action, plan.rows[0].existing) == (Action.SAME, made.person_id)


@pytest.mark.parametrize(("role", "birth", "warned"), [
    (Role.MENTEE, "01/01/2000", False), (Role.MENTEE, "01/01/1990", True),
    (Role.MENTEE, "01/01/2010", True),
    (Role.MENTOR, "01/01/1990", True), (Role.MENTOR, "01/01/1960", False),
])  # fmt: skip
def test_ages_outside_the_programme_only_warn(
    store: Store, workbook: Writer, role: Role, birth: str, warned: bool
) -> None:
    plan = planned(store, workbook([["Nom", "Prénom", "Né le"], ["A", "B", birth]]), role)
    assert len(plan.rows) == 1
    assert any("years old" in str(remark.text) for remark in plan.remarks) == warned


HOSTILE = [
    "=1+1",
    "<b>x</b>",
    "x" * 300,
    "a\x0bb",
    "%(name)s",
    "{0}",
    "'; DROP TABLE person;--",
    "\u202eevil",
    "#REF!",
]


@pytest.mark.parametrize("column", range(1, 12))
def test_hostile_cells_are_only_text(
    store: Store, workbook: Writer, column: int, tmp_path: Path
) -> None:
    path = tmp_path / "h.csv"
    lines = [[*FRENCH[2]]]
    for n, nasty in enumerate(HOSTILE):
        line = ["", f"Nom{n}", f"Prenom{n}", *[""] * 9]
        line[column] = nasty
        lines.append(line)
    path.write_text("\n".join("\t".join(str(c) for c in line) for line in lines), encoding="utf-8")
    plan = planned(store, path)
    apply_import(store, plan)
    for row in plan.problems:
        str(row.reason), str(row.way), problem_rows(plan)
    kept = repr(state(store))
    if column not in {1, 2, 3}:
        assert "=1+1" in kept
        assert "DROP TABLE" in kept
    assert "\\u202e" not in kept
    assert "\x0b" not in kept


def test_full_names_are_taken_apart_as_they_were_put_together() -> None:
    assert split_name("Van den Berg, Paul", "Naam") == ("Van den Berg", "Paul")
    assert split_name("VAN DEN BERG Paul", "Nom et prénom") == ("VAN DEN BERG", "Paul")
    assert split_name("Van den Berg Paul", "Nom et prénom") == ("Van den Berg", "Paul")
    assert split_name("Paul Van den Berg", "Prénom et nom") == ("Van den Berg", "Paul")
    assert split_name("Suharto", "Nom") == ("Suharto", None)


class _Impatient:
    def step(self, done: int, total: int, text: str = "") -> None:
        if done:
            raise Cancelled


def large(tmp_path: Path, n: int) -> Path:
    """Many people of a list as offices keep it: hundreds of names that many have and write as they
    hear them, hundreds of people with the telephone of one shelter.
    """
    dice = Random(7)
    path = tmp_path / "grand.csv"
    lines = [";".join(FRENCH[2])]
    given, family = (_names(file) for file in ("given_names", "family_names"))
    for number in range(n):
        day = date(1996, 1, 1) + timedelta(days=dice.randrange(3600))
        name, called = dice.choice(family), dice.choice(given)
        if dice.random() < 0.5:
            name, called = name.upper(), called.replace("ou", "u").replace("ss", "s")
        phone = "02 511 22 33" if number % 3 and number < 1_000 else f"0470{number:06}"
        lines.append(
            f"{number};{name};{called};{day:%d/%m/%Y};FR B1, arabe (natif);Cariste;"
            f"mardi après-midi, samedi;{phone};p{number}@example.org;Ixelles;football, "
            "échecs;calme;Annick"
        )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _names(file: str) -> list[str]:
    with resource("demo", f"{file}.csv").open(encoding="utf-8", newline="") as source:
        return [row["name"] for row in csv.DictReader(source)]


def test_a_cancelled_import_leaves_the_desk_as_it_was(store: Store, tmp_path: Path) -> None:
    plan = planned(store, large(tmp_path, 300))
    before = state(store)
    with pytest.raises(Cancelled):
        apply_import(store, plan, progress=_Impatient())
    assert state(store) == before


def test_a_long_list_comes_in_and_is_known_the_second_time(store: Store, tmp_path: Path) -> None:
    plan = planned(store, large(tmp_path, 1_200))
    assert not plan.problems
    assert apply_import(store, plan).n == 1_200
    again = planned(store, tmp_path / "grand.csv")
    assert again.states()[State.SAME] == 1_200
    assert apply_import(store, again).changes.operation is None


def test_two_rows_far_apart_about_one_person_write_nothing_twice(
    store: Store, workbook: Writer
) -> None:
    commands.register(
        store, Role.MENTEE, values=PersonValues(family_name="Diallo", given_name="Amina")
    )
    between = [["", f"Nom{n}", f"Prenom{n}", "", ""] for n in range(450)]
    rows = [
        ["Numéro", "Nom", "Prénom", "Langues", "Remarques"],
        ["BRU-10001", "Diallo", "Amina", "FR B1", "calme"],
        *between,
        ["BRU-10001", "Diallo-Sow", "Amina", "FR B1, NL A2", "calme"],
    ]
    plan = planned(store, workbook(rows)).decided_all({State.CHANGED}, Action.REPLACE)
    assert [row.number for row in plan.rows if row.action == Action.REPLACE] == [2, 453]
    apply_import(store, plan)
    (amina,) = (card for card in cards(store).values() if card.number == "BRU-10001")
    assert amina.name == "Diallo-Sow, Amina"
    assert amina.languages == {"fra": Level.B1, "nld": Level.A2}
    assert len(state(store)["person_language"]) == 2
    assert notes(store) == ["Remarques: calme"]


@pytest.mark.parametrize("code", ["fr", "nl", "en", "de"])
def test_a_list_written_out_reads_in_as_the_same_people(
    store: Store, tmp_path: Path, workbook: Writer, code: str
) -> None:
    apply_import(store, planned(store, workbook(FRENCH)))
    apply_import(store, planned(store, workbook(DUTCH), Role.MENTOR))
    set_language(code)
    before = cards(store)
    with store.read() as session:
        ids = [card.id for card in before.values()]
        data = people_book(
            session, ids, title="People", made_at=store.clock.now(), today=store.clock.today()
        )
    (tmp_path / "out.xlsx").write_bytes(data)
    plan = planned(store, tmp_path / "out.xlsx")
    assert not plan.problems
    assert [row.existing for row in plan.rows] == ids
    assert [row.note for row in plan.rows] == [""] * 4
    for row, card in zip(plan.rows, before.values(), strict=True):
        assert dict(row.profile.languages) == dict(card.languages)
        assert row.profile.slots == card.slots
        assert set(row.profile.trades) == set(card.trades)
        assert (row.profile.interests, row.profile.topics) == (card.interests, card.topics)
    assert apply_import(store, plan).changes.operation is None


@pytest.mark.parametrize("code", ["fr", "nl", "de"])
def test_a_report_in_any_language_brings_no_notes_of_its_own(
    store: Store, tmp_path: Path, workbook: Writer, code: str
) -> None:
    set_language(code)
    data = problems_book(planned(store, workbook(FRENCH)), made_at=store.clock.now())
    set_language("en")
    (tmp_path / "report.xlsx").write_bytes(data)
    again = planned(store, tmp_path / "report.xlsx")
    assert [c.target for c in again.columns[-5:]] == ["leave"] * 5


def test_the_report_of_problems_opens_in_a_spreadsheet_and_can_be_read(
    store: Store, tmp_path: Path, workbook: Writer
) -> None:
    data = problems_book(planned(store, workbook(FRENCH)), made_at=store.clock.now())
    (tmp_path / "report.xlsx").write_bytes(data)
    again = planned(store, tmp_path / "report.xlsx")
    assert [(p.heading, str(p.reason)) for p in again.problems] == [
        ("Date de naissance (jj/mm/aaaa)", "is not a date"), ("", "has no name"),
    ]  # fmt: skip
    assert (
        again.sheet.rows[0].cell(again.sheet.headings.index("What to do"))
        == "Write it as 29/03/1998."
    )
