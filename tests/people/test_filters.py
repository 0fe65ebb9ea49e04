"""Each filter finds whom it must and nobody else; what is not understood is kept and named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base import reference
from duodesk.base.dates import age_on
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, set_language
from duodesk.model.interviews import Interview
from duodesk.model.people import Person
from duodesk.model.recruitment import Partner
from duodesk.people import commands, filters, queries, spans
from duodesk.people.filters import KINDS, Wish
from duodesk.people.fitting import _CONDITIONS
from duodesk.people.values import EnrolmentValues, PersonValues, Profile, Slot, Trade
from duodesk.people.words import Level, Role, Side, Status
from duodesk.store.store import Store

TODAY = date(2026, 11, 24)
COOKING = reference.occupations()["cook"].field


def found(store: Store, *wishes: Wish, **more: object) -> list[str]:
    """Family names of those who fit."""
    with store.read() as session:
        rows = queries.people(
            session, today=TODAY, wishes=wishes, author_id=store.author_id, **more
        )
    return [row.name.partition(",")[0] for row in rows]


def wish(kind: str, *values: str) -> Wish:
    return Wish(kind, values)


@pytest.fixture
def desk(store: Store) -> Store:
    """Çelik the mentee, De Smet the mentor, Diallo who just came."""
    with store.write(N_("Partner")) as write:
        partner = Partner(id=write.new_id(), name="Actiris", office_id=write.office_id)
        write.session.add(partner)
        partner_id = partner.id
    commands.register(
        store, Role.MENTEE,
        values=PersonValues(
            family_name="Çelik", given_name="Yusuf", birth_date=date(2002, 11, 25),
            municipality="Schaerbeek", postcode="1030", coordinator_id=store.author_id,
        ),
        enrolment=EnrolmentValues(
            status=Status.INTERVIEWED, registered_on=TODAY - timedelta(days=20),
            source="walk_in", partner_id=partner_id,
        ),
        known=Profile(
            languages={"fra": Level.B1, "tur": Level.NATIVE},
            trades=(Trade("cook", "target", rank=1),), interests=frozenset({"football"}),
            topics=frozenset({("cv", Side.NEED)}), slots=(Slot(1, 28, 34),),
        ),
    )  # fmt: skip
    made = commands.register(
        store, Role.MENTOR,
        values=PersonValues(
            family_name="De Smet", given_name="Lieve", birth_date=date(1961, 3, 8),
            municipality="Antwerpen", postcode="2000",
        ),
        enrolment=EnrolmentValues(
            status=Status.ACCEPTED, registered_on=date(2026, 1, 10), accepted_on=date(2026, 2, 1),
            trained_on=date(2026, 3, 1),
        ),
        known=Profile(
            languages={"nld": Level.NATIVE, "fra": None}, trades=(Trade("cook", "experience"),),
            topics=frozenset({("cv", Side.STRENGTH)}),
        ),
    )  # fmt: skip
    with store.write(N_("Interview")) as write:
        write.session.add(
            Interview(
                id=write.new_id(), person_id=made.person_id, office_id=write.office_id,
                role=Role.MENTOR, held_on=TODAY, finished_at=write.now,
            )
        )  # fmt: skip
    commands.register(store, Role.MENTEE, values=PersonValues(family_name="Diallo"))
    return store


ONE_OF_THREE = [
    (wish("role", "mentor"), ["De Smet"]),
    (wish("status", "registered", "interviewed"), ["Çelik", "Diallo"]),
    (wish("coordinator", "mine"), ["Çelik"]),
    (wish("coordinator", "none"), ["De Smet", "Diallo"]),
    (wish("language", "fra"), ["Çelik", "De Smet"]),
    (wish("language", "fra:A2"), ["Çelik"]),
    (wish("language", "fra:B2"), []),
    (wish("language", "fra:B2", "nld:C1"), ["De Smet"]),
    (wish("field", COOKING), ["Çelik", "De Smet"]),
    (wish("target", "cook"), ["Çelik"]),
    (wish("experience", "cook"), ["De Smet"]),
    (wish("interest", "football"), ["Çelik"]),
    (wish("need", "cv"), ["Çelik"]),
    (wish("strength", "cv"), ["De Smet"]),
    (wish("place", "Schaarbeek"), ["Çelik"]),
    (wish("place", "20"), ["De Smet"]),
    (wish("weekday", "1"), ["Çelik"]),
    (wish("weekday", "2"), []),
    (wish("age", "23-30"), ["Çelik"]),
    (wish("age", "24-"), ["De Smet"]),
    (wish("age", "-23"), ["Çelik"]),
    (wish("age", "30-23"), ["Çelik"]),
    (wish("waiting", "19"), ["Çelik", "De Smet"]),
    (wish("waiting", "20"), ["De Smet"]),
    (wish("source", "walk_in"), ["Çelik"]),
    (wish("registered", "2026-01-01..2026-03-31"), ["De Smet"]),
    (wish("registered", "2026-03-31..2026-01-01"), ["De Smet"]),
    (wish("registered", "2026-11-01.."), ["Çelik", "Diallo"]),
    (wish("interview", "no"), ["Çelik", "Diallo"]),
    (wish("interview", "yes"), ["De Smet"]),
    (wish("trained", "yes"), ["De Smet"]),
    (wish("trained", "no"), []),
]


def test_each_kind_finds_whom_it_must(desk: Store) -> None:
    assert [(asked, found(desk, asked)) for asked, _fit in ONE_OF_THREE] == ONE_OF_THREE
    alone = {"partner", "office"}
    asked = {asked.kind for asked, _fit in ONE_OF_THREE}
    declared = {kind.code for kind in KINDS.values() if kind.common}
    assert declared <= asked | alone


def test_partner_and_office_are_asked_by_their_identity(desk: Store) -> None:
    with desk.read() as session:
        named = filters.names(session)
    (partner,) = named.partners
    assert found(desk, wish("partner", partner)) == ["Çelik"]
    assert len(found(desk, wish("office", str(desk.office_id)))) == 3
    assert filters.words(wish("partner", partner), named) == "Sent by: Actiris"


def test_every_kind_has_a_condition_and_fields_declared_for_filters_are_kinds() -> None:
    assert set(KINDS) == set(_CONDITIONS)
    assert {"goal", "contact_language", "decision_reason"} <= set(KINDS)


def test_wishes_hold_together_and_of_one_any_value_is_enough(desk: Store) -> None:
    french = wish("language", "fra")
    assert found(desk, french, wish("role", "mentee")) == ["Çelik"]
    assert found(desk, french, wish("role", "mentee", "mentor")) == ["Çelik", "De Smet"]


def test_status_and_role_must_hold_for_the_same_taking_part(desk: Store) -> None:
    """Who is both is accepted as mentor only: not found as an accepted mentee, shown as mentor."""
    with desk.read() as session:
        yusuf = queries.people(session, today=TODAY, text="celik")[0]
    commands.enrol(desk, yusuf.id, Role.MENTOR, values=EnrolmentValues(status=Status.ACCEPTED))
    assert found(desk, wish("role", "mentee"), wish("status", "accepted")) == []
    with desk.read() as session:
        rows = queries.people(session, today=TODAY, wishes=[wish("status", "interviewed")])
    assert [(row.id, row.status) for row in rows] == [(yusuf.id, "interviewed")]


def test_of_two_entries_that_are_one_person_only_one_is_listed(desk: Store) -> None:
    with desk.read() as session:
        rows = {r.name.partition(",")[0]: r for r in queries.people(session, today=TODAY)}
    with desk.write(N_("Same person")) as write:
        write.session.get_one(Person, rows["Diallo"].id).merged_into_id = rows["Çelik"].id
    assert found(desk) == ["Çelik", "De Smet"]
    with desk.read() as session:
        assert {one.family_name for one in queries.known(session)} == {"Çelik", "De Smet"}
        assert queries.count(session) == 2
        assert queries.count(session, role=Role.MENTOR) == 1


def test_a_chip_says_its_filter_in_the_language_spoken(desk: Store) -> None:
    with desk.read() as session:
        named = filters.names(session)
    assert filters.words(wish("language", "fra:B1"), named) == "Language: French, B1 or better"
    assert filters.words(wish("language", "fra", "nld"), named) == "Language: French or Dutch"
    assert filters.words(wish("age", "18-30"), named) == "Age: 18 to 30"
    assert filters.words(wish("waiting", "14"), named) == "Waiting longer than: 14 days"
    assert filters.words(wish("coordinator", "mine"), named) == "Coordination: Me"
    set_language("nl")
    assert "Nederlands" in filters.words(wish("language", "nld"), named)


STRANGE = [
    {"kind": "moon_phase", "values": ["full"]},
    {"kind": "age", "values": ["18-30", "old"]},
]


def test_what_a_newer_program_asks_narrows_nothing_and_is_kept_and_named(desk: Store) -> None:
    wishes, rest = filters.from_json(STRANGE)
    assert rest == []
    assert filters.to_json(wishes) == STRANGE
    assert filters.strange(wishes) == ["moon_phase", "Age: old"]
    assert found(desk, *wishes) == ["Çelik"]
    assert found(desk, wishes[0]) == ["Çelik", "De Smet", "Diallo"]


@pytest.mark.parametrize(
    "document",
    [None, 3, "x", {}, [1], [[]], [{"kind": 3, "values": []}], [{"kind": "age"}],
     [{"kind": "age", "values": [3]}], [{"kind": "age", "values": "18"}]],
)  # fmt: skip
def test_a_spoilt_document_gives_no_filter_and_no_error(document: object) -> None:
    wishes, rest = filters.from_json(document)
    assert wishes == ()
    assert rest == (document if isinstance(document, list) else [])


def test_values_of_a_kind_are_changed_in_place_and_go_when_empty() -> None:
    wishes = (wish("age", "18-"), wish("role", "mentee"))
    other = filters.with_values(wishes, "age", ["20-"])
    assert other == (wish("age", "20-"), wish("role", "mentee"))
    assert filters.with_values(other, "age", []) == (wish("role", "mentee"),)
    assert filters.with_values((), "status", ["x"]) == (wish("status", "x"),)


def test_a_filter_can_be_typed_with_words_of_any_language(desk: Store) -> None:
    with desk.read() as session:
        named = filters.names(session)
    assert filters.typed("language=français:B1", named) == wish("language", "fra:B1")
    assert filters.typed("status=accepted, Registered", named).values == ("accepted", "registered")
    assert filters.typed("place=1030", named) == wish("place", "1030")
    for wrong in ("moon=full", "age=old", "language=klingon", "status=", "status", "weekday=9"):
        with pytest.raises(UserError):
            filters.typed(wrong, named)


@given(st.dates(date(1930, 1, 1), date(2012, 1, 1)), st.dates(date(2024, 1, 1), date(2030, 1, 1)),
       st.integers(0, 99), st.integers(0, 99))  # fmt: skip
def test_ages_by_text_are_ages_by_the_calendar(
    birth: date, today: date, low: int, high: int
) -> None:
    from duodesk.people.fitting import _years_before

    inside = birth.isoformat() <= _years_before(today.isoformat(), low)
    inside &= birth.isoformat() > _years_before(today.isoformat(), high + 1)
    assert inside == (low <= age_on(birth, today) <= high)


@given(st.text(max_size=12))
def test_no_text_upsets_the_reading_of_values(text: str) -> None:
    for read in (spans.number, spans.numbers, spans.period, spans.language, spans.identity):
        read(text)
    filters.strange([Wish(kind, (text,)) for kind in KINDS])
