"""Signatures out of a list: one to a row or all of a duo side by side, each written once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from duodesk.documents.queries import PaperRow, paper_rows
from duodesk.lists import kinds
from duodesk.lists.plan import Action, Plan, State
from duodesk.lists.read import open_file
from duodesk.lists.told import difference
from duodesk.model.documents import Document, Signatory, Signature
from duodesk.model.people import Note, Role
from duodesk.pairing.duos import missing_signatures
from duodesk.people import commands, timeline
from duodesk.people.values import PersonValues
from duodesk.store import dump
from duodesk.store.store import Store
from tests.lists.conftest import Writer

LONG = ["Duo", "Document", "Signé par", "Signé le", "Lieu", "Classé", "Remarques"]


@pytest.fixture
def duos(store: Store, workbook: Writer) -> None:
    """Two duos of one mentee, one after the other, and one of another mentee."""
    names = (
        (Role.MENTEE, "Mariam", "Haidara"), (Role.MENTEE, "Yusuf", "Çelik"),
        (Role.MENTOR, "Monique", "Lambert"), (Role.MENTOR, "An", "Claes"),
    )  # fmt: skip
    for role, given, family in names:
        commands.register(store, role, values=PersonValues(given_name=given, family_name=family))
    rows = [
        ["Mentee", "Mentor", "Début", "Fin", "État"],
        ["Haidara Mariam", "Lambert Monique", "01/09/2025", "01/03/2026", "terminé"],
        ["Haidara Mariam", "Claes An", "01/09/2026", None, "en cours"],
        ["Çelik Yusuf", "Lambert Monique", "05/10/2026", None, "en cours"],
    ]
    kinds.apply(store, planned(store, workbook(rows, name="duos.xlsx")))


def planned(store: Store, path: Path) -> Plan[Any]:
    return kinds.dry_run(store, kinds.draft(store, open_file(path)))


def known(store: Store) -> list[tuple[str, str, Signatory, date]]:
    """Every signature: the number of the paper, its kind, who, when."""
    with store.read() as session:
        asked = select(Document.number, Document.kind, Signature.signatory, Signature.signed_on)
        found = session.execute(asked.join(Signature, Signature.document_id == Document.id))
        return sorted(tuple(row) for row in found)


def paper(store: Store, duo: str, kind: str) -> PaperRow:
    with store.read() as session:
        return next(row for row in paper_rows(session) if (row.duo, row.kind) == (duo, kind))


def state(store: Store) -> object:
    with store.engine.connect() as connection:
        return dump.state(connection)


@pytest.mark.usefixtures("duos")
def test_one_signature_to_a_row_comes_in_once_and_is_undone_in_one_step(
    store: Store, workbook: Writer
) -> None:
    rows = [
        LONG,
        ["BRU-D10003", "Convention", "Mentee", "05/10/2026", "Bruxelles", "Armoire 2", "en retard"],
        ["BRU-D10003", "charte", "Lambert Monique", "06/10/2026", None, None, None],
        ["BRU-D10003", "Code of conduct", "coordinatrice", "06/10/2026", None, None, None],
    ]
    before, path = state(store), workbook(rows, name="signatures.xlsx")
    plan = planned(store, path)
    assert (plan.kind, plan.unreadable) == ("signatures", 0)
    assert (plan.rows[0].name, plan.rows[0].what) == (
        "BRU-D10003", "Duo agreement: Mentee 05/10/2026",
    )  # fmt: skip
    assert kinds.apply(store, plan).n == 3
    assert known(store) == [
        ("BRU-D10003-A", "agreement", Signatory.MENTEE, date(2026, 10, 5)),
        ("BRU-D10003-C", "code_of_conduct", Signatory.COORDINATOR, date(2026, 10, 6)),
        ("BRU-D10003-C", "code_of_conduct", Signatory.MENTOR, date(2026, 10, 6)),
    ]
    with store.read() as session:
        found = session.scalars(select(Signature).where(Signature.place.is_not(None))).one()
        assert (found.place, found.filed_at) == ("Bruxelles", "Armoire 2")
        assert "Remarques: en retard" in session.scalars(select(Note.text)).all()
        printed = session.scalars(select(Document)).all()
        assert [(d.printed_at, d.data, d.template_version) for d in printed] == [
            (None, None, 0)
        ] * 2
    assert paper(store, "BRU-D10003", "agreement").state == "to_sign"
    again = planned(store, path)
    assert again.states()[State.SAME] == 3
    assert kinds.apply(store, again).changes.operation is None
    store.undo()
    assert state(store) == before


@pytest.mark.usefixtures("duos")
def test_all_papers_of_a_duo_side_by_side(store: Store, workbook: Writer) -> None:
    rows = [
        ["Mentee", "Mentor", "Convention signée le", "Gedragscode getekend op"],
        ["Haidara Mariam", "Lambert Monique", "28/08/2025", "29/08/2025"],
        ["Haidara Mariam", "Claes An", "01/09/2026", None],
        ["Çelik Yusuf", "Lambert Monique", None, "-"],
    ]
    plan = planned(store, workbook(rows, name="papiers.xlsx"))
    assert plan.kind == "signatures"
    states = plan.states()
    assert (states[State.NEW], states[State.SKIP], plan.unreadable) == (2, 1, 0)
    assert "nobody is named" in str(plan.remarks[0].text)
    kinds.apply(store, plan)
    assert [(number, who) for number, _kind, who, _on in known(store)] == [
        ("BRU-D10001-A", Signatory.MENTEE), ("BRU-D10001-A", Signatory.MENTOR),
        ("BRU-D10001-C", Signatory.MENTEE), ("BRU-D10001-C", Signatory.MENTOR),
        ("BRU-D10002-A", Signatory.MENTEE), ("BRU-D10002-A", Signatory.MENTOR),
    ]  # fmt: skip
    assert paper(store, "BRU-D10001", "agreement").state == "signed"
    assert paper(store, "BRU-D10002", "code_of_conduct").state == "to_print"


@pytest.mark.usefixtures("duos")
def test_who_signed_side_by_side_and_the_duo_nearest_to_the_day(
    store: Store, workbook: Writer
) -> None:
    rows = [
        ["Mentee", "Document", "Signature mentee", "Signature du mentor", "Signé le"],
        ["Haidara Mariam", "les deux", "x", "non", "30/08/2025"],
        ["Haidara Mariam", "Convention", "02/09/2026", "03/09/2026", None],
    ]
    plan = planned(store, workbook(rows, name="signatures.xlsx"))
    assert plan.problems == ()
    kinds.apply(store, plan)
    assert known(store) == [
        ("BRU-D10001-A", "agreement", Signatory.MENTEE, date(2025, 8, 30)),
        ("BRU-D10001-C", "code_of_conduct", Signatory.MENTEE, date(2025, 8, 30)),
        ("BRU-D10002-A", "agreement", Signatory.MENTEE, date(2026, 9, 2)),
        ("BRU-D10002-A", "agreement", Signatory.MENTOR, date(2026, 9, 3)),
    ]
    with store.read() as session:
        duo = session.scalars(select(Document.duo_id).where(Document.number == "BRU-D10002-A"))
        assert [kind for kind, _who in missing_signatures(session, duo.one())] == [
            "code_of_conduct", "code_of_conduct",
        ]  # fmt: skip


@pytest.mark.usefixtures("duos")
def test_what_cannot_be_known_stays_out_with_its_reason(store: Store, workbook: Writer) -> None:
    rows = [
        LONG,
        ["BRU-D99999", "Convention", "Mentee", "05/10/2026", None, None, None],
        ["BRU-D10003", "facture", "Mentee", "05/10/2026", None, None, None],
        ["BRU-D10003", "Convention", "Claes An", "05/10/2026", None, None, None],
        ["BRU-D10003", "Convention", "Mentee", None, None, None, None],
        ["BRU-D10003", "Convention", "Mentor", "05/10/2027", None, None, None],
        ["BRU-D10003", "Charte", "Mentor", "05/10/2026", None, None, None],
        ["BRU-D10003", "Gedragscode", "Mentor", "06/10/2026", None, None, None],
    ]
    plan = planned(store, workbook(rows, name="signatures.xlsx"))
    assert [(p.row, str(p.reason)) for p in plan.problems] == [
        (2, "is no duo that is known"),
        (3, "is no paper of a duo"),
        (4, "is neither of the two people of the duo"),
        (5, "the day is missing"),
        (6, "lies in the future"),
        (8, "the same signature as in row 7"),
    ]
    assert kinds.apply(store, plan).n == 1


@pytest.mark.usefixtures("duos")
def test_another_day_than_known_stays_and_is_said(store: Store, workbook: Writer) -> None:
    line = ["BRU-D10003", "Convention", "Mentee", "05/10/2026", None, None, None]
    kinds.apply(store, planned(store, workbook([LONG, line], name="a.xlsx")))
    line[3] = "07/10/2026"
    plan = planned(store, workbook([LONG, line], name="b.xlsx"))
    assert plan.rows[0].state == State.SAME
    assert [difference(one) for one in plan.rows[0].differences] == [
        "Signed on: 05/10/2026 → 07/10/2026"
    ]
    assert kinds.apply(store, plan).changes.operation is None
    kinds.apply(store, plan.decided_all({State.SAME}, Action.REPLACE))
    assert known(store)[0][3] == date(2026, 10, 7)
    with store.read() as session:
        mentee = session.scalars(
            select(Signature.person_id).where(Signature.person_id.is_not(None))
        ).one()
        told = [str(one.text) for one in timeline.timeline(session, mentee)]
    assert "Document BRU-D10003-A signed: Mentee" in told
    assert not any("printed" in one for one in told)


@pytest.mark.usefixtures("duos")
def test_where_a_paper_lies_is_filled_in_later(store: Store, workbook: Writer) -> None:
    line = ["BRU-D10003", "les deux", "Mentee", "05/10/2026", None, None, None]
    kinds.apply(store, planned(store, workbook([LONG, line], name="a.xlsx")))
    line[5] = "Armoire 2"
    path = workbook([LONG, line], name="b.xlsx")
    plan = planned(store, path)
    assert plan.rows[0].state == State.CHANGED
    assert [difference(one) for one in plan.rows[0].changes] == ["Where the paper lies: Armoire 2"]
    done = kinds.apply(store, plan)
    assert (done.n, [one.names for one in done.filled]) == (0, [("filed_at",)])
    with store.read() as session:
        assert session.scalars(select(Signature.filed_at)).all() == ["Armoire 2"] * 2
    assert kinds.apply(store, planned(store, path)).changes.operation is None
