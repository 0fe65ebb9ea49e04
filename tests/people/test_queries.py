"""Lists and the person page show what was written, fast."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sqlalchemy import event, insert

from duodesk.base.clock import FixedClock
from duodesk.base.i18n import N_
from duodesk.base.ids import new_id
from duodesk.model.people import (
    Enrolment,
    Level,
    Person,
    PersonLanguage,
    PersonOccupation,
    Role,
    Status,
)
from duodesk.people import commands, interviews, queries
from duodesk.people.queries import PersonRow
from duodesk.people.timeline import Kind, timeline
from duodesk.people.values import EnrolmentValues, PersonValues, Profile, Trade
from duodesk.store import search
from duodesk.store.store import Store

TODAY = date(2026, 11, 24)


def listed(store: Store, **wanted: object) -> list[PersonRow]:
    with store.read() as session:
        return queries.people(session, today=TODAY, **wanted)


def add(
    store: Store, family: str, given: str, role: Role = Role.MENTEE, **more: object
) -> commands.Registered:
    return commands.register(
        store, role, values=PersonValues(family_name=family, given_name=given, **more)
    )


def test_the_list_is_in_belgian_order(store: Store) -> None:
    names = [
        "Zoë",
        "van den Berg",
        "Élise",
        "De Smet",
        "de Smet",
        "Desmet",
        "Çelik",
        "El Amrani",
        "Elamrani",
    ]
    for name in names:
        add(store, name, "A")
    order = [row.name.removesuffix(", A") for row in listed(store)]
    assert order[0] == "Çelik"
    assert order[-2:] == ["van den Berg", "Zoë"]
    assert set(order[1:4]) == {"De Smet", "de Smet", "Desmet"}


def test_a_row_tells_what_the_list_shows(store: Store) -> None:
    commands.register(
        store,
        Role.MENTEE,
        values=PersonValues(
            given_name="Yusuf", family_name="Çelik", birth_date=date(2002, 11, 25),
            municipality="Schaerbeek", coordinator_id=store.author_id,
        ),
        enrolment=EnrolmentValues(registered_on=TODAY - timedelta(days=12)),
        known=Profile(
            languages={"fra": Level.B1, "tur": None}, trades=(Trade("cook", "target", rank=1),)
        ),
    )  # fmt: skip
    (row,) = listed(store)
    assert (row.name, row.age, row.roles, row.status) == (
        "Çelik, Yusuf",
        23,
        ("mentee",),
        "registered",
    )
    assert (row.waiting_days, row.coordinator, row.municipality) == (12, "Annick", "Schaerbeek")
    assert queries.spoken(row.languages) == [("fra", Level.B1), ("tur", None)]
    assert queries.trades(row.occupations) == [("target", "cook")]


def test_filters_narrow_the_list(store: Store) -> None:
    yusuf = add(store, "Çelik", "Yusuf", email="yusuf@example.org")
    lieve = add(store, "De Smet", "Lieve", Role.MENTOR)
    commands.accept(store, lieve.enrolment_id)
    assert [r.id for r in listed(store, role=Role.MENTOR)] == [lieve.person_id]
    assert [r.id for r in listed(store, status=Status.REGISTERED)] == [yusuf.person_id]
    assert [r.id for r in listed(store, text="celik YUS")] == [yusuf.person_id]
    assert [r.id for r in listed(store, text="example.org")] == [yusuf.person_id]
    assert len(listed(store, office_id=store.office_id)) == 2
    assert listed(store, office_id=yusuf.person_id) == []


def test_who_is_in_a_duo_does_not_wait(store: Store) -> None:
    made = add(store, "Çelik", "Yusuf")
    commands.set_status(store, made.enrolment_id, Status.IN_DUO)
    assert listed(store)[0].waiting_days is None


def test_nobody_is_found_under_a_strange_identity(store: Store) -> None:
    with store.read() as session:
        assert queries.person(session, store.office_id, today=TODAY) is None


def test_recent_people_come_latest_first(store: Store) -> None:
    first, second = add(store, "A", "A"), add(store, "B", "B")
    commands.change_person(store, first.person_id, phone="02 000 00 00")
    with store.read() as session:
        rows = queries.recent(session, today=TODAY, limit=5)
    assert [row.id for row in rows] == [first.person_id, second.person_id]


def test_the_search_line_finds_people(store: Store) -> None:
    made = add(store, "Ørsted", "Straße")
    with store.read() as session:
        hits = search.find(session, "orst strasse", tables=["person"])
    assert [hit.row for hit in hits] == [made.person_id]


def test_the_timeline_tells_all_newest_first(store: Store, clock: FixedClock) -> None:
    made = add(store, "Çelik", "Yusuf")
    clock.advance(timedelta(hours=3))
    commands.add_note(store, made.person_id, "Called, no answer")
    clock.advance(timedelta(days=1))
    started = interviews.start_interview(store, made.person_id, Role.MENTEE, code="fr")
    interviews.finish_interview(store, started.interview_id, "## Parcours", 55)
    with store.read() as session:
        entries = timeline(session, made.person_id)
    assert [e.kind for e in entries] == [Kind.INTERVIEW, Kind.NOTE, Kind.STEP]
    assert [str(e.text) for e in entries] == [
        "Intake interview, 55 minutes", "Note", "Registered as Mentee",
    ]  # fmt: skip
    assert [e.author for e in entries] == ["Annick", "Annick", ""]
    assert entries[1].words == "Called, no answer"


def test_hundreds_of_people_are_listed_with_as_few_questions_as_one(store: Store) -> None:
    dice = random.Random(1)
    with store.write(N_("Fill")) as write:
        rows: dict[type, list[dict[str, object]]] = {
            Person: [], Enrolment: [], PersonLanguage: [], PersonOccupation: []
        }  # fmt: skip
        for n in range(400):
            person_id = new_id(store.clock, dice)
            birth = date(1950, 1, 1) + timedelta(days=dice.randrange(20_000))
            rows[Person].append(
                {"id": person_id, "number": f"BRU-{n}", "office_id": store.office_id,
                 "family_name": f"F{n}", "given_name": "G", "birth_date": birth}
            )  # fmt: skip
            rows[Enrolment].append(
                {"id": new_id(store.clock, dice), "person_id": person_id,
                 "office_id": store.office_id, "role": Role.MENTEE, "status": Status.ACCEPTED,
                 "registered_on": TODAY, "accepted_on": TODAY}
            )  # fmt: skip
            for code in ("fra", "ara"):
                rows[PersonLanguage].append(
                    {
                        "id": new_id(store.clock, dice),
                        "person_id": person_id,
                        "language": code,
                        "level": Level.B1,
                    }
                )
            rows[PersonOccupation].append(
                {"id": new_id(store.clock, dice), "person_id": person_id, "occupation": "cook",
                 "relation": "target", "rank": 1}
            )  # fmt: skip
        for kind, values in rows.items():
            write.session.execute(insert(kind.__table__), values)
    asked: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    assert len(listed(store)) == 400
    assert sum(statement.startswith("SELECT") for statement in asked) < 20
