"""The form of an event: what is typed is kept, what is missing is said, what collides is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtTest import QTest

from duodesk.base.ids import Id
from duodesk.people import queries
from duodesk.tour.stage import Stage
from duodesk.training import curricula, events, series
from duodesk.training.curricula import FOUR_DAYS
from duodesk.training.series import DayValues, SeriesValues
from duodesk.training.words import EventKind
from duodesk.ui.training.calendar import CalendarView
from duodesk.ui.training.event import EventDialog
from duodesk.ui.training.shown import Spot
from tests.ui.test_calendar import DAY, NOON, calendar, choose, event, planned

pytestmark = pytest.mark.gui


def form(stage: Stage, view: CalendarView, spot: Spot | None = None) -> EventDialog:
    view.plan(spot or Spot(DAY, NOON, 60))
    stage.settle()
    dialog = stage.dialogs()[-1]
    assert isinstance(dialog, EventDialog)
    return dialog


def put(dialog: EventDialog, **values: object) -> None:
    """As if typed: the field shows it and tells it."""
    for name, value in values.items():
        field = dialog.form.fields[name]
        told = field.value()
        field.set_value(value)
        field._told = told
        field.flush()


def test_a_new_entry_is_planned_and_chosen_in_the_calendar(stage: Stage) -> None:
    view = calendar(stage)
    dialog = form(stage, view)
    put(
        dialog,
        kind="workshop",
        title="Le <b>CV</b> & co",
        place="Salle 2",
        online="no",
        capacity=12,
    )
    dialog.form.fields["others"].set_value("Koen Maes; ; Els Peeters")
    stage.press("Plan it", dialog)
    chosen = view.grid.chosen()
    assert chosen is not None
    assert chosen.key.id is not None
    row = event(stage, chosen.key.id)
    assert (row.kind, row.title, row.place) == (EventKind.WORKSHOP, "Le <b>CV</b> & co", "Salle 2")
    assert (row.start, row.minutes, row.online, row.capacity) == (NOON, 60, False, 12)
    assert [one.name for one in row.trainers] == ["Els Peeters", "Koen Maes"]
    assert row.led_by == stage.desk.store.author_id
    stage.desk.undo()
    assert stage.desk.read(events.event, chosen.key.id) is None


@pytest.mark.parametrize(
    ("values", "name", "words"),
    [
        ({"held_on": None}, "held_on", "Which day?"),
        ({"start": None}, "start", "When does it begin?"),
        ({"end": NOON}, "end", "It cannot end before it begins. Choose a later end."),
    ],
)
def test_what_is_missing_is_said_where_it_is_missing(
    stage: Stage, values: dict[str, object], name: str, words: str
) -> None:
    view = calendar(stage)
    dialog = form(stage, view)
    put(dialog, **values)
    before = stage.desk.store.undo_label
    dialog.keep()
    assert dialog.isVisible()
    assert dialog.form.fields[name]._problem.text() == words
    assert stage.desk.store.undo_label == before
    dialog.reject()


def test_an_hour_that_no_clock_shows_is_refused_with_a_way_out(stage: Stage) -> None:
    view = calendar(stage)
    dialog = form(stage, view, Spot(date(2027, 3, 28), 150, 60))
    dialog.keep()
    assert dialog.isVisible()
    text, tone = stage.heard[-1]
    assert tone == "bad"
    assert "28/03/2027" in text
    dialog.reject()


def test_what_collides_is_told_while_one_types_and_forbids_nothing(stage: Stage) -> None:
    planned(stage, place="Salle 2")
    view = calendar(stage)
    dialog = form(stage, view)
    put(dialog, kind="workshop", led_by=None)
    assert not dialog.warnings.isVisible()
    put(dialog, place="salle 2")
    assert dialog.warnings.isVisible()
    assert "Salle 2" in dialog.warnings.label.text() or "salle 2" in dialog.warnings.label.text()
    put(dialog, held_on=DAY + timedelta(days=5))
    assert "Sunday" in dialog.warnings.label.text()
    dialog.keep()
    stage.settle()
    assert view.grid.current_day() == DAY + timedelta(days=5)
    assert view.grid.chosen() is not None


def test_places_used_before_are_offered_and_a_person_is_found_by_some_letters(stage: Stage) -> None:
    planned(stage, place="Rue de l'Étuve 1")
    view = calendar(stage)
    dialog = form(stage, view)
    put(dialog, kind="interview")
    line = dialog.form.fields["place"].entry()
    offered = line.completer().model()  # type: ignore[attr-defined]
    places = [offered.index(n, 0).data() for n in range(offered.rowCount())]
    assert places[0] == "Rue de l'Étuve 1"
    person = stage.desk.read(queries.people, today=stage.desk.today, bare=True)[0]
    about = dialog.form.about
    QTest.keyClicks(about.line, person.number)
    about._on_finished()
    assert about.value() == str(person.id)
    assert about.line.text().startswith(person.name)
    dialog.keep()
    chosen = view.grid.chosen()
    assert chosen is not None
    assert chosen.people == (person.id,)


def test_letters_that_fit_nobody_are_said(stage: Stage) -> None:
    view = calendar(stage)
    dialog = form(stage, view)
    put(dialog, kind="interview")
    about = dialog.form.about
    QTest.keyClicks(about.line, "nobody is called so")
    about._on_finished()
    assert about.value() is None
    assert about._problem.text() == "Type some letters and choose from the list."
    dialog.reject()


def test_an_entry_is_changed_and_only_what_changed_is_written(stage: Stage) -> None:
    made = planned(stage, place="Salle 2")
    view = calendar(stage)
    view.open(choose(view, made))
    stage.settle()
    dialog = stage.dialogs()[-1]
    assert isinstance(dialog, EventDialog)
    put(dialog, end=NOON + 90)
    stage.press("Keep", dialog)
    assert (event(stage, made).minutes, event(stage, made).place) == (90, "Salle 2")
    before = stage.desk.store.undo_label
    view.open(choose(view, made))
    stage.press("Keep", stage.dialogs()[-1])
    assert stage.desk.store.undo_label == before


def test_a_day_of_a_series_offers_its_units_and_the_way_to_it(stage: Stage) -> None:
    unit = stage.desk.read(curricula.curriculum, FOUR_DAYS.id).units[0]
    days = [DayValues(held_on=DAY, start=540, minutes=420, unit_ids=(unit.id,))]
    made = stage.desk.do(
        series.plan_series, SeriesValues(name="Mentors", curriculum_id=FOUR_DAYS.id), days
    )
    assert made is not None
    view = calendar(stage)
    (one,) = view.grid.days.entries_on(DAY)
    wanted: list[Id] = []
    view.series_wanted.connect(wanted.append)
    view.open(one)
    stage.settle()
    dialog = stage.dialogs()[-1]
    assert isinstance(dialog, EventDialog)
    assert dialog.form.about.line.text() == "Mentors"
    assert dialog.form.units.value() == (str(unit.id),)
    stage.press("Open the series", dialog)
    assert wanted == [made.id]


def test_calling_off_and_holding_after_all(stage: Stage) -> None:
    made = planned(stage)
    view = calendar(stage)
    for text, cancelled in (("Call off", True), ("It takes place after all", False)):
        view.open(choose(view, made))
        stage.settle()
        stage.press(text, stage.dialogs()[-1])
        assert (event(stage, made).cancelled_on is not None) == cancelled
