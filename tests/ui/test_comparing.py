"""Any two people of the list side by side: chosen, compared, made one with what was chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from duodesk.base.ids import Id
from duodesk.people import apart, merging, profile
from duodesk.people.cards import PersonCard, person
from duodesk.people.uniting import HOURS, Member
from duodesk.people.values import Slot
from duodesk.people.words import Level
from duodesk.tour.stage import Stage
from duodesk.ui.people.listing import ListView
from duodesk.ui.people.lookalikes import LookalikesView
from duodesk.ui.people.page import PeoplePage
from duodesk.ui.people.person import PersonView

pytestmark = pytest.mark.gui
FRENCH = Member("person_language", ("fra",), "level")


def people(stage: Stage) -> PeoplePage:
    found = stage.page("people")
    assert isinstance(found, PeoplePage)
    return found


def strangers(stage: Stage, listing: ListView) -> tuple[int, int]:
    """The places of two mentees on the way in, of this office, whom nobody would take for one."""
    alike = {
        frozenset((pair.one.id, pair.other.id)) for pair in stage.desk.read(apart.pairs)
    }  # fmt: skip
    rows = listing.table.rows_model.rows()
    own = [
        place
        for place, row in enumerate(rows)
        if row.number.startswith("BRU") and "mentee" in row.roles and row.status == "registered"
    ]
    first, second = own[0], own[-1]
    assert frozenset((rows[first].id, rows[second].id)) not in alike
    return first, second


def mark(listing: ListView, *places: int) -> None:
    listing.table.go_to(places[0])
    flags = QItemSelectionModel.SelectionFlag
    for place in places[1:]:
        index = listing.table.rows_model.index(place, 0)
        listing.table.selectionModel().select(index, flags.Select | flags.Rows)


def card_of(stage: Stage, person_id: Id) -> PersonCard:
    found = stage.desk.read(person, person_id, today=stage.desk.today)
    assert found is not None
    return found


def compared(stage: Stage) -> tuple[LookalikesView, Id, Id]:
    """Two strangers, who differ in French and in their hours, side by side."""
    page = people(stage)
    listing = page.listing
    places = strangers(stage, listing)
    ids = [listing.table.rows_model.row_at(place).id for place in places]
    for one, level, hours in zip(
        ids, (Level.B2, Level.A1), ((Slot(0, 18, 24),), (Slot(2, 18, 24),)), strict=True
    ):
        profile.set_languages(stage.desk.store, one, {"fra": level})
        profile.set_availability(stage.desk.store, one, hours)
    mark(listing, *places)
    stage.press("Compare…", listing)
    view = page.current()
    assert isinstance(view, LookalikesView)
    assert view.comparison is not None  # at once, before everybody was compared with everybody
    one, other = (card.id for card in view.comparison.cards)
    assert {one, other} == set(ids)
    return view, one, other


def test_comparing_is_offered_for_two_marked_people_and_for_no_other_number(stage: Stage) -> None:
    listing = people(stage).listing
    for places, offered in (((0,), False), ((0, 1), True), ((0, 1, 2), False)):
        mark(listing, *places)
        assert listing.both.isVisible() == offered
    listing.compare()
    assert "Mark two people first" in stage.heard[-1][0]
    mark(listing, 3, 5)
    listing._search.setText("no such name")
    listing._search.searched.emit("no such name")
    assert not listing.both.isVisible()


def test_two_are_marked_without_a_mouse(stage: Stage) -> None:
    listing = people(stage).listing
    listing.table.setFocus()
    listing.table.go_to(0)
    QTest.keyClick(listing.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert listing.both.isVisible()


def test_two_strangers_are_compared_and_made_one_person(stage: Stage) -> None:
    view, one, other = compared(stage)
    stage.until(lambda: view.table.rows_model.rowCount() > 1, "all look-alikes are found")
    assert view.pair is not None
    assert {view.pair.one.id, view.pair.other.id} == {one, other}
    assert view.table.rows_model.row_at(0) is view.pair
    stage.press("Make one person", view)
    shown = stage.window.findChild(PeoplePage)
    assert shown is not None
    assert isinstance(shown.current(), PersonView)
    assert stage.desk.read(merging.standing, other).goes_on is not None
    stage.refuse_complaints()


def test_whose_word_holds_is_chosen_and_stays_chosen_while_others_are_read(stage: Stage) -> None:
    view, one, other = compared(stage)
    comparison = view.comparison
    assert comparison is not None
    assert HOURS not in comparison.words()  # both together unless somebody chooses
    side = [card.languages["fra"] for card in comparison.cards].index(Level.A1)
    comparison.members[FRENCH].button(side).setChecked(True)
    comparison.members[HOURS].button(side).setChecked(True)
    stage.until(lambda: view.table.rows_model.rowCount() > 1, "all look-alikes are found")
    assert view.comparison is comparison
    free = comparison.cards[side].slots
    view.join()
    joined = card_of(stage, one)
    assert joined.languages["fra"] == Level.A1
    assert joined.slots == free
    stage.desk.undo()
    assert card_of(stage, other).languages.keys() == {"fra"}
    stage.refuse_complaints()


def test_a_change_of_one_of_the_two_is_shown_at_once(stage: Stage) -> None:
    view, one, _other = compared(stage)
    before = view.comparison
    stage.until(lambda: view.table.rows_model.rowCount() > 1, "all look-alikes are found")
    stage.desk.do(profile.set_languages, one, {"fra": Level.C2})
    stage.until(lambda: view.comparison is not before, "both are shown anew")
    assert view.comparison is not None
    texts = {b.text() for b in view.comparison.members[FRENCH].buttons()}
    assert any(text.startswith("C2") for text in texts)


def test_two_who_were_told_apart_are_not_shown_again(stage: Stage) -> None:
    view, one, other = compared(stage)
    stage.until(lambda: view.table.rows_model.rowCount() > 1, "all look-alikes are found")
    before = view.table.rows_model.rowCount()
    stage.press("Not the same person", view)
    stage.until(lambda: view.table.rows_model.rowCount() == before - 1, "the pair is gone")
    shown = {frozenset((p.one.id, p.other.id)) for p in view.table.rows_model.rows()}
    assert frozenset((one, other)) not in shown
