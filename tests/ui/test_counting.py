"""What waits for somebody is counted beside “Exchange” until it is done."""

from __future__ import annotations

import pytest

from duodesk.exchange import handover, issues, review
from duodesk.people import commands, queries
from duodesk.store.store import Changes
from duodesk.tour.stage import Stage
from duodesk.ui.shell.sidebar import Sidebar
from tests.exchange.desks import Laptop
from tests.ui.laptops import antwerp, home

__all__ = ["antwerp", "home"]
pytestmark = pytest.mark.gui


def sidebar(stage: Stage) -> Sidebar:
    assert stage.window.shell is not None
    return stage.window.shell.sidebar


def takes(stage: Stage, laptop: Laptop) -> None:
    """Our desk takes that laptop's file in."""
    here = Laptop(stage.desk.store, laptop.clock, laptop.folder)
    done = here.take(laptop.make(to=here))
    stage.desk.bus.changed.emit(Changes(operation=b"file", tables=frozenset(done.tables)))


def shows(stage: Stage, n: int) -> None:
    """The number comes, for eyes and for readers."""
    button = sidebar(stage).button("exchange")
    things = "1 thing" if n == 1 else f"{n} things"
    name = f"Exchange, {things} to look at" if n else "Exchange"
    counting = stage.window._counting
    assert counting is not None
    stage.until(lambda: not (counting._busy or counting._rest.isActive()), "the count")
    assert button.accessibleName() == name
    number = sidebar(stage)._waiting
    assert number.isVisible() == bool(n)
    assert number.text() == str(n)
    assert button.rect().contains(number.geometry())


def settle_all(stage: Stage) -> None:
    """The demonstration has things to look at; here we begin with none."""
    for one in stage.desk.read(review.two_versions):
        stage.desk.do(review.choose, one.table, one.row, one.field, one.versions[0].value)
    for remark in stage.desk.read(issues.issues):
        stage.desk.do(issues.acknowledge, remark.id, remark.rule)
    for offer in stage.desk.read(handover.transfers):
        if offer.to_office_id == stage.desk.office_id:
            stage.desk.do(handover.refuse, offer.id, "no")
    stage.desk.bus.changed.emit(Changes(operation=b"test"))
    shows(stage, 0)


def test_two_versions_remarks_and_offers_are_counted_until_they_are_done(
    stage: Stage, antwerp: Laptop
) -> None:
    settle_all(stage)
    desk = stage.desk
    people = desk.read(queries.people, today=desk.today, office_id=desk.office_id)
    desk.do(commands.change_person, people[0].id, municipality="Ostend")
    commands.change_person(antwerp.store, people[0].id, municipality="Gent")
    takes(stage, antwerp)
    shows(stage, 1)
    theirs = desk.read(queries.people, today=desk.today)
    other = next((r for r in theirs if r.office_id == antwerp.store.office_id), None)
    assert other is not None
    handover.offer(antwerp.store, other.id, desk.office_id)
    takes(stage, antwerp)
    shows(stage, 2)
    stage.window.resize(1024, 600)
    stage.settle()
    shows(stage, 2)
    (one,) = desk.read(review.two_versions)
    desk.do(review.choose, one.table, one.row, one.field, "Gent")
    shows(stage, 1)
    offer = desk.read(handover.offer_of, other.id)
    assert offer is not None
    desk.do(handover.accept, offer.id)
    shows(stage, 0)


def test_files_that_wait_for_a_person_count_too(stage: Stage) -> None:
    settle_all(stage)
    stage.desk.arrived.append(stage.answers.place / "a.duo")
    stage.desk.bus.changed.emit(Changes(operation=b"file"))
    shows(stage, 1)


def test_the_number_stays_in_another_language(stage: Stage) -> None:
    settle_all(stage)
    stage.desk.brought += [stage.answers.place / "a.duo", stage.answers.place / "b.duo"]
    stage.desk.bus.changed.emit(Changes(operation=b"file"))
    shows(stage, 2)
    stage.appearance.choose_language("nl")
    stage.settle()
    assert sidebar(stage)._waiting.text() == "2"
    assert sidebar(stage).button("exchange").accessibleName() == "Uitwisseling, 2 zaken te bekijken"


def test_closing_while_it_counts_ends_quietly(stage: Stage) -> None:
    stage.desk.bus.changed.emit(Changes(operation=b"file"))
    counting = stage.window._counting
    assert counting is not None
    counting.count()
    stage.window.close()
    stage.settle()
