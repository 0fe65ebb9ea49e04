"""The choices offices share: each is declared whole, and a damaged value gives the programme's."""

from __future__ import annotations

from datetime import date

import pytest

from duodesk.base.i18n import speaking
from duodesk.office import settings
from duodesk.office.seeds import spoken
from duodesk.office.settings import SETTINGS, Declared, Values
from duodesk.store.store import Store

TODAY = date(2026, 11, 24)


def test_every_choice_is_declared_once_with_a_value_of_its_kind() -> None:
    assert len({one.name for one in SETTINGS}) == len(SETTINGS)
    declared = {one for one in vars(settings).values() if isinstance(one, Declared)}
    assert declared == set(SETTINGS)
    for one in SETTINGS:
        if one.kind == "number":
            assert one.default.isdigit(), one.name
        if one.kind == "switch":
            assert one.default in {"0", "1"}, one.name


def test_the_steps_of_silence_climb() -> None:
    steps = (
        settings.SILENCE_AMBER, settings.SILENCE_RED, settings.SILENCE_TEAM,
        settings.SILENCE_DECIDE,
    )  # fmt: skip
    days = [int(one.default) for one in steps]
    assert days == sorted(days) == [14, 21, 28, 42]


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), (" 1 ", True), ("0", False), ("true", False), ("", False)]
)
def test_only_a_one_switches_on(value: str, on: bool) -> None:
    assert Values({settings.EXPENSES.name: value}).on(settings.EXPENSES) is on


def test_an_office_switches_on_for_itself(store: Store) -> None:
    settings.choose(store, settings.EXPENSES, "1", office_id=store.office_id)
    with store.read() as session:
        own = settings.values(session, office_id=store.office_id, on=TODAY)
        others = settings.values(session, office_id=None, on=TODAY)
    assert (own.on(settings.EXPENSES), others.on(settings.EXPENSES)) == (True, False)


def test_the_usual_name_of_an_office_is_told_in_each_language_its_own_name_stays() -> None:
    with speaking("nl"):
        assert [spoken(name) for name in ("Bruxelles", "Liège", "DUO Charleroi", "")] == [
            "Brussel", "Luik", "DUO Charleroi", "",
        ]  # fmt: skip
