"""The sign-in sheet: in the session's language, with room for more people, on as many pages as it
takes.
"""

from __future__ import annotations

import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from duodesk.base.i18n import LANGUAGES
from duodesk.base.ids import Id
from duodesk.documents.sign_in_sheet import SignInSheet, collect, draw, file_name
from duodesk.model.people import Role
from duodesk.model.recruitment import Presence
from duodesk.office.commands import change_office
from duodesk.people import commands, sessions
from duodesk.people.sessions import SessionValues
from duodesk.people.values import PersonValues
from duodesk.store.store import Store

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"
DAY = date(2026, 12, 3)


def planned(store: Store, language: str | None, names: list[str]) -> Id:
    made = sessions.plan_session(
        store,
        SessionValues(
            held_on=DAY,
            start=14 * 60,
            minutes=90,
            place="Rue de l'Essai 12",
            language=language,
            led_by=store.author_id,
        ),
    ).session_id
    who = [
        commands.register(store, Role.MENTEE, values=PersonValues(family_name=name)).person_id
        for name in names
    ]
    sessions.invite(store, made, who)
    return made


def sheet(store: Store, session_id: Id) -> SignInSheet:
    with store.read() as session:
        found = collect(session, session_id)
    assert found is not None
    return found


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_sheet_says_in_each_language_what_was_approved(store: Store, code: str) -> None:
    """After looking at the pages: DUODESK_APPROVE=1 writes the golden words anew."""
    change_office(store, store.office_id, street="Rue de l'Essai 1", phone="02 000 00 00")
    made = sheet(store, planned(store, code, ["Diallo", "Çelik", "Ansah"]))
    said = "\n".join(pages(draw(made)))
    golden = GOLDEN / f"sign_in_sheet-{code}.txt"
    if os.environ.get("DUODESK_APPROVE"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    assert said.index("Ansah") < said.index("Çelik") < said.index("Diallo")


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("fr", "jeudi 3 décembre 2026"),
        ("nl", "donderdag 3 december 2026"),
        ("de", "Donnerstag, 3. Dezember 2026"),
    ],
)
def test_the_sheet_speaks_the_language_of_the_session(store: Store, code: str, day: str) -> None:
    (page,) = pages(draw(sheet(store, planned(store, code, []))))
    assert f"{day} · 14:00 – 15:30" in page


def test_a_session_without_a_language_speaks_that_of_its_office(store: Store) -> None:
    made = sheet(store, planned(store, None, []))
    assert (made.language, made.office.name) == ("fr", "Bruxelles")
    assert file_name(made).endswith(" 2026-12-03.pdf")


def test_room_is_left_for_those_who_come_unannounced(store: Store) -> None:
    few = sheet(store, planned(store, "fr", ["Diallo"]))
    assert few.lines == 16
    many = sheet(store, planned(store, "fr", [f"Name{n:02}" for n in range(14)]))
    assert many.lines == 20


def test_forty_names_go_on_with_the_head_of_the_table_on_each_page(store: Store) -> None:
    names = [f"Name{n:02}" for n in range(40)]
    told = pages(draw(sheet(store, planned(store, "en", names))))
    assert len(told) == 3
    for number, page in enumerate(told, start=1):
        assert "Signature" in page
        assert f"page {number} of 3" in page
    assert [name for page in told for name in names if name in page] == names


def test_who_excused_themselves_is_not_expected(store: Store) -> None:
    made = planned(store, "fr", ["Diallo", "Ansah"])
    who = sheet(store, made)
    assert who.names == ("Ansah", "Diallo")
    sessions.mark(store, made, None, Presence.EXCUSED)
    assert sheet(store, made).names == ()


def test_a_hostile_name_stays_a_name_and_a_long_one_stays_whole(store: Store) -> None:
    hostile, long = "<b>Ami</b>&{{goal}} =1+1", "Van den Berg-" * 12
    page = "".join(pages(draw(sheet(store, planned(store, "nl", [hostile, long])))))
    assert hostile in page
    assert page.replace("\n", "").replace(" ", "").count("VandenBerg-") == 12


def test_a_session_that_is_gone_has_no_sheet(store: Store) -> None:
    with store.read() as session:
        assert collect(session, store.new_id()) is None
