"""Who administers an office."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.reference import Author, Duty
from duodesk.office.commands import add_author, set_duty
from duodesk.store.store import Store
from tests.exchange.conftest import offices
from tests.exchange.desks import Offices

__all__ = ["offices"]


def author(store: Store, name: str) -> Id:
    with store.read() as session:
        found: Id = session.scalars(select(Author.id).where(Author.name == name)).one()
    return found


def duty(store: Store, name: str) -> Duty:
    with store.read() as session:
        return session.get_one(Author, author(store, name)).duty


def test_only_who_administers_the_office_says_who_does(store: Store) -> None:
    add_author(store, "Youssef")
    founder = store.author_id
    assert founder is not None
    set_duty(store, author(store, "Youssef"), Duty.READER)
    store.speak_as(author(store, "Youssef"))
    with pytest.raises(UserError, match="Only who administers"):
        set_duty(store, author(store, "Youssef"), Duty.OFFICE_ADMIN)
    store.speak_as(founder)
    set_duty(store, author(store, "Youssef"), Duty.OFFICE_ADMIN)
    assert duty(store, "Youssef") == Duty.OFFICE_ADMIN


def test_who_joins_coordinates_and_an_office_without_administration_names_one(
    offices: Offices,
) -> None:
    offices.found()
    koen = offices.join("ANT", "Koen")
    offices.everybody()
    assert duty(koen.store, "Koen") == Duty.COORDINATION
    set_duty(koen.store, author(koen.store, "Koen"), Duty.OFFICE_ADMIN)
    assert duty(koen.store, "Koen") == Duty.OFFICE_ADMIN
