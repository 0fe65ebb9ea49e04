"""Three desks on three laptops, joined by real Syncthing and nothing else, until they agree."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from duodesk.app import application
from duodesk.base.ids import Id
from duodesk.exchange import owning, review, undoing
from duodesk.model.people import Note, Person
from duodesk.people import commands
from tests.exchange.followers import Follower, follow, found, join, until
from tests.journeys.syncthing import Daemon, program
from tests.store.test_store import add

SEEN_WITHIN = 5.0  # seconds from a file's arrival in the folder to its being taken in


@dataclass(slots=True)
class Office:
    """The desks, each with the Syncthing of its laptop."""

    desks: list[Follower]
    daemons: list[Daemon]

    def agree(self) -> bool:
        """Whether all hold the same, but for what stays in its office."""
        return all(shared(one) == shared(self.desks[0]) for one in self.desks)

    def connected(self, n: int) -> None:
        running = [one for one in self.daemons if one.running is not None]
        until(lambda: all(one.connected() == n for one in running), "connections of Syncthing")


@pytest.fixture
def office(tmp_path: Path) -> Generator[Office]:
    """BRU-1, BRU-2 and ANT-1."""
    program()
    app = application()
    folders = [tmp_path / name / "shared" for name in ("bru-1", "bru-2", "ant-1")]
    daemons = []
    for folder in folders:
        folder.mkdir(parents=True)
        daemons.append(Daemon(folder.with_name("syncthing"), folder))
        daemons[-1].generate()
    for one in daemons:
        one.configure([other for other in daemons if other is not one], delay=1)
        one.start()
    first = found(folders[0].with_name("desk"))
    for n in range(8):
        add(first.store, f"Person {n}")
    opened = [
        first,
        join(first, folders[1].with_name("desk"), "BRU", "Youssef"),
        join(first, folders[2].with_name("desk"), "ANT", "Koen"),
    ]
    made = Office([follow(app, *one) for one in zip(opened, folders, strict=True)], daemons)
    try:
        made.connected(2)
        yield made
    finally:
        for desk in made.desks:
            desk.close()
        for daemon in daemons:
            daemon.stop()


def shared(one: Follower) -> dict[str, list[dict[str, Any]]]:
    """What this desk holds, without what stays in its office."""
    private = owning.private_fields()
    return {
        table: [{k: v for k, v in row.items() if k not in private.get(table, ())} for row in rows]
        for table, rows in one.state().items()
    }


def people(one: Follower) -> list[Id]:
    with one.desk.store.read() as session:
        return [person.id for person in session.query(Person).order_by(Person.number)]


def given(one: Follower, person_id: Id) -> str | None:
    with one.desk.store.read() as session:
        return session.get_one(Person, person_id).given_name


def rename(one: Follower, person_id: Id, name: str) -> None:
    one.desk.do(commands.change_person, person_id, given_name=name)


def arrived(desk: Follower, name: str) -> float:
    """When Syncthing put this file into the folder of a desk."""
    return (desk.folder / name).stat().st_ctime


@pytest.mark.journey
@pytest.mark.heavy
@pytest.mark.alone
def test_three_desks_agree_through_real_syncthing(office: Office) -> None:
    bru, second, ant = office.desks
    until(office.agree, "the same everywhere, at the beginning")
    each_writes_and_all_see_it(office)
    what_one_writes_is_seen_in_time(office)
    two_versions_are_listed_on_all(office)
    a_laptop_that_was_away_catches_up(office)
    a_great_removal_waits_for_a_person(office)
    assert not [text for one in office.desks for text, tone in one.heard if tone == "bad"]
    for one in (bru, second, ant):
        assert one.desk.store.agrees_with_journal()
        assert len(list(one.folder.glob("*.duo"))) <= 2 * len(office.desks)


def each_writes_and_all_see_it(office: Office) -> None:
    """All at once, a private note among it."""
    bru, second, ant = office.desks
    for one, family in zip(office.desks, ("Eén", "Deux", "Drei"), strict=True):
        one.desk.do(lambda store, name=family: add(store, "New", name)[1])
    with second.desk.store.write("Note") as write:
        write.session.add(
            Note(id=write.new_id(), person_id=people(second)[0], text="Said in confidence")
        )
    second.desk.tell(write.changes)
    until(lambda: len(people(ant)) == 11 and office.agree(), "the same everywhere")
    until(lambda: bru.state() == second.state(), "the note in its office")
    assert "Said in confidence" in str(bru.state()["note"])
    assert "Said in confidence" not in str(ant.state()["note"])


def what_one_writes_is_seen_in_time(office: Office) -> None:
    """From one command to the other screens: what Syncthing takes of it, and what we do."""
    bru, *others = office.desks
    person_id = people(bru)[1]
    begun = time.time()
    rename(bru, person_id, "Seen")
    until(lambda: max(bru.wrote.values()) > begun, "the file")
    written, name = min((at, name) for name, at in bru.wrote.items() if at > begun)
    until(lambda: all(name in one.took for one in others), "it on the screens of the others")
    for one in others:
        assert given(one, person_id) == "Seen"
        came, shown = arrived(one, name), one.took[name]
        print(
            f"\n{one.folder.parent.name}: {shown - begun:.2f} s from the command to the screen:"
            f" {written - begun:.2f} s until written, {came - written:.2f} s carried by Syncthing,"
            f" {shown - came:.2f} s from arriving to shown"
        )
        assert shown - came <= SEEN_WITHIN
        assert one.said("came in from BRU-1")
        with one.desk.store.read() as session:
            assert undoing.undoable(session) is not None


def two_versions_are_listed_on_all(office: Office) -> None:
    """Two people write the same field at once; nobody clicks."""
    bru, _second, ant = office.desks
    person_id = people(bru)[2]
    rename(bru, person_id, "Written in Brussels")
    rename(ant, person_id, "Written in Antwerp")
    until(
        lambda: all(one.desk.read(review.two_versions) for one in office.desks), "the list on all"
    )
    until(office.agree, "the same everywhere, two versions among it")
    listed = [
        [{str(v.value) for v in found.versions} for found in one.desk.read(review.two_versions)]
        for one in office.desks
    ]
    assert listed == [[{"Written in Brussels", "Written in Antwerp"}]] * 3
    until(lambda: all(one.said("two versions") for one in office.desks), "the notice on all")


def a_laptop_that_was_away_catches_up(office: Office) -> None:
    """Antwerp without a network for a while; both sides go on."""
    bru, second, ant = office.desks
    office.daemons[2].stop()
    rename(bru, people(bru)[3], "While Antwerp was away")
    rename(ant, people(ant)[4], "While away")
    until(lambda: given(second, people(bru)[3]) == "While Antwerp was away", "it in Brussels")
    assert given(bru, people(bru)[4]) != "While away"
    office.daemons[2].start()
    until(office.agree, "the same everywhere, after it came back")
    assert given(bru, people(bru)[4]) == "While away"


def a_great_removal_waits_for_a_person(office: Office) -> None:
    """Antwerp removes seven people: nothing happens in Brussels until somebody says yes."""
    bru, second, ant = office.desks
    with ant.desk.store.write("Removed") as write:
        for person_id in people(ant)[:7]:
            write.session.delete(write.session.get_one(Person, person_id))
    ant.desk.tell(write.changes)
    until(lambda: bru.desk.arrived and second.desk.arrived, "the file that waits for a person")
    until(lambda: bru.said("A file needs you"), "the notice")
    assert (len(people(bru)), len(people(second)), len(people(ant))) == (11, 11, 4)
